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
        Verdict verdict = Verdict.of(sheet(
                line("ternary loop", Family.JAVA, 1, 8),
                line("Math.max loop", Family.JAVA, 1, 4),
                OWN,
                line("SIMD engine, off-heap", Family.BENTLINE, 1, 2.5)));
        assertThat(verdict.bentline()).isSameAs(OWN);
        assertThat(verdict.peer().orElseThrow().label()).isEqualTo("Math.max loop");
        assertThat(verdict.verdict()).isEqualTo("ahead, 2.00 x");
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
        Verdict verdict = Verdict.of(sheet(
                OWN,
                line("SIMD engine, bent line, on a grid", Family.BENTLINE, 1, 0.1),
                line("SIMD engine, bent line, sorted", Family.BENTLINE, 1, 0.1),
                line("gradient pass, SIMD engine, dense", Family.BENTLINE, 1, 0.1),
                line("SIMD engine, dense, 2 threads", Family.BENTLINE, 2, 0.1),
                line("C, gcc", Family.C, 1, 4)));
        assertThat(verdict.bentline()).isSameAs(OWN);
    }

    @Test
    void ceilingsAreNoPeers() {
        Verdict verdict = Verdict.of(sheet(
                OWN,
                line("C, AVX-512 intrinsics", Family.INTRINSICS, 1, 0.1),
                line("System.arraycopy", Family.CEILING, 1, 0.1)));
        assertThat(verdict.peer()).isEmpty();
        assertThat(Verdict.all(new BenchmarkReport(Map.of(), List.of(verdict.sheet())), List.of("forward")))
                .isEmpty();
    }

    @Test
    void whatFailedDoesNotCount() {
        ResultRow failed = new ResultRow("C, clang", Family.C, 1, "failed: no luck", List.of(), 0);
        assertThat(verdict(OWN, failed, line("C, gcc", Family.C, 1, 4))).isEqualTo("ahead, 2.00 x");
    }

    @Test
    void theSummaryNamesWhereBentlineIsNotAhead() {
        List<Verdict> verdicts = List.of(
                Verdict.of(sheet(OWN, line("C, gcc", Family.C, 1, 1))),
                Verdict.of(sheet(OWN, line("C, clang", Family.C, 1, 2))),
                Verdict.of(sheet(OWN, line("PyTorch", Family.PYTORCH, 1, 20))));
        assertThat(Verdict.summary(verdicts))
                .isEqualTo(
                        "Of 3 comparisons Bentline is ahead of the fastest peer in 1, level with it in 1 (forward, 2 nodes:"
                                + " C, clang), and behind in 1 (forward, 2 nodes: C, gcc).");
        assertThat(Verdict.grid(verdicts).markdown())
                .contains("| behind, 2.00 x |", "1.000 (0.50)", "20.0 (10)", "PyTorch")
                .doesNotContain("plain Java");
    }

    private static ResultRow unsettled(ResultRow row) {
        return row.withheld("its time was still falling, by 40 %");
    }

    @Test
    void aWithheldRowOfBentlineOrOfAPeerLeavesNoVerdict() {
        ResultRow peer = line("C, gcc", Family.C, 1, 4);
        assertThat(verdict(OWN, unsettled(line("SIMD engine, bent line", Family.BENTLINE, 1, 9)), peer))
                .isEqualTo("not settled");
        assertThat(verdict(OWN, peer, unsettled(line("C, clang", Family.C, 1, 90))))
                .isEqualTo("not settled");
        assertThat(verdict(unsettled(OWN), unsettled(peer))).isEqualTo("not settled");
        assertThat(verdict(OWN, peer, unsettled(line("C, AVX-512 intrinsics", Family.INTRINSICS, 1, 9))))
                .isEqualTo("ahead, 2.00 x");
        assertThat(verdict(OWN, peer, unsettled(line("SIMD engine, dense, 2 threads", Family.BENTLINE, 2, 9))))
                .isEqualTo("ahead, 2.00 x");
    }

    @Test
    void whatHasNotSettledIsNamedFirstAndNotCounted() throws Exception {
        BenchmarkReport report = new BenchmarkReport(
                Map.of(BenchmarkReport.OTHERS, 1.2, BenchmarkReport.STOLEN, 0.1, "processors", 2),
                List.of(
                        sheet(OWN, line("C, gcc", Family.C, 1, 4)),
                        sheet(unsettled(OWN), line("C, gcc", Family.C, 1, 4))));
        assertThat(Verdict.summary(Verdict.all(report, List.of("forward"))))
                .startsWith("Of 1 comparisons Bentline is ahead of the fastest peer in 1,")
                .endsWith("Of 1 more nothing can be said, since rows have not settled or the machine was busy:"
                        + " forward, 2 nodes.");
        BenchmarkReport read = BenchmarkReport.parse(report.json());
        assertThat(read.sheets()).isEqualTo(report.sheets());
        String text = new ReportRenderer(read).markdown();
        assertThat(text.lines().skip(2).findFirst().orElseThrow())
                .isEqualTo(
                        "The machine was quiet: other processes took 1 % of its 2 processors' time, and 0 % was stolen"
                                + " by its hypervisor.");
        assertThat(text.indexOf("## Not settled")).isPositive().isLessThan(text.indexOf("## How fast is it?"));
        assertThat(new ReportRenderer(read).tables())
                .containsSubsequence("## Not settled", "its time was still falling, by 40 %", "## All rows");
        assertThat(new ReportRenderer(read).html())
                .containsSubsequence("The machine was quiet", "Not settled", "How fast");
    }

    @Test
    void onABusyMachineOnlyLargeRatiosAreVerdicts() {
        BenchmarkReport report = new BenchmarkReport(
                Map.of(BenchmarkReport.OTHERS, 66, BenchmarkReport.STOLEN, 3.0, "processors", 2),
                List.of(sheet(OWN, line("C, gcc", Family.C, 1, 3)), sheet(OWN, line("C, gcc", Family.C, 1, 5))));
        assertThat(Verdict.all(report, List.of("forward")))
                .extracting(Verdict::verdict)
                .containsExactly("not settled", "ahead, 2.50 x");
        assertThat(new ReportRenderer(report).tables()).contains("The machine was busy: other processes took 66 %");
    }
}
