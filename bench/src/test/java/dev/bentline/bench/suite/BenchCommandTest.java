package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.report.BenchmarkReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        IterationPlan tiny = new IterationPlan(1, 1, 1, Duration.ofMillis(5));
        return new CommandLine(new BenchCommand(tiny, tiny))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void quickRunKeepsTableEnvironmentAndRawResults() throws IOException {
        Path results = directory.resolve("results");
        assertThat(run("--quick", "--only", "softplus", "--out", results.toString()))
                .isZero();

        assertThat(out.toString()).contains("### softplus forward, 2 nodes, 100,000 dosages", "SIMD engine", "B/call");
        assertThat(err.toString()).contains("about ", "round 1, softplus forward", "results: " + results);
        assertThat(results.resolve("report.md"))
                .content()
                .contains(out.toString().substring(out.toString().indexOf("### softplus")))
                .contains("--quick --only softplus", "- cpu: ", "- jdk: ", "kernel simd");
        assertThat(results.resolve("report.html"))
                .content()
                .contains("softplus forward, 2 nodes, 100,000 dosages", "--quick --only softplus");
        BenchmarkReport report = BenchmarkReport.parse(Files.readString(results.resolve("report.json")));
        assertThat(report.environment()).containsKeys("date", "command", "cpu", "jdk", "loadBefore", "gcc");
        assertThat(report.sheets()).hasSize(1);
        assertThat(results.resolve(InterleavedRunner.RESULTS))
                .content()
                .contains("rawData")
                .doesNotContain(directory.toString());
        assertThat(results.resolve("jmh.log")).exists();
        assertThat(left()).containsExactly("results");
    }

    @Test
    void forceReplacesResults() throws IOException {
        Path results = Files.createDirectory(directory.resolve("results"));
        Files.writeString(results.resolve("report.json"), "{}");
        Files.writeString(results.resolve("stale"), "");
        assertThat(run("--quick", "--only", "softplus", "--force", "--out", results.toString()))
                .isZero();
        assertThat(results.resolve("stale")).doesNotExist();
        assertThat(results.resolve("report.html")).exists();
        assertThat(left()).containsExactly("results");
    }

    @Test
    void compareSaysByItsExitStatusWhetherARowFails() throws IOException {
        String a = Files.writeString(directory.resolve("a.json"), results("[100, 101], [99, 100]"))
                .toString();
        String b = Files.writeString(directory.resolve("b.json"), results("[200, 201], [199, 200]"))
                .toString();
        assertThat(run("--compare", a, b)).isOne();
        assertThat(out.toString()).contains("1 row in both: 1 slower; 1 fails");
        assertThat(run("--compare", a, b, "--threshold", "150")).isZero();
        assertThat(run("--compare", b, a, "--threshold", "-40")).isZero();
        assertThat(run("--compare", b, a, "--threshold", "-60")).isOne();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        assertRefused("missing.json does not exist", "--compare", "missing.json", "missing.json");
    }

    private static String results(String scores) {
        return """
                [{"benchmark": "a.b.c", "mode": "avgt", "threads": 1, "measurementTime": "1 s",
                  "primaryMetric": {"scoreUnit": "ns/op", "rawData": [%s]}}]
                """.formatted(scores);
    }

    @Test
    void aReadmeIsWrittenInACheckoutAlone() throws IOException {
        // here is the README of the benchmarks
        assertRefused("README.md has no lines <!-- measured: DIRECTORY -->", "--readme");
    }

    @Test
    void aReadmeIsWrittenWithoutMeasuring() throws IOException {
        assertRefused("--readme measures nothing; leave out --quick", "--quick", "--readme");
    }

    @Test
    void unknownGroup() throws IOException {
        assertRefused("nothing is no group; the groups are forward, derivative,", "--only", "nothing");
    }

    @Test
    void quickWithoutAnything() throws IOException {
        assertRefused("--quick has nothing of wide", "--quick", "--only", "wide");
    }

    @Test
    void resultsThatExist() throws IOException {
        Files.createDirectory(directory.resolve("results"));
        assertRefused("results exists; --force replaces it");
    }

    @Test
    void forceReplacesNothingElse() throws IOException {
        Path results = Files.createDirectory(directory.resolve("results"));
        Files.writeString(results.resolve("precious"), "");
        assertRefused("results holds no results of bench", "--force");
        assertThat(results.resolve("precious")).exists();
    }

    @Test
    void placeThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThat(run("--out", file.resolve("results").toString())).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains("cannot be written");
        assertThat(left()).containsExactly("file");
    }

    @Test
    void helpNamesTheGroups() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--quick", "--only");
        assertThat(BenchmarkGroup.values())
                .allSatisfy(group -> assertThat(out.toString()).containsPattern("[ ,]" + group.word() + "[,.]"));
    }

    @Test
    void aStoppedRunLeavesNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoppedRun.class.getName(),
                        directory.resolve("results").toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.lines().filter(line -> line.startsWith("[1/")).findFirst())
                    .isPresent();
            assertThat(left()).hasSize(1);
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(left()).isEmpty();
    }

    /** The command in a JVM that a test can stop. */
    static final class StoppedRun {
        private StoppedRun() {}

        public static void main(String[] arguments) {
            IterationPlan tiny = new IterationPlan(1_000, 1, 1, Duration.ofMillis(5));
            System.exit(
                    new CommandLine(new BenchCommand(tiny, tiny)).execute("--only", "memory", "--out", arguments[0]));
        }
    }

    private void assertRefused(String message, String... arguments) throws IOException {
        List<String> before = left();
        List<String> all = Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--out", directory.resolve("results").toString()))
                .toList();
        assertThat(run(all.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(message);
        assertThat(out.toString()).isEmpty();
        assertThat(left()).isEqualTo(before);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
