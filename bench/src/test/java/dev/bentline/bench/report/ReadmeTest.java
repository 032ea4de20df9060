package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.bench.fixture.SampleReport;
import dev.bentline.bench.suite.BenchmarkGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void makeDocs() throws IOException {
        Files.createDirectory(folder.resolve("docs"));
    }

    /** When it fails: {@code ./bentline bench --readme}. */
    @Test
    void thePagesShowThePublishedResults() throws Exception {
        Readme.Pages pages = new Readme(CHECKOUT).of(Optional.empty());
        assertThat(CHECKOUT.resolve(Readme.FILE)).content().isEqualTo(pages.readme());
        assertThat(CHECKOUT.resolve(Readme.PAGE)).content().isEqualTo(pages.page());
        assertThat(CHECKOUT.resolve(Readme.CHART))
                .content()
                .isEqualTo(pages.chart().orElseThrow());
    }

    @Test
    void theReadmeIsShortAndShowsEveryFirstRow() throws IOException {
        String readme = Files.readString(CHECKOUT.resolve(Readme.FILE));
        assertThat(Files.size(CHECKOUT.resolve(Readme.FILE))).isLessThanOrEqualTo(10_240);
        BenchmarkReport report =
                BenchmarkReport.parse(Files.readString(published(readme).resolve(BenchmarkReport.FILE)));
        assertThat(Readme.FIRST)
                .hasSize(7)
                .filteredOn(work ->
                        report.sheets().stream().anyMatch(table -> table.title().equals(work)))
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(work -> assertThat(readme).contains("| " + work + ", "));
    }

    private static Path published(String readme) {
        Matcher named = Pattern.compile("<!-- measured: (\\S+) -->").matcher(readme);
        assertThat(named.find()).isTrue();
        return CHECKOUT.resolve(named.group(1));
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        try (Stream<Path> docs = Files.list(CHECKOUT.resolve("docs"))) {
            List<Path> pages = Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                                    .map(CHECKOUT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
            for (Path page : pages) {
                assertThat(LINK.matcher(Files.readString(page)).results())
                        .map(link -> link.group(1))
                        .filteredOn(link -> !link.contains("://"))
                        .allSatisfy(link -> assertThat(page.resolveSibling(link))
                                .as("%s", page)
                                .exists());
            }
        }
    }

    @Test
    void whatIsWrittenComesFromTheReport() throws Exception {
        publish("results/one", SampleReport.whole());
        write(Readme.FILE, "before\n<!-- measured: nowhere -->\nold\n<!-- measured end -->\nafter\n");
        write(Readme.PAGE, "over\n<!-- measured: elsewhere -->\nold\n<!-- measured end -->\nunder\n");
        Readme readme = new Readme(folder);
        readme.write(readme.of(Optional.of("results/one/")));
        assertThat(folder.resolve(Readme.FILE))
                .content()
                .startsWith("before\n<!-- measured: results/one -->\n")
                .endsWith("\n<!-- measured end -->\nafter\n")
                .contains(
                        "| forward, 2 nodes, 100,000 dosages, ns/dosage", "| forward, 1-256-256-256-1, 100,000 dosages")
                .contains("](results/one/report.md)")
                .doesNotContain("old", "nowhere", "forward, 2 nodes, 1,000 dosages", "Of 23 comparisons");
        assertThat(folder.resolve(Readme.PAGE))
                .content()
                .startsWith("over\n<!-- measured: results/one -->\n")
                .endsWith("\n<!-- measured end -->\nunder\n")
                .contains("Of 23 comparisons", "| forward, 2 nodes, 1,000 dosages, ns/dosage")
                .contains("](../results/one/report.md)", "](../results/one/jmh.json.gz)")
                .contains("Engine.of, ms |", "| 1-512-512-1, on a grid ")
                .contains("ONNX Runtime 1; PyTorch 2", "](width.svg)", "times as fast")
                .doesNotContain("old", "elsewhere");
        assertThat(folder.resolve(Readme.CHART)).content().startsWith("<svg");
        assertThat(readme.of(Optional.empty()).readme()).isEqualTo(Files.readString(folder.resolve(Readme.FILE)));
        assertThat(readme.of(Optional.empty()).page()).isEqualTo(Files.readString(folder.resolve(Readme.PAGE)));

        publish("results/one", SampleReport.of(BenchmarkGroup.FORWARD));
        assertThat(readme.of(Optional.empty()).page()).isNotEqualTo(Files.readString(folder.resolve(Readme.PAGE)));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        String marks = "<!-- measured: results/none -->\n<!-- measured end -->\n";
        assertRefused("there is no README.md here");
        write(Readme.FILE, "no place for results\n");
        assertRefused("README.md has no lines <!-- measured: DIRECTORY -->");
        write(Readme.FILE, marks);
        assertRefused("there is no docs/benchmarks.md here");
        write(Readme.PAGE, marks);
        assertRefused("results/none has no report.json");
        publish("results/none", SampleReport.whole());
        write(Readme.PAGE, "no place for results\n");
        assertRefused("docs/benchmarks.md has no lines <!-- measured: DIRECTORY -->");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> new Readme(folder).of(Optional.empty()))
                .isInstanceOf(Readme.Refused.class)
                .hasMessageContaining(message);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void publish(String directory, BenchmarkReport report) throws IOException {
        Files.createDirectories(folder.resolve(directory));
        Files.writeString(folder.resolve(directory).resolve(BenchmarkReport.FILE), report.json());
    }
}
