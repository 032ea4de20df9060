package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jars the command runs with. */
class LibraryIT {
    private static final Path LIBRARY = Launch.ROOT.resolve("cli/target/lib");

    /** Java 6: the JVM keeps no older class in a cache. */
    private static final int OLDEST = 50;

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return files.sorted().toList();
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
    }

    @Test
    void noClassIsTooOldForACache() throws Exception {
        assertThat(jars()).allSatisfy(path -> assertThat(path.toString()).endsWith(".jar"));
        for (Path path : jars()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                for (JarEntry entry : Collections.list(jar.entries())) {
                    if (entry.getName().endsWith(".class")) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            assertThat(ByteBuffer.wrap(in.readNBytes(8)).getShort(6))
                                    .as("%s in %s", entry, path)
                                    .isGreaterThanOrEqualTo((short) OLDEST);
                        }
                    }
                }
            }
        }
    }

    @Test
    void noBenchmarkCodeIsThere() throws Exception {
        List<String> names = jars().stream()
                .map(path -> path.getFileName().toString().replaceFirst("-\\d.*", ""))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "bentline-core",
                        "bentline-plot",
                        "bentline-onnx",
                        "bentline-fit",
                        "picocli",
                        "zstd-jni",
                        "snappy-java",
                        "jackson-core",
                        "progressbar",
                        "jline-terminal",
                        "jline-native",
                        "commons-statistics-distribution",
                        "commons-numbers-core",
                        "commons-numbers-gamma",
                        "commons-numbers-fraction",
                        "commons-numbers-combinatorics",
                        "commons-numbers-rootfinder",
                        "commons-rng-client-api");
    }

    /** Each jar of ours, the command's own among them, names its version and holds the licence. */
    @Test
    void ourJarsNameTheirVersionAndHoldTheLicence() throws IOException {
        List<Path> ours = new ArrayList<>(List.of(LIBRARY.resolveSibling("bentline-cli.jar")));
        jars().stream()
                .filter(path -> path.getFileName().toString().startsWith("bentline-"))
                .forEach(ours::add);
        assertThat(ours).hasSize(5);
        for (Path path : ours) {
            try (JarFile jar = new JarFile(path.toFile())) {
                Attributes manifest = jar.getManifest().getMainAttributes();
                assertThat(manifest.getValue("Implementation-Version")).isEqualTo(Version.TEXT);
                assertThat(manifest.getValue("Implementation-Title")).startsWith("Bentline ");
                assertThat(jar.getInputStream(jar.getEntry("META-INF/LICENSE")))
                        .hasSameContentAs(Files.newInputStream(Launch.ROOT.resolve("LICENSE")));
            }
        }
    }

    /** The tests' class path has the jars as they came. */
    private static JarFile original(String name) throws IOException {
        return new JarFile(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith("/" + name))
                .findFirst()
                .orElseThrow());
    }

    private static String picocli() throws IOException {
        return jars().stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.startsWith("picocli-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void picocliIsVerifiedAndLoads() throws Exception {
        Path path = LIBRARY.resolve(picocli());
        URL url = path.toUri().toURL();
        try (JarFile jar = new JarFile(path.toFile());
                URLClassLoader loader = new URLClassLoader(new URL[] {url}, ClassLoader.getPlatformClassLoader())) {
            List<JarEntry> classes = Collections.list(jar.entries()).stream()
                    .filter(LibraryIT::isClass)
                    .toList();
            assertThat(classes).hasSizeGreaterThan(200);
            for (JarEntry entry : classes) {
                String name = entry.getName().replace(".class", "").replace('/', '.');
                assertThatCode(() -> Class.forName(name, true, loader)).as(name).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void picocliIsOtherwiseAsItCame() throws Exception {
        String name = picocli();
        try (JarFile before = original(name);
                JarFile after = new JarFile(LIBRARY.resolve(name).toFile())) {
            assertThat(contents(after)).isEqualTo(contents(before));
        }
    }

    /** Names and times in their order, and what is in all but classes. */
    private static List<String> contents(JarFile jar) throws IOException {
        List<String> contents = new ArrayList<>();
        for (JarEntry entry : Collections.list(jar.entries())) {
            try (InputStream in = jar.getInputStream(entry)) {
                String content = isClass(entry) ? "" : HexFormat.of().formatHex(in.readAllBytes());
                contents.add(entry.getName() + " " + entry.getTimeLocal() + " " + content);
            }
        }
        return contents;
    }
}
