package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.DenseReference;
import dev.bentline.testing.JavaProcess;
import dev.bentline.testing.JavaProcess.Result;
import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The installed jar as an embedder uses it: the sample, a project of its own that Maven has built against it alone, on the
 * class path and on the module path, with and without the Vector API.
 */
class JarIT {
    private static final Path JAR = Path.of(System.getProperty("bentline.jar"));
    private static final Path SAMPLE = Path.of(System.getProperty("bentline.sample"));
    private static final Path CLASSES = SAMPLE.resolve("target/classes");

    /** The size in bytes that the README states. */
    private static final int LARGEST = 250_000;

    private static final String SIMD = "-Dbentline.kernel=simd";
    private static final String INTERNAL = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";
    private static final String NOT_LOADED =
            "the module jdk.incubator.vector is not loaded; add --add-modules jdk.incubator.vector to the java command";

    private static final float EFFECT = DenseReference.forward(Network.relu(), new float[] {0.5f})[0];

    /** Lines the sample prints on the scalar kernels; only its last line tells where it runs. */
    private static List<String> results;

    @BeforeAll
    static void runOnTheScalarKernels() {
        Result scalar = onClassPath("-Dbentline.kernel=scalar");
        assertThat(scalar.status()).as("%s", scalar).isZero();
        assertThat(scalar.err()).isEmpty();
        assertThat(scalar.out().getFirst()).isEqualTo("[0.0, 0.0, " + EFFECT + ", 0.0, 0.0]");
        results = results(scalar);
    }

    private static List<String> results(Result result) {
        return result.out().subList(0, result.out().size() - 1);
    }

    private static Result onClassPath(String... options) {
        return run(options, "-cp", JAR + File.pathSeparator + CLASSES, "sample.Sample");
    }

    private static Result onModulePath(String... options) {
        return run(options, "-p", JAR + File.pathSeparator + CLASSES, "-m", "sample/sample.Sample");
    }

