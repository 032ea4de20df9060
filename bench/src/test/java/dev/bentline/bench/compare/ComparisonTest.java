package dev.bentline.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final JmhJson ROW = JmhJson.row(new double[] {99, 100}, new double[] {100, 101});
    private static final JmhJson TWICE = JmhJson.row(new double[] {198, 200}, new double[] {200, 202});

    @TempDir
    private Path directory = Path.of("");

    private String write(String name, JmhJson... rows) throws IOException {
        return JmhJson.write(directory.resolve(name), rows);
    }

    private Comparison compare(JmhJson a, JmhJson b) throws IOException, WrongInput {
        return compare(a, b, 5);
    }

    private Comparison compare(JmhJson a, JmhJson b, double threshold) throws IOException, WrongInput {
        return Comparison.of(write("a.json", a), write("b.json", b), threshold);
    }

    /** The cells of the only row. */
    private static List<String> cells(Comparison comparison) {
        List<String> lines =
                comparison.text().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(lines).hasSize(3);
        return List.of(lines.get(2).strip().split(" *\\| *"));
    }

    @Test
    void showsBothTimesTheirRatioAndHowOftenTheyWereMeasured() throws Exception {
        Comparison comparison = compare(ROW, TWICE);
        assertThat(cells(comparison))
                .containsExactly(
                        "",
                        "SomeBenchmark.call size=1000",
                        "100 ns",
                        "200 ns",
                        "2.00",
                        "1.94 - 2.06",
                        "slower",
                        "-, -",
                        "2x2, 2x2",
                        "time");
    }

    @Test
    void theSameFileIsTheSame() throws Exception {
        Comparison comparison = compare(ROW, ROW);
        assertThat(comparison.failures()).isZero();
        assertThat(comparison.text()).contains("1 row in both: 1 same; none fails");
    }

    @Test
    void isReadableInEveryLocale() throws Exception {
        Locale before = Locale.getDefault();
        String root = compare(ROW, TWICE).text();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(compare(ROW, TWICE).text()).isEqualTo(root);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void everyLineOfTheTableIsAsLongAsTheOthers() throws Exception {
        String text = Comparison.of(
                        write("a.json", ROW, ROW.named("a.b.Other.quiteALongName")),
                        write("b.json", TWICE, ROW.named("a.b.Other.quiteALongName")),
                        5)
                .text();
        assertThat(text.lines()
                        .filter(line -> line.startsWith("|"))
                        .map(String::length)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void theRowThatLostMostComesFirst() throws Exception {
        JmhJson other = ROW.named("a.b.Other.call");
        JmhJson third = ROW.named("a.b.Third.call");
        String text = Comparison.of(
                        write("a.json", ROW, TWICE.named("a.b.Third.call"), other),
                        write("b.json", third, ROW, TWICE.named("a.b.Other.call")),
                        5)
                .text();
        assertThat(text).containsSubsequence("| Other.call", "| SomeBenchmark.call", "| Third.call");
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "95, 0", "50, 1", "-60, 1", "200, 0"})
    void aRowFailsOnlyWhereItsWholeIntervalIsBeyondTheThreshold(double threshold, int failures) throws Exception {
        assertThat(compare(ROW, TWICE, threshold).failures()).isEqualTo(failures);
    }

    @ParameterizedTest
    @CsvSource({"-40, 0", "-60, 1"})
    void aNegativeThresholdDemandsThatBIsFaster(double threshold, int failures) throws Exception {
        assertThat(compare(TWICE, ROW, threshold).failures()).isEqualTo(failures);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-100, Double.NaN, Double.POSITIVE_INFINITY})
    void aThresholdThatMeansNothingIsRefused(double threshold) {
        assertThatThrownBy(() -> compare(ROW, ROW, threshold))
                .isInstanceOf(WrongInput.class)
                .hasMessageContaining("threshold is " + threshold);
    }

    @Test
    void twiceTheThroughputIsHalfTheTime() throws Exception {
        Comparison comparison = compare(ROW.in("thrpt", "ops/us"), TWICE.in("thrpt", "ops/us"));
        assertThat(cells(comparison))
                .startsWith("", "SomeBenchmark.call size=1000, thrpt", "10.0 ns", "5.00 ns", "0.500")
                .contains("faster");
    }

    @Test
    void unitsAreConverted() throws Exception {
        Comparison comparison = compare(ROW.in("avgt", "us/op"), TWICE.in("avgt", "ns/op"));
        assertThat(cells(comparison)).contains("100 us", "200 ns", "0.00200", "faster");
        assertThat(cells(compare(ROW.in("thrpt", "ops/s"), ROW.in("thrpt", "ops/min"))))
                .contains("10.0 ms", "600 ms", "60.0", "slower");
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertRefused(
                () -> compare(ROW, ROW.in("avgt", "B/op")),
                "b.json: a.b.SomeBenchmark.call size=1000 is in B/op; only times");
    }

    @Test
    void anotherModeOrNumberOfThreadsIsAnotherRow() throws Exception {
        String text = Comparison.of(
                        write("a.json", ROW, ROW.in("thrpt", "ops/s"), TWICE.on(2)),
                        write("b.json", ROW, TWICE.in("ss", "ns/op")),
                        5)
                .text();
        assertThat(text)
                .contains(
                        "only in A: SomeBenchmark.call size=1000, thrpt\n",
                        "only in A: SomeBenchmark.call size=1000, 2 threads\n",
                        "only in B: SomeBenchmark.call size=1000, ss\n",
                        "1 row in both: 1 same");
    }

    @Test
    void entriesOfOneRowArePooled() throws Exception {
        JmhJson fork = JmhJson.row(new double[] {100, 100, 100});
        JmhJson slowFork = JmhJson.row(new double[] {110, 110, 110});
        Comparison comparison = Comparison.of(
                write("a.json", fork, slowFork, fork), write("b.json", slowFork, fork, fork, slowFork), 5);
        assertThat(cells(comparison)).contains("same", "3x3, 4x3");
    }

    @Test
    void iterationsCountWhereThereIsOneFork() throws Exception {
        Comparison comparison =
                compare(JmhJson.row(new double[] {100, 101, 99, 100}), JmhJson.row(new double[] {110, 111, 109, 110}));
        assertThat(cells(comparison)).contains("slower", "1x4, 1x4", "time");
    }

    @Test
    void oneShotFailsNothing() throws Exception {
        Comparison comparison = compare(JmhJson.row(new double[] {100}), JmhJson.row(new double[] {300}));
        assertThat(cells(comparison)).contains("3.00", "-", "unknown", "1x1, 1x1");
        assertThat(comparison.failures()).isZero();
    }

    /** A call of 100 ns takes next to nothing of the 400 ms of an iteration: JMH's own bytes do not show. */
    @ParameterizedTest
    @CsvSource({"0, 60, 0", "0, 70, 1", "10000, 10400, 0", "10000, 10600, 1", "1000, 0, 0"})
    void moreAllocationThanJmhExplainsFails(double before, double after, int failures) throws Exception {
        Comparison comparison = compare(
                ROW.allocating("gc.alloc.rate.norm", before, before, 1e9),
                ROW.allocating("gc.alloc.rate.norm", after, after, after));
        assertThat(comparison.failures()).isEqualTo(failures);
        assertThat(cells(comparison)).contains(Math.round(before) + ", " + Math.round(after));
        assertThat(comparison.text().contains("| allocation |")).isEqualTo(failures == 1);
    }

    /** A call as long as an iteration shows all that JMH allocates in it. */
    @Test
    void ofALongCallJmhsOwnAllocationIsNoFailure() throws Exception {
        JmhJson slow = ROW.in("avgt", "s/op");
        assertThat(compare(slow.allocating("gc.alloc.rate.norm", 0), slow.allocating("gc.alloc.rate.norm", 7_000))
                        .failures())
                .isZero();
        assertThat(compare(slow.allocating("gc.alloc.rate.norm", 0), slow.allocating("gc.alloc.rate.norm", 20_000))
                        .failures())
                .isEqualTo(1);
    }

    @Test
    void theOldNameOfAllocationIsKnown() throws Exception {
        Comparison comparison =
                compare(ROW.allocating("·gc.alloc.rate.norm", 0), ROW.allocating("gc.alloc.rate.norm", 100));
        assertThat(cells(comparison)).contains("0, 100", "allocation");
    }

    @Test
    void allocationThatJmhCouldNotCountIsLeftOut() throws Exception {
        Comparison comparison =
                compare(ROW.allocating("gc.alloc.rate.norm", Double.NaN), ROW.allocating("gc.alloc.rate.norm", 5_000));
        assertThat(cells(comparison)).contains("-, 5000");
        assertThat(comparison.failures()).isZero();
    }

    @Test
    void rowsOfOneFileOnlyAreListed() throws Exception {
        Comparison comparison = Comparison.of(
                write("a.json", ROW, ROW.with(Map.of("size", "1"))),
                write("b.json", ROW.with(Map.of("size", "2")), ROW),
                5);
        assertThat(comparison.text())
                .contains("only in A: SomeBenchmark.call size=1\n", "only in B: SomeBenchmark.call size=2\n");
        assertThat(comparison.failures()).isZero();
    }

    @Test
    void packagesShowWhereTwoClassesShareAName() throws Exception {
        JmhJson twin = ROW.named("a.c.SomeBenchmark.call");
        assertThat(Comparison.of(write("a.json", ROW, twin), write("b.json", ROW, twin), 5)
                        .text())
                .contains("| a.b.SomeBenchmark.call", "| a.c.SomeBenchmark.call");
    }

    @Test
    void aCompressedFileHasTheSameRows() throws Exception {
        String plain = write("x.json", ROW);
        String compressed = plain + ".gz";
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(compressed)))) {
            Files.copy(Path.of(plain), out);
        }
        assertThat(Comparison.of(compressed, compressed, 5).text())
                .isEqualTo(Comparison.of(plain, plain, 5).text().replace(plain, compressed));
        Files.write(Path.of(compressed), Arrays.copyOf(Files.readAllBytes(Path.of(compressed)), 40));
        assertRefused(() -> Comparison.of(compressed, compressed, 5), compressed + " cannot be read");
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(WrongInput.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }
}
