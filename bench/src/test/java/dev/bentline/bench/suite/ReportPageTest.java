package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bentline.bench.fixture.SampleReport;
import dev.bentline.bench.report.ReportRenderer;
import dev.bentline.plot.Html;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as Chromium shows it. */
class ReportPageTest {
    /** Leaves in the page what is seen of it. */
    private static final String PROBE = """
            <script>
            addEventListener("load", () => {
              const luminance = colour => {
                const [r, g, b] = colour.match(/[0-9.]+/g).map(part => part / 255)
                  .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const contrast = (a, b) => {
                const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
                return (high + 0.05) / (low + 0.05);
              };
              const charts = [...document.querySelectorAll("svg")];
              const outside = text => {
                const chart = text.ownerSVGElement.getBoundingClientRect(), box = text.getBoundingClientRect();
                return box.left < chart.left || box.right > chart.right || box.top < chart.top || box.bottom > chart.bottom;
              };
              const body = getComputedStyle(document.body);
              document.body.dataset.probe = encodeURIComponent(JSON.stringify({
                charts: charts.filter(chart => chart.getBoundingClientRect().width > 100).length,
                outside: [...document.querySelectorAll("svg text")].filter(outside).map(text => text.textContent),
                dead: [...document.links].filter(link => !document.querySelector(link.hash)).length,
                numberless: [...document.querySelectorAll(".wide")].filter(wide => {
                  const number = wide.querySelector("tbody td:not(.remark)");
                  return number && number.getBoundingClientRect().right > wide.getBoundingClientRect().right + 1;
                }).length,
                wordless: [...document.querySelectorAll(".wide")].filter(wide => {
                  wide.scrollLeft = 10000;
                  const words = wide.querySelector("tbody th");
                  const gone = words && words.getBoundingClientRect().right < wide.getBoundingClientRect().left + 50;
                  wide.scrollLeft = 0;
                  return gone;
                }).length,
                sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
                background: luminance(body.backgroundColor),
                text: contrast(body.color, body.backgroundColor),
                label: Math.min(...[...document.querySelectorAll("svg text")].map(text => contrast(
                  getComputedStyle(text).fill, getComputedStyle(text.ownerSVGElement.querySelector("rect")).fill)))
              }));
            });
            </script>
            </body>
            """;

    private static final int PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder = Path.of("");

    /** Frames a page, for Chromium has no window as narrow as a phone's. */
    private static String framed(String page, int width) {
        return """
            <body><iframe srcdoc="%s" style="width: %dpx; height: 800px; border: 0"></iframe>
            <script>
            addEventListener("load", () => document.body.dataset.probe = frames[0].document.body.dataset.probe);
            </script></body>
            """.formatted(Html.escaped(page), width);
    }

    private JsonNode probe(String page, String scheme, int width) throws IOException, InterruptedException {
        Optional<Path> chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(place -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "there is no Chromium here");
        String framed = framed(page.replace("</body>", PROBE), width);
        Path file = Files.writeString(folder.resolve("report.html"), framed);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(List.of(
                        chromium.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--enable-logging=stderr",
                        "--v=0",
                        "--window-size=1500,900",
                        "--blink-settings=preferredColorScheme=" + (scheme.equals("dark") ? 0 : 1),
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Chromium did not end; it said " + Files.readString(err));
        }
        assertThat(Files.readString(err)).doesNotContain("CONSOLE");
        Matcher found = Pattern.compile("data-probe=\"([^\"]*)\"").matcher(Files.readString(out));
        assertThat(found.find()).as("the page was probed").isTrue();
        return new ObjectMapper()
                .readTree(java.net.URLDecoder.decode(found.group(1), java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"light, 1400", "dark, 1400", "light, 500", "light, 375", "dark, 375"})
    void everythingIsSeen(String scheme, int width) throws Exception {
        JsonNode seen = probe(new ReportRenderer(SampleReport.whole()).html(), scheme, width);
        assertThat(seen.path("charts").asInt()).isEqualTo(28);
        assertThat(seen.path("outside")).isEmpty();
        assertThat(seen.path("dead").asInt()).isZero();
        assertThat(seen.path("sideways").asBoolean()).as("scrolls sideways").isFalse();
        assertThat(seen.path("numberless").asInt())
                .as("tables that show no number")
                .isZero();
        if (width < 500) {
            assertThat(seen.path("wordless").asInt())
                    .as("tables whose words scroll away")
                    .isZero();
        }
        assertThat(seen.path("background").asDouble())
                .matches(light -> scheme.equals("dark") ? light < 0.1 : light > 0.9);
        assertThat(seen.path("text").asDouble()).isGreaterThan(7);
        assertThat(seen.path("label").asDouble()).isGreaterThan(4.5);
    }

    @Test
    void chartsOfColdStartsAreSeen() throws Exception {
        JsonNode seen = probe(new ReportRenderer(SampleReport.cold()).html(), "light", 1400);
        assertThat(seen.path("charts").asInt()).isEqualTo(9);
        assertThat(seen.path("outside")).isEmpty();
        assertThat(seen.path("dead").asInt()).isZero();
        assertThat(seen.path("sideways").asBoolean()).as("scrolls sideways").isFalse();
    }

    @Test
    void theProbeNoticesWhatIsWrong() throws Exception {
        String page = new ReportRenderer(SampleReport.of(BenchmarkGroup.WIDTH))
                .html()
                .replace("id=\"width\"", "id=\"elsewhere\"")
                .replace(">hidden nodes</text>", ">" + "hidden nodes ".repeat(40) + "</text>")
                .replace("svg [fill=\"#222222\"] { fill: #e6e6e3; }", "");
        JsonNode seen = probe(page, "dark", 1400);
        assertThat(seen.path("dead").asInt()).isOne();
        assertThat(seen.path("outside")).hasSize(1);
        assertThat(seen.path("label").asDouble()).isLessThan(2);
        String wide = new ReportRenderer(SampleReport.whole()).html();
        JsonNode phone = probe(wide.replace("@media (max-width: 40rem)", "@media (max-width: 1rem)"), "light", 375);
        assertThat(phone.path("numberless").asInt()).isPositive();
        assertThat(phone.path("wordless").asInt()).isPositive();
    }
}
