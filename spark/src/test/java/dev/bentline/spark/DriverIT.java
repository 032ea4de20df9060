package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that lack something say what, in one line. */
class DriverIT {
    private static final String SCALAR = "WARN BentlineExtensions: Bentline computes with scalar kernels: the module"
            + " jdk.incubator.vector is missing; add --add-modules=jdk.incubator.vector to the options of driver and executors";

    /** Options that Spark needs of a JVM, without the vector module. */
    private static final List<String> ARGUMENTS = List.of(
            Objects.requireNonNull(System.getProperty("spark.arguments")).split(" "));

    @TempDir
    Path folder;

    @Test
    void theVectorModuleChangesNoBitAndItsAbsenceIsLogged() throws IOException {
        List<String> without = effects(List.of());
        List<String> with = effects(List.of("--add-modules=jdk.incubator.vector"));
        String hash = "hash " + Effects.get().expected();
        assertThat(without).contains(hash).containsOnlyOnce(SCALAR);
        assertThat(with).contains(hash).noneMatch(line -> line.contains("scalar"));
    }

    private static List<String> effects(List<String> options) throws IOException {
        Effects effects = Effects.get();
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of(
                "-Dbentline.root=" + Checkout.ROOT,
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Driver.class.getName(),
                effects.dosages().toString(),
                effects.query("dosages")));
        return said(Path.of(System.getProperty("java.home")), arguments);
    }

    @Test
    void anOlderJavaIsRefused() throws IOException {
        Optional<Path> older = olderJava();
        assumeTrue(older.isPresent(), "no JDK 17 or 21 stands beside this one, to be refused");
        Path program = Files.writeString(folder.resolve("Older.java"), """
                class Older {
                    public static void main(String[] arguments) {
                        org.apache.spark.sql.SparkSession.builder()
                                .master("local[1]")
                                .config("spark.ui.enabled", "false")
                                .config("spark.sql.extensions", "dev.bentline.spark.BentlineExtensions")
                                .getOrCreate()
                                .sql("SELECT 1")
                                .show();
                    }
                }
                """);
        String jars = Checkout.TARGET.resolve("home/jars") + "/*:" + Checkout.JAR;
        List<String> said = said(older.get(), List.of("-cp", jars, program.toString()));
        assertThat(said.stream().filter(line -> line.contains("Bentline") && !line.startsWith("\tat ")))
                .singleElement()
                .asString()
                .matches(
                        ".*IllegalStateException: Bentline needs Java 25\\.0\\.3 or newer on driver and executors, and this is"
                                + " (17|21)\\..*");
    }

    /** A JDK 17 or 21 in the folder that this one is in. */
    private static Optional<Path> olderJava() throws IOException {
        try (Stream<Path> homes =
                Files.list(Path.of(System.getProperty("java.home")).resolveSibling("."))) {
            return homes.filter(DriverIT::isOlder).findFirst();
        }
    }

    private static boolean isOlder(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
            return false;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            return false;
        }
        return properties.getProperty("JAVA_VERSION", "").matches("\"(17|21)\\b.*");
    }

    private static List<String> said(Path home, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(ARGUMENTS);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.onExit().join();
        return said.lines().toList();
    }
}
