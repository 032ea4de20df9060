package dev.bentline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.bench.fixture.SampleReport;
import dev.bentline.bench.suite.BenchmarkGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder = Path.of("");

    /** When it fails: {@code ./bentline bench --readme}. */
    @Test
    void theReadmeShowsThePublishedResults() throws Exception {
        Readme.Pages pages = new Readme(CHECKOUT).of(Optional.empty());
        assertThat(CHECKOUT.resolve("README.md")).content().isEqualTo(pages.readme());
        assertThat(CHECKOUT.resolve("docs/width.svg"))
                .content()
                .isEqualTo(pages.chart().orElseThrow());
    }

    @Test
    void whatIsWrittenComesFromTheReport() throws Exception {
        publish("results/one", SampleReport.whole());
        Files.createDirectory(folder.resolve("docs"));
        write("before\n<!-- measured: nowhere -->\nold\n<!-- measured end -->\nafter\n");
        Readme readme = new Readme(folder);
        readme.write(readme.of(Optional.of("results/one/")));
        assertThat(folder.resolve("README.md"))
                .content()
                .startsWith("before\n<!-- measured: results/one -->\n")
                .endsWith("\n<!-- measured end -->\nafter\n")
                .contains(
                        "Of 18 comparisons", "| forward, 2 nodes, 1,000 dosages, ns/dosage", "](results/one/report.md)")
                .contains("ONNX Runtime 1; PyTorch 2", "](docs/width.svg)", "times as fast")
                .doesNotContain("old", "nowhere");
        assertThat(folder.resolve("docs/width.svg")).content().startsWith("<svg");
        assertThat(readme.of(Optional.empty()).readme()).isEqualTo(Files.readString(folder.resolve("README.md")));

        publish("results/one", SampleReport.of(BenchmarkGroup.FORWARD));
        assertThat(readme.of(Optional.empty()).readme()).isNotEqualTo(Files.readString(folder.resolve("README.md")));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertRefused("there is no README.md here");
        write("no place for results\n");
        assertRefused("README.md has no lines <!-- measured: DIRECTORY -->");
        write("<!-- measured: results/none -->\n<!-- measured end -->\n");
        assertRefused("results/none has no report.json");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> new Readme(folder).of(Optional.empty()))
                .isInstanceOf(Readme.Refused.class)
                .hasMessageContaining(message);
    }

    private void write(String readme) throws IOException {
        Files.writeString(folder.resolve("README.md"), readme);
    }

    private void publish(String directory, BenchmarkReport report) throws IOException {
        Files.createDirectories(folder.resolve(directory));
        Files.writeString(folder.resolve(directory).resolve(BenchmarkReport.FILE), report.json());
    }
}
