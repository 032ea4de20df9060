package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --weights}, {@code --monotone} and {@code --loss huber}, which a search alone knows. */
class FitSearchOptionsTest {
    @TempDir
    Path folder;

    private Path csv(String... rows) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("dosage,effect,w");
        lines.addAll(List.of(rows));
        return Files.write(folder.resolve("in.csv"), lines);
    }

    private static CommandRun fit(Path in, Object... more) {
        return CommandRun.of(
                Stream.concat(Stream.of("fit", "--in", in), Stream.of(more)).toArray());
    }

    private static JsonNode report(Path in, Object... more) throws IOException {
        CommandRun run =
                fit(in, Stream.concat(Stream.of("--json"), Stream.of(more)).toArray());
        assertThat(run.status()).as(run.err()).isZero();
        return run.json();
    }

    private static String[] observations(int repeats) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int weight = 1 + i % 3;
            for (int again = 0; again < (repeats == 0 ? 1 : weight); again++) {
                rows.add(String.format(Locale.ROOT, "%d,%.3f,%d", i % 6, Math.sin(i) + 2, weight));
            }
        }
        return rows.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "auto"})
    void weightsCountAsManyRows(String hidden) throws IOException {
        JsonNode weighted = report(csv(observations(0)), "--weights", "w", "--hidden", hidden);
        assertThat(weighted.get("observations").asInt()).isEqualTo(12);
        assertThat(weighted.get("solver").asText()).isEqualTo("search");
        JsonNode repeated =
                report(csv(observations(1)), "--hidden", weighted.get("hidden").asText());
        assertThat(weighted.get("loss").asDouble())
                .isCloseTo(repeated.get("loss").asDouble(), within(1e-5));
        assertThat(weighted.get("rSquared").asDouble())
                .isCloseTo(repeated.get("rSquared").asDouble(), within(1e-5));
    }

    @Test
    void weightsGoWithADosageScale() throws IOException {
        Path in = csv("0,9,1", "1,8,1", "2,6,1", "4,4,1", "8,2,1", "16,1,1");
        JsonNode weighted = report(in, "--weights", "w", "--dosage-scale", "log10");
        assertThat(weighted.get("network"))
                .isEqualTo(report(in, "--dosage-scale", "log10").get("network"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 'column w: -1 is below 0; --skip-invalid leaves such rows out'",
        "-0.5e-3, 'column w: -0.5e-3 is below 0; --skip-invalid leaves such rows out'",
        "'', 'column w: the value is empty'",
        "NaN, 'column w: '",
        "heavy, 'column w: '",
        "Infinity, 'column w: '"
    })
    void aWeightThatIsNoneMakesARowInvalid(String weight, String message) throws IOException {
        Path in = csv("0,0,1", "1,1," + weight, "2,0,1", "3,1,0", "4,1,1", "5,2,1", "6,3,1");
        CommandRun run = fit(in, "--weights", "w");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("in.csv, row 3, " + message).hasLineCount(1);
        JsonNode report = report(in, "--weights", "w", "--skip-invalid");
        assertThat(report.get("skipped").asInt()).isEqualTo(1);
        assertThat(report.get("observations").asInt()).isEqualTo(6);
        assertThat(fit(in).status())
                .as("without --weights it is of no interest")
                .isZero();
    }

    /** Dosages and effects may be below 0. */
    @Test
    void onlyWeightsMayNotBeBelowZero() throws IOException {
        JsonNode report = report(csv("-2,-1,1", "-1,-3,1", "0,0,1", "1,3,1", "2,6,1"), "--weights", "w");
        assertThat(report.get("loss").asDouble()).isCloseTo(0, within(1e-9));
    }

    /** A weight of 0 leaves its row out: of the number of observations, and of where controls stand. */
    @Test
    void weightsOfZeroSayNothing() throws IOException {
        Path few = csv("1,1,1", "2,2,1", "3,4,0", "4,3,1", "5,5,1");
        CommandRun refused = fit(few, "--weights", "w");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("fewer observations than parameters, 4 and 5")
                .hasLineCount(1);
        CommandRun flat = fit(csv("1,1,1", "2,1,1", "3,4,0", "4,1,1", "5,1,1", "6,1,2"), "--weights", "w");
        assertThat(flat.status()).isEqualTo(2);
        assertThat(flat.err()).contains("all effects are the same, 1").hasLineCount(1);

        Object[] options = {"--weights", "w", "--dosage-scale", "log10", "--plot", folder.resolve("a.svg"), "--force"};
        String[] rows = {"0,9,1", "3,8,1", "6,6,2", "12,4,1", "24,2,1"};
        JsonNode network = report(csv(rows), options).get("network");
        assertThat(network.get("dosageScale").get("zero").asDouble()).isEqualTo(1);
        String[] more = Stream.concat(Stream.of(rows), Stream.of("0.25,100,0", "1e6,9,0"))
                .toArray(String[]::new);
        assertThat(report(csv(more), options).get("network")).isEqualTo(network);
        JsonNode below = report(
                csv(more),
                "--weights",
                "w",
                "--dosage-scale",
                "log10",
                "--zero",
                "2",
                "--residuals",
                folder.resolve("residuals.csv"));
        assertThat(below.get("network").get("dosageScale").get("zero").asDouble())
                .isEqualTo(2);
        assertThat(folder.resolve("residuals.csv")).content().hasLineCount(8);
    }

    @Test
    void weightsThatAreAllZeroAreNoObservations() throws IOException {
        CommandRun run = fit(csv("0,0,0", "1,1,0"), "--weights", "w");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines("bentline fit: " + folder.resolve("in.csv")
                        + ": no observations; all weights in column w are 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--hidden AUTO",
                "--solver Search",
                "--loss HUBER --hidden 1",
                "--loss MSE",
                "--monotone Increasing",
                "--solver DESCENT --optimizer ADAM --epochs 3",
                "--solver descent --optimizer GD --epochs 3"
            })
    void wordsMayHaveCapitalLetters(String options) throws IOException {
        Path in = csv(observations(0));
        JsonNode capital = report(in, (Object[]) options.split(" ", -1));
        String small = "--" + options.substring(2).toLowerCase(Locale.ROOT);
        assertThat(capital.get("network"))
                .isEqualTo(report(in, (Object[]) small.split(" ", -1)).get("network"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--weights w --solver descent | --weights and --solver descent exclude each other",
                "--weights w --start relu | --weights and --start exclude each other",
                "--monotone decreasing --epochs 5 | --monotone and --epochs exclude each other",
                "--monotone decreasing --hidden 7 | --hidden is 7; it must be at most 6",
                "--monotone sideways | --monotone",
                "--loss huber --solver descent | --loss huber and --solver descent exclude each other",
                "--loss huber --hidden auto | --hidden auto and --loss huber exclude each other",
                "--loss absolute | --loss is 'absolute'; it must be ssr, mse or huber",
                "--weights dosage | --weights and --dosage are both 'dosage'; they must be two columns",
                "--weights mass | mass"
            })
    void wrongUsageIsOneLine(String arguments, String message) throws IOException {
        CommandRun run = fit(csv("0,0,1", "1,1,1"), (Object[]) arguments.split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).hasLineCount(1);
    }

    @Test
    void aMonotoneFitNeverRises() throws IOException {
        Path in = csv("0,4,1", "1,5,1", "2,6,1", "3,2,1", "4,0,1", "5,0,1", "6,0,1");
        JsonNode report = report(in, "--monotone", "decreasing", "--hidden", "3");
        assertThat(report.get("loss").asDouble()).isCloseTo(2, within(1e-9));
        assertThat(report.get("globalOptimum").asBoolean()).isTrue();
        assertThat(report(in, "--monotone", "increasing").get("loss").asDouble())
                .isGreaterThan(10);
    }

    @Test
    void anOutlierBendsARobustFitLess() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            double effect = 10 - i % 8 + 0.01 * (i % 3);
            rows.add(i % 8 + "," + (i == 13 ? 90 : effect) + ",1");
        }
        Path in = csv(rows.toArray(String[]::new));
        CommandRun run = fit(in, "--loss", "huber", "--hidden", "1", "--json");
        JsonNode report = run.json();
        assertThat(report.get("loss").asDouble()).isLessThan(10);
        assertThat(report.get("sumOfSquaredResiduals").asDouble()).isGreaterThan(7000);
        assertThat(report.get("stopped").asText()).isEqualTo("converged");
        assertThat(report.get("globalOptimum").asBoolean()).isFalse();
        assertThat(run.err()).contains("weighted searches came to rest").hasLineCount(1);
    }

    @Test
    void parquetFilesHaveWeightsToo() throws IOException {
        Path file = folder.resolve("in.parquet");
        assertThat(CommandRun.of("sweep", "--from", -1, "--to", 1, "--count", 17, "--derivative", "--out", file)
                        .status())
                .isZero();
        Object[] columns = {"--dosage", "effect", "--effect", "derivative", "--weights", "dosage"};
        CommandRun run = fit(file, columns);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("in.parquet, row 1, column dosage: -1.0 is below 0; --skip-invalid leaves such rows out")
                .hasLineCount(1);
        Object[] skipping =
                Stream.concat(Stream.of(columns), Stream.of("--skip-invalid")).toArray();
        assertThat(report(file, skipping).get("skipped").asInt()).isEqualTo(8);
    }
}
