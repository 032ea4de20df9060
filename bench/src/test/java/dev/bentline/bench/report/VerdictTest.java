package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final ResultRow OWN = line("SIMD engine, dense", Family.BENTLINE, 1, 2);

    static ResultRow line(String label, Family family, int threads, double median) {
        return new ResultRow(label, family, threads, null, List.of(List.of(0.99 * median, median, 1.01 * median)), 0);
    }

    private static ResultTable sheet(ResultRow... lines) {
        return new ResultTable(
                "forward", "forward, 2 nodes", "forward", 2, 1_000, "ns/dosage", List.of(lines), List.of());
    }

    private static String verdict(ResultRow... lines) {
        return Verdict.of(sheet(lines)).verdict();
    }

    @Test
    void theFastestOfEachFamilyCounts() {
        Verdict standing = Verdict.of(sheet(
                line("ternary loop", Family.JAVA, 1, 8),
                line("Math.max loop", Family.JAVA, 1, 4),
                OWN,
                line("SIMD engine, off-heap", Family.BENTLINE, 1, 2.5)));
        assertThat(standing.bentline()).isSameAs(OWN);
        assertThat(standing.rival().orElseThrow().label()).isEqualTo("Math.max loop");
        assertThat(standing.verdict()).isEqualTo("ahead, 2.00 x");
    }

    @Test
    void behindIsSaidAsPlainly() {
        assertThat(verdict(OWN, line("C, gcc", Family.C, 1, 1))).isEqualTo("behind, 2.00 x");
    }

    @Test
    void middleHalvesThatOverlapAreLevel() {
        assertThat(verdict(OWN, line("C, gcc", Family.C, 1, 2.005))).isEqualTo("level");
        assertThat(verdict(OWN, line("C, gcc", Family.C, 1, 1.995))).isEqualTo("level");
        assertThat(verdict(OWN, line("C, gcc", Family.C, 1, 2.1))).isEqualTo("ahead, 1.05 x");
    }

    @Test
    void whatDoesLessWorkOrHasMoreThreadsDoesNotCountForBentline() {
        Verdict standing = Verdict.of(sheet(
                OWN,
                line("SIMD engine, bent line, on a grid", Family.BENTLINE, 1, 0.1),
                line("SIMD engine, bent line, sorted", Family.BENTLINE, 1, 0.1),
                line("gradient pass, SIMD engine, dense", Family.BENTLINE, 1, 0.1),
                line("SIMD engine, dense, 2 threads", Family.BENTLINE, 2, 0.1),
                line("C, gcc", Family.C, 1, 4)));
        assertThat(standing.bentline()).isSameAs(OWN);
    }

    @Test
    void ceilingsAreNoRivals() {
        Verdict standing = Verdict.of(sheet(
                OWN,
                line("C, AVX-512 intrinsics", Family.INTRINSICS, 1, 0.1),
                line("System.arraycopy", Family.CEILING, 1, 0.1)));
        assertThat(standing.rival()).isEmpty();
        assertThat(Verdict.all(new BenchmarkReport(Map.of(), List.of(standing.sheet())), List.of("forward")))
                .isEmpty();
    }

    @Test
    void whatFailedDoesNotCount() {
        ResultRow failed = new ResultRow("C, clang", Family.C, 1, "failed: no luck", List.of(), 0);
        assertThat(verdict(OWN, failed, line("C, gcc", Family.C, 1, 4))).isEqualTo("ahead, 2.00 x");
    }

    @Test
    void theSummaryNamesWhereBentlineIsNotAhead() {
        List<Verdict> standings = List.of(
                Verdict.of(sheet(OWN, line("C, gcc", Family.C, 1, 1))),
                Verdict.of(sheet(OWN, line("C, clang", Family.C, 1, 2))),
                Verdict.of(sheet(OWN, line("PyTorch", Family.PYTORCH, 1, 20))));
        assertThat(Verdict.summary(standings))
                .isEqualTo(
                        "Of 3 comparisons Bentline is ahead of the fastest rival in 1, level with it in 1 (forward, 2 nodes:"
                                + " C, clang), and behind in 1 (forward, 2 nodes: C, gcc).");
        assertThat(Verdict.grid(standings).markdown())
                .contains("| behind, 2.00 x |", "1.000 (0.50)", "20.0 (10)", "PyTorch")
                .doesNotContain("plain Java");
    }
}
