package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CurvesSectionTest {
    private static final ResultRow SEARCH = VerdictTest.line("search", Family.BENTLINE, 1, 20);
    private static final ResultRow DESCENT = VerdictTest.line("descent", Family.BENTLINE, 1, 80_000);
    private static final ResultRow NLS = VerdictTest.line("nls", Family.R, 1, 800);
    private static final ResultRow NO_NLS = new ResultRow("nls", Family.R, 1, "skipped: no Rscript", List.of(), 0);

    private static ResultTable table(String operation, String unit, ResultRow... lines) {
        return new ResultTable(
                "curves", operation + "!", operation, 2, 24, unit, List.of(lines), List.of("note of " + operation));
    }

    private static Section section(ResultTable... tables) {
        return CurvesSection.of(new BenchmarkReport(Map.of(), List.of(tables)));
    }

    @Test
    void everyFitStandsBesideTheSearch() {
        Section section = section(
                table("curve fit, 8 dosages", "us/fit", SEARCH, DESCENT, NLS),
                table(
                        "curve fit, 24 dosages",
                        "us/fit",
                        VerdictTest.line("search", Family.BENTLINE, 1, 40),
                        DESCENT.withheld("why"),
                        NO_NLS));
        TextTable fits = section.grids().getFirst();
        assertThat(fits.headings()).containsExactly("implementation, us/fit", "8 dosages", "24 dosages");
        assertThat(fits.rows())
                .containsExactly(
                        List.of("search", "20.0", "40.0"),
                        List.of("descent", "80,000 (4,000)", "not settled"),
                        List.of("nls", "800.0 (40)", "not measured"));
        assertThat(fits.notes()).containsExactly("note of curve fit, 8 dosages");
    }

    @Test
    void withoutASearchThereIsNoRatio() {
        Section section = section(table("curve fit, 8 dosages", "us/fit", SEARCH.withheld("why"), NLS));
        assertThat(section.grids().getFirst().rows())
                .containsExactly(List.of("search", "not settled"), List.of("nls", "800.0"));
    }

    @Test
    void manyCurvesKnowThreads() {
        ResultRow one = VerdictTest.line("1 thread", Family.BENTLINE, 1, 60);
        ResultRow all = VerdictTest.line("all processors", Family.BENTLINE, 2, 40);
        Section section = section(
                table("curve refits", "ms/call", VerdictTest.line("cases", Family.BENTLINE, 1, 7)),
                table("many curves, no limits", "us/curve", one, all),
                table("many curves, limits of 200 refits", "us/curve", one, all.withheld("why")));
        assertThat(section.grids()).hasSize(1);
        assertThat(section.grids().getFirst().rows())
                .containsExactly(
                        List.of("curve refits!: cases, ms/call", "7.000", "", ""),
                        List.of("many curves, no limits!, us/curve", "60.0", "40.0", "1.50"));
    }

    @Test
    void whatDidNotRunIsNoSection() {
        assertThat(section(table("fit of 100 epochs", "ms/call", SEARCH)).isEmpty())
                .isTrue();
    }
}
