package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.fixture.SampleReport;
import dev.bentline.bench.report.ReportRenderer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ColdReportTest {
    private static final ReportRenderer DOCUMENT = new ReportRenderer(SampleReport.cold());
    private static final String HTML = DOCUMENT.html();
    private static final String MARKDOWN = DOCUMENT.markdown().replaceAll(" +", " ");

    private static Stream<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1));
    }

    private static String chart(String title) {
        return all("(<svg.*?</svg>)", HTML)
                .filter(svg -> svg.contains("<title>" + title + "</title>"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(String svg) {
        return all("<text[^>]*>(.*?)</text>", svg).toList();
    }

    @Test
    void everyQuestionIsAnswered() {
        assertThat(all("<h2>(.*?)</h2>", HTML))
                .containsExactly(
                        "How fast is a first call?",
                        "When does SIMD take over?",
                        "Is it as fast after the hand-over?",
                        "How long does a process take?",
                        "All rows",
                        "Environment");
        assertThat(all("<title>(.*?)</title>", HTML))
                .containsExactly(
                        "Bentline, measured",
                        "first forward, 2 nodes, by the number of dosages",
                        "first gradient, 2 nodes, by the number of dosages",
                        "forward, 2 nodes, pass by pass",
                        "derivative, 2 nodes, pass by pass",
                        "gradient, 2 nodes, pass by pass",
                        "forward elsewhere, 2 nodes, pass by pass",
                        "forward, 1,024 nodes, pass by pass",
                        "derivative, 1,024 nodes, pass by pass",
                        "gradient, 1,024 nodes, pass by pass",
                        "forward, sorted, 1,024 nodes, pass by pass",
                        "Whole processes: a sweep of a grid, summary");
    }

    @Test
    void firstCallsAreComparedByTheirDosages() {
        assertThat(texts(chart("first forward, 2 nodes, by the number of dosages")))
                .contains(
                        "auto: scalar, then SIMD", "scalar for good", "SIMD from the start", "1,000,000", "16,000,000")
                .doesNotContain("scalar for good, one processor");
        assertThat(MARKDOWN)
                .contains("| auto: scalar, then SIMD | 21.5 | 26.0 | 44.0 |")
                .contains("| SIMD from the start | 900.3 | 901.0 | 904.0 |")
                .contains("| scalar for good, one processor | | | 44.0 |");
    }

    @Test
    void passesShowTheHandOver() {
        String svg = chart("forward, 2 nodes, pass by pass");
        assertThat(texts(svg))
                .contains("50", "100", "200", "500", "1,000", "ms since the first call")
                .contains("ms/pass over 16,000,000 dosages");
        assertThat(all("<polyline[^>]* points=\"([^\"]*)\"", svg))
                .hasSize(3)
                .allSatisfy(points -> assertThat(points.split(" ", -1)).hasSize(144));
        // a dot for every pass would hide the line
        assertThat(svg).doesNotContain("<circle");
        assertThat(MARKDOWN)
                .contains("| auto: scalar, then SIMD | 44.0 | 24.0 | 24.0 | 24.0 | 24.0 | 24.0 | 24.0 | 2,576 |");
    }

    @Test
    void whatHandedOverStandsBesideWhatStartedOnSimd() {
        assertThat(MARKDOWN)
                .contains("| forward, 2 nodes, 100,000 dosages | 0.090 | 0.090 | 1.00 |")
                .contains("| gradient, 2 nodes, 100,000 dosages, polluted call sites | 0.090 | 0.090 | 1.00 |");
    }

    @Test
    void processesStandOnTheirFloor() {
        String svg = chart("Whole processes: a sweep of a grid, summary");
        assertThat(texts(svg))
                .contains(
                        "packaged command",
                        "./bentline, AOT cache",
                        "./bentline, no AOT cache",
                        "hello world in Java, same flags")
                // words that would touch are left out
                .contains("1,000", "100,000", "10,000,000", "1,000,000,000")
                .doesNotContain("100,000,000");
        assertThat(MARKDOWN)
                .contains("| hello world in Java, same flags | 0.050 | 0.050 | 0.050 |")
                .contains("### sweep of 10,000,000 dosages, NumPy to NumPy", "### start of a process: info")
                .contains("| ./bentline, no AOT cache | 0.300 | 0.300 | 1.00 |");
    }

    @Test
    void whatDidNotRunIsNoSection() {
        assertThat(new ReportRenderer(SampleReport.of(BenchmarkGroup.THREADS)).html())
                .doesNotContain("first call", "hand-over");
    }
}
