package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.fixture.SampleReport;
import dev.bentline.bench.report.BenchmarkReport;
import dev.bentline.bench.report.ReportRenderer;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportRendererTest {
    private static final BenchmarkReport REPORT = SampleReport.whole();
    private static final String HTML = new ReportRenderer(REPORT).html();
    private static final String MARKDOWN = new ReportRenderer(REPORT).markdown();

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyQuestionHasASectionInBoth() {
        List<String> questions = List.of(
                "How fast is it?",
                "The same as charts",
                "How does it scale with the number of dosages?",
                "How does it scale with the width of the network?",
                "How fast are networks of several layers?",
                "How does it scale with threads?",
                "How close is it to what the machine can do?",
                "All rows",
                "Environment");
        assertThat(all("<h2>(.*?)</h2>", HTML)).containsExactlyElementsOf(questions);
        assertThat(all("\n## ([^\n]*)", MARKDOWN))
                .containsExactlyElementsOf(questions.stream()
                        .filter(question -> !question.equals("The same as charts"))
                        .toList());
        assertThat(all("href=\"#([^\"]*)\"", HTML)).containsExactlyElementsOf(all("<section id=\"([^\"]*)\"", HTML));
    }

    @Test
    void bothHaveTheSameTables() {
        List<List<String>> inHtml = all("<table>(.*?)</table>", HTML).stream()
                .map(table -> all("<t[hd](?: [^>]*)?>(.*?)</t[hd]>", table).stream()
                        .map(cell ->
                                cell.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
        List<List<String>> inMarkdown = all("((?:\n\\|[^\n]*)+)", MARKDOWN).stream()
                .map(table -> table.lines()
                        .filter(line -> !line.startsWith("|--"))
                        .flatMap(line -> Stream.of(line.split("\\|")))
                        .map(String::strip)
                        .filter(cell -> !cell.isEmpty())
                        .toList())
                .toList();
        assertThat(inMarkdown).containsExactlyElementsOf(inHtml);
        assertThat(inHtml).hasSizeGreaterThan(REPORT.sheets().size());
    }

    @Test
    void everyRowIsThere() {
        String rows = new ReportRenderer(REPORT).tables();
        assertThat(REPORT.sheets())
                .hasSizeGreaterThan(20)
                .allSatisfy(sheet -> assertThat(rows).contains("### " + sheet.title() + "\n"));
        assertThat(rows.lines().filter(line -> line.contains("C, clang") && line.contains("no clang on this machine")))
                .hasSizeGreaterThan(20);
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() {
        assertThat(HTML.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "<script", "src=", "@import", "url(");
        assertThat(HTML).contains("A &lt;fast&gt; processor").doesNotContain("<fast>");
    }

    @Test
    void theEnvironmentIsThere() {
        assertThat(MARKDOWN)
                .contains("`./bentline bench --peers`", "\n- cpu: A <fast> processor\n", "- stealPercent: 0.5")
                .contains("- libraries: ONNX Runtime 1; PyTorch 2 through DJL 3\n");
    }

    @Test
    void everyChartIsWellFormedAndSaysWhatItShows() {
        assertThat(all("(<svg.*?</svg>)", HTML))
                .hasSizeGreaterThan(20)
                .allSatisfy(svg -> assertThat(elements(svg, "desc").getFirst().getTextContent())
                        .hasSizeGreaterThan(30));
    }

    @Test
    void aDotChartHasEveryFamilyWithItsMiddleHalf() throws Exception {
        String svg = chart("forward, 64 nodes, 1,000,000 dosages");
        assertThat(texts(svg))
                .contains("Bentline", "0.120", "C", "3.200", "plain Java", "ONNX Runtime", "PyTorch", "DuckDB")
                .contains("ns/dosage, lower is better", "0.01", "10,000");
        // by hand and the machine are hollow
        assertThat(elements(svg, "circle")).hasSize(8 + 2);
        long whiskers = elements(svg, "line").stream()
                .filter(line -> line.getAttribute("stroke-width").equals("1.5"))
                .count();
        assertThat(whiskers).isEqualTo(3 * 8);
    }

    @Test
    void aLineChartHasEveryCurveWithItsPointsAndItsLabel() throws Exception {
        String svg = chart("What one dosage costs, by the width of the network");
        assertThat(elements(svg, "polyline"))
                .hasSize(6)
                .allSatisfy(curve ->
                        assertThat(curve.getAttribute("points").split(" ", -1)).hasSize(5));
        assertThat(texts(svg))
                .contains("C, gcc", "SIMD engine, dense", "SIMD engine, bent line", "SIMD engine, bent line, on a grid")
                .contains("0.1", "1", "100", "2", "16", "1,024", "hidden nodes")
                // and, where that is not installed, ", no jemalloc"
                .anyMatch(text -> text.startsWith("PyTorch, element-wise, in chunks"))
                .doesNotContain("C, clang");
        assertThat(elements(svg, "desc").getFirst().getTextContent())
                .contains("from 2 to 1,024", "SIMD engine, dense 46.1", "C, gcc 51.2");
    }

    @Test
    void curvesDifferByMoreThanTheirColour() throws Exception {
        List<String> looks = elements(chart("forward, 2 nodes, by the number of dosages"), "polyline").stream()
                .map(curve -> curve.getAttribute("stroke") + " " + curve.getAttribute("stroke-dasharray") + " "
                        + curve.getAttribute("stroke-width"))
                .toList();
        assertThat(looks).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void labelsDoNotOverlap() throws Exception {
        List<Double> baselines = elements(chart("forward, 2 nodes, by the number of dosages"), "text").stream()
                .filter(text -> Double.parseDouble("0" + text.getAttribute("x")) > 84 + 380)
                .map(text -> Double.valueOf(text.getAttribute("y")))
                .sorted()
                .toList();
        assertThat(baselines).hasSize(8);
        assertThat(IntStream.range(1, 8).mapToDouble(i -> baselines.get(i) - baselines.get(i - 1)))
                .allMatch(distance -> distance >= 18);
    }

    @Test
    void whatWasNotMeasuredIsNoSection() {
        String page = new ReportRenderer(SampleReport.of(BenchmarkGroup.THREADS)).html();
        assertThat(all("<h2>(.*?)</h2>", page))
                .containsExactly("How does it scale with threads?", "All rows", "Environment");
        String nothing = new ReportRenderer(new BenchmarkReport(Map.of(), List.of())).html();
        assertThat(all("<h2>(.*?)</h2>", nothing)).containsExactly("Environment");
    }

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        BenchmarkReport read = BenchmarkReport.parse(REPORT.json());
        assertThat(read.sheets()).isEqualTo(REPORT.sheets());
        assertThat(new ReportRenderer(read).html()).isEqualTo(HTML);
    }

    private static String chart(String title) {
        return all("(<svg.*?</svg>)", HTML).stream()
                .filter(svg -> svg.contains("<title>" + title + "</title>"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> texts(String svg) throws Exception {
        return elements(svg, "text").stream().map(Element::getTextContent);
    }

    private static List<Element> elements(String svg, String name) throws Exception {
        org.w3c.dom.Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        return IntStream.range(0, document.getElementsByTagName(name).getLength())
                .mapToObj(i -> (Element) document.getElementsByTagName(name).item(i))
                .toList();
    }
}
