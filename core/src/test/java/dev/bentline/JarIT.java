package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.JavaProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an embedder uses it: on the class path and on the module path, from a program compiled against it alone. */
class JarIT {
    private static final Path JAR = Path.of(System.getProperty("bentline.jar"));

    private static final float EFFECT = DenseReference.forward(Network.relu(), new float[] {0.5f})[0];

    @TempDir
    private static Path work;

    private static Path plain;
    private static Path module;
    private static Path simdModule;

    @BeforeAll
    static void compileThePrograms() throws IOException {
        plain = compile("plain", "-cp", "");
        module = compile("module", "-p", "module app { requires dev.bentline; }");
        simdModule = compile("simd", "-p", "module app { requires dev.bentline; requires jdk.incubator.vector; }");
    }

    private static Path compile(String name, String pathOption, String moduleInfo) throws IOException {
        Path sources = Files.createDirectories(work.resolve(name + "-sources/app"));
        Path classes = work.resolve(name);
        Path program = Files.writeString(sources.resolve("Program.java"), """
                package app;

                import dev.bentline.Engine;
                import dev.bentline.Network;

                public class Program {
                    public static void main(String[] arguments) {
                        Engine engine = Engine.of(Network.relu());
                        float[] effect = {0.5f};
                        engine.forward(effect, effect);
                        System.out.println(engine.info().kernel());
                        System.out.println(effect[0]);
                        System.out.println(engine.getClass().getModule().isNamed());
                    }
                }
                """);
        List<String> arguments =
                new ArrayList<>(List.of("-d", classes.toString(), pathOption, JAR.toString(), program.toString()));
        if (!moduleInfo.isEmpty()) {
            arguments.add(Files.writeString(sources.resolveSibling("module-info.java"), moduleInfo)
                    .toString());
        }
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(new String[0]));
        assertThat(status).as("javac %s", arguments).isZero();
        return classes;
    }

    private static Result onClassPath(String... options) {
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.addAll(List.of("-cp", JAR + java.io.File.pathSeparator + plain, "app.Program"));
        return JavaProcess.run(arguments);
    }

    private static Result onModulePath(Path program, String... options) {
        List<String> arguments = new ArrayList<>(Arrays.asList(options));
        arguments.addAll(List.of("-p", JAR + java.io.File.pathSeparator + program, "-m", "app/app.Program"));
        return JavaProcess.run(arguments);
    }

    private static void assertRuns(Result result, String kernel, boolean named) {
        assertThat(result.status()).as("%s", result).isZero();
        assertThat(result.out()).hasSize(3);
        assertThat(result.out().get(0)).startsWith(kernel);
        assertThat(result.out().get(1)).isEqualTo(Float.toString(EFFECT));
        assertThat(result.out().get(2)).isEqualTo(Boolean.toString(named));
    }

    private static void assertNamesTheFlagOnce(Result result) {
        assertThat(result.err())
                .filteredOn(line -> line.contains("--add-modules jdk.incubator.vector"))
                .hasSize(1);
    }

    @Test
    void classPathWithoutTheFlag() {
        Result result = onClassPath();
        assertRuns(result, "scalar", false);
        assertNamesTheFlagOnce(result);
    }

    @Test
    void classPathWithTheFlag() {
        Result result = onClassPath(JavaProcess.VECTOR_MODULE);
        assertRuns(result, "simd ", false);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void modulePathWithoutTheFlag() {
        Result result = onModulePath(module);
        assertRuns(result, "scalar", true);
        assertNamesTheFlagOnce(result);
    }

    @Test
    void modulePathWithTheFlag() {
        Result result = onModulePath(module, JavaProcess.VECTOR_MODULE);
        assertRuns(result, "simd ", true);
        assertThat(result.err()).isEmpty();
    }

    /** A program that requires the module itself needs no flag. */
    @Test
    void modulePathOfAProgramThatRequiresTheVectorModule() {
        Result result = onModulePath(simdModule);
        assertRuns(result, "simd ", true);
        assertThat(result.err()).isEmpty();
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
        assertThat(Files.size(JAR)).isLessThan(180_000);
    }
}