    private static Result run(String[] options, String... program) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(program));
        return JavaProcess.run(arguments);
    }

    private static void assertSameBits(Result result, boolean named) {
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(results(result)).isEqualTo(results);
        assertThat(result.out().getLast()).contains(named ? ", module dev.bentline" : ", unnamed module");
    }

    private static void assertLoads(Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.warned()).isTrue();
        assertThat(result.out().getLast()).doesNotContain("not loaded");
    }

    /** Checks for one entry in the log: where it comes from, and what is said. */
    private static void assertNamesTheFlagOnce(Result result) {
        assertThat(result.err()).hasSize(2);
        assertThat(result.err().getLast()).isEqualTo("WARNING: Bentline runs its scalar kernel: " + NOT_LOADED);
        assertThat(result.warned()).isFalse();
        assertThat(result.out().getLast()).startsWith("kernel scalar (" + NOT_LOADED + "), ");
    }

    private static void assertRefused(Result result) {
        assertThat(result.status()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().getFirst())
                .startsWith("Exception in thread \"main\" java.lang.IllegalStateException: ")
                .endsWith(": " + SIMD + " cannot run: " + NOT_LOADED);
    }

    @Test
    void classPathWithTheFlag() {
        Result result = onClassPath(JavaProcess.VECTOR_MODULE);
        assertSameBits(result, false);
        assertLoads(result);
    }

    @Test
    void classPathWithoutTheFlag() {
        Result result = onClassPath();
        assertSameBits(result, false);
        assertNamesTheFlagOnce(result);
    }

    @Test
    void modulePathWithTheFlag() {
        Result result = onModulePath(JavaProcess.VECTOR_MODULE);
        assertSameBits(result, true);
        assertLoads(result);
    }

    @Test
    void modulePathWithoutTheFlag() {
        Result result = onModulePath();
        assertSameBits(result, true);
        assertNamesTheFlagOnce(result);
    }

    @Test
    void simdOnClassPath() {
        Result result = onClassPath(JavaProcess.VECTOR_MODULE, SIMD);
        assertSameBits(result, false);
        assertLoads(result);
        assertThat(result.out().getLast()).startsWith("kernel simd ");
        assertRefused(onClassPath(SIMD));
    }

    @Test
    void simdOnModulePath() {
        Result result = onModulePath(JavaProcess.VECTOR_MODULE, SIMD);
        assertSameBits(result, true);
        assertLoads(result);
        assertThat(result.out().getLast()).startsWith("kernel simd ");
        assertRefused(onModulePath(SIMD));
    }

    /** A program that requires the module itself needs no flag. */
    @Test
    void modulePathOfAProgramThatRequiresTheVectorModule(@TempDir Path work) throws IOException {
        Path descriptor = Files.writeString(
                work.resolve("module-info.java"),
                "module sample { requires dev.bentline; requires jdk.incubator.vector; }");
        Path program = SAMPLE.resolve("src/main/java/sample/Sample.java");
        assertThat(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, "-p", "" + JAR, "-d", "" + work, "" + descriptor, "" + program))
                .isZero();
        Result result = run(new String[] {SIMD}, "-p", JAR + File.pathSeparator + work, "-m", "sample/sample.Sample");
        assertSameBits(result, true);
        assertLoads(result);
    }

    /** Without the flag, and without the JVM's warning and its time at the start. */
    @Test
    void classPathThatIsGivenThePackageThatLoadsModules() {
        for (Result result : List.of(onClassPath(INTERNAL), onClassPath(INTERNAL, SIMD))) {
            assertSameBits(result, false);
            assertThat(result.err()).isEmpty();
            assertThat(result.warned()).isFalse();
            assertThat(result.out().getLast()).doesNotContain("not loaded");
        }
    }

    /** Checks that the README and the page on embedding show what was compiled and run. */
    @Test
    void pagesShowTheSample() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "embedding.md"));
        String program = spaced(Files.readString(SAMPLE.resolve("src/main/java/sample/Sample.java")));
        for (String text : List.of(page, Files.readString(Path.of("..", "README.md")))) {
            String[] shown = block(text, "java").split("\n\n", 2);
            assertThat(program).contains(spaced(shown[0])).contains(spaced(shown[1]));
            assertThat(text).contains("One jar of less than " + LARGEST / 1000 + " KB");
        }
        assertThat(spaced(Files.readString(SAMPLE.resolve("pom.xml")))).contains(spaced(block(page, "xml")));
        assertThat(page).contains("WARNING: Bentline runs its scalar kernel: " + NOT_LOADED);
    }

    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    @Test
    void jarHoldsTheEngineAndNothingElse() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/"))
                    .toList();
            assertThat(names)
                    .contains("module-info.class", "dev/bentline/Engine.class")
                    .doesNotHaveDuplicates();
            assertThat(names)
                    .allMatch(name -> name.startsWith("dev/bentline/")
                            || name.startsWith("META-INF/")
                            || name.equals("module-info.class"));
            assertThat(names).noneMatch(name -> name.contains("Test"));
        }
    }

    @Test
    void jarNamesItsVersionAndHoldsItsLicence() throws IOException {
        String version = JAR.toString().replaceFirst(".*-([^-]+)[.]jar$", "$1");
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Implementation-Title")).isEqualTo("Bentline core");
            assertThat(manifest.getValue("Implementation-Version")).isEqualTo(version);
            assertThat(jar.getInputStream(jar.getEntry("META-INF/LICENSE")))
                    .hasSameContentAs(Files.newInputStream(Path.of("..", "LICENSE")));
        }
    }

    /** The installed POM has what a public repository asks for, and nothing of how the jar was built. */
    @Test
    void pomIsAnEmbeddersNotTheBuilds() throws Exception {
        Path file = Path.of(JAR.toString().replaceFirst("[.]jar$", ".pom"));
        Element project = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        Map<String, String> fields = new TreeMap<>();
        for (Node node = project.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                fields.put(element.getTagName(), element.getTextContent().strip());
            }
        }
        assertThat(fields)
                .containsKeys(
                        "groupId",
                        "artifactId",
                        "version",
                        "name",
                        "description",
                        "url",
                        "licenses",
                        "developers",
                        "scm")
                .doesNotContainKeys("parent", "build", "profiles", "properties", "dependencyManagement", "modules")
                .hasEntrySatisfying("licenses", text -> assertThat(text).startsWith("Apache-2.0"));
        assertThat(Files.readString(file)).doesNotContain("${").doesNotContain("<scope>test</scope>");
    }

    @Test
    void jarIsAsSmallAsThePagesSay() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(LARGEST);
    }

    /** An embedder's stack trace tells where in the engine an exception arose. */
    @Test
    void jarCarriesLineNumbers() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            byte[] engine = jar.getInputStream(jar.getEntry("dev/bentline/Engine.class"))
                    .readAllBytes();
            assertThat(ClassFile.of().parse(engine).methods())
                    .flatMap(method -> method.code().stream().toList())
                    .isNotEmpty()
                    .allMatch(code -> code.findAttribute(java.lang.classfile.Attributes.lineNumberTable())
                            .isPresent());
        }
    }
}
