package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command with dosages on a scale of logarithms: fit, sweep, show, figures and convert. */
class DosageScaleCommandTest {
    /** Falls from 10 to 0 between dosages 10 and 1000. */
    private static final Network FALLING = Network.of(
                    Activation.RELU,
                    new float[] {1, 1},
                    new float[] {-1, -3},
                    new float[] {-5, 5},
                    10,
                    Activation.IDENTITY)
            .withDosageScale(DosageScale.log10(1));

    @TempDir
    private Path folder;

    private Path network;
    private Path trial;

    @BeforeEach
    void files() throws IOException {
        network = Files.writeString(folder.resolve("falling.json"), FALLING.toJson());
        trial = Files.writeString(
                folder.resolve("trial.csv"),
                "dosage,effect\n0,10.1\n0,9.9\n3,10\n3,10.2\n30,7.6\n30,7.5\n300,2.6\n300,2.5\n3000,0\n3000,0.1\n30000,0\n");
    }

    private static JsonNode json(CommandRun run) throws IOException {
        assertThat(run.status()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    /** Compares with a fit by hand: a file of logarithms, with 0 at that of 1. */
    @Test
    void fitsOnLogarithms() throws IOException {
        StringBuilder byHand = new StringBuilder("dosage,effect\n");
        for (String row : Files.readAllLines(trial).subList(1, 12)) {
            String[] fields = row.split(",", -1);
            float dosage = Float.parseFloat(fields[0]);
            byHand.append((float) Math.log10(dosage == 0 ? 1 : dosage))
                    .append(',')
                    .append(fields[1])
                    .append('\n');
        }
        Path logarithms = Files.writeString(folder.resolve("logarithms.csv"), byHand);
        Path fitted = folder.resolve("fitted.json");
        JsonNode fit = json(CommandRun.of("fit", "--in", trial, "--dosage-scale", "log10", "--out", fitted, "--json"));
        JsonNode expected = json(CommandRun.of("fit", "--in", logarithms, "--json"));
        assertThat(fit.get("loss").doubleValue()).isEqualTo(expected.get("loss").doubleValue());
        assertThat(fit.get("globalOptimum").booleanValue()).isTrue();
        Network written = Network.parse(Files.readString(fitted));
        assertThat(written.dosageScale()).isEqualTo(DosageScale.log10(1));
        assertThat(written.withDosageScale(DosageScale.LINEAR))
                .isEqualTo(Network.parse(expected.get("network").toString()));
        assertThat(written.dosages())
                .hasValueSatisfying(dosages -> assertThat(dosages.to()).isEqualTo(30000));
    }

    @Test
    void descentsKeepTheScale() throws IOException {
        JsonNode random = json(CommandRun.of(
                "fit",
                "--in",
                trial,
                "--dosage-scale",
                "log10",
                "--zero",
                "0.5",
                "--restarts",
                "2",
                "--epochs",
                "50",
                "--json"));
        assertThat(random.at("/network/dosageScale/zero").doubleValue()).isEqualTo(0.5);
        JsonNode started = json(CommandRun.of("fit", "--in", trial, "--start", network, "--epochs", "20", "--json"));
        assertThat(started.at("/network/dosageScale/name").textValue()).isEqualTo("log10");
        assertThat(started.get("loss").doubleValue()).isLessThan(1);
        JsonNode moved = json(CommandRun.of(
                "fit", "--in", trial, "--start", network, "--dosage-scale", "linear", "--epochs", "2", "--json"));
        assertThat(moved.at("/network/dosageScale").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--zero 1 | --zero needs --dosage-scale log10",
                "--dosage-scale linear --zero 1 | --zero needs --dosage-scale log10",
                "--dosage-scale log10 --zero 0 | --zero is 0; it must be above 0",
                "--dosage-scale log10 --zero -2 | --zero is -2; it must be above 0",
                "--dosage-scale log10 --zero -1e-50 | --zero is -1e-50; it must be above 0",
                "--dosage-scale log10 --zero 0.0e5 | --zero is 0.0e5; it must be above 0",
                "--dosage-scale log10 --zero 1e-50 | --zero is 1e-50, which is below the smallest float above 0, 1.4E-45; it",
                "--dosage-scale log10 --zero +.007E-99999999999 | --zero is +.007E-99999999999, which is below the smallest float",
                "--dosage-scale log10 --zero 5 | the dosage 3 is below the place of dosages of 0, 5; --zero must be smaller",
                "--dosage-scale ln | 'ln' is not one of linear, log10",
            })
    void refusesOtherOptions(String options, String message) {
        CommandRun run = CommandRun.of((Object[]) ("fit --in " + trial + " " + options).split(" ", -1));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void refusesDosagesWithoutLogarithms() throws IOException {
        Path negative = Files.writeString(folder.resolve("negative.csv"), "dosage,effect\n1,2\n-3,4\n");
        CommandRun run = CommandRun.of("fit", "--in", negative, "--dosage-scale", "log10");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .endsWith(
                        "negative.csv: the smallest dosage is -3; a scale of logarithms takes dosages of 0 or above\n");
        Path zeros = Files.writeString(folder.resolve("zeros.csv"), "dosage,effect\n0,2\n0,4\n");
        run = CommandRun.of("fit", "--in", zeros, "--dosage-scale", "log10");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no dosage is above 0 and finite");
    }

    @Test
    void sweepsOnTheScale() throws IOException {
        JsonNode sweep = json(CommandRun.of(
                "sweep", network, "--from", "0", "--to", "1000", "--count", "1001", "--at-least", "5", "--json"));
        assertThat(sweep.get("max").doubleValue()).isEqualTo(10);
        assertThat(sweep.get("min").doubleValue()).isZero();
        assertThat(sweep.at("/windows/0/from").doubleValue()).isZero();
        assertThat(sweep.at("/windows/0/to").doubleValue()).isCloseTo(100, within(1e-12));
        CommandRun rows = CommandRun.of("sweep", network, "--from", "0", "--to", "90", "--count", "10", "--out", "-");
        float[] effects = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
        Engine.of(FALLING).forward(effects, effects);
        assertThat(rows.out().lines().skip(1).map(row -> Float.parseFloat(row.substring(row.indexOf(',') + 1))))
                .containsExactly(
                        effects[0],
                        effects[1],
                        effects[2],
                        effects[3],
                        effects[4],
                        effects[5],
                        effects[6],
                        effects[7],
                        effects[8],
                        effects[9]);
    }

    @Test
    void optionPutsANetworkOnAScale() throws IOException {
        JsonNode sweep = json(CommandRun.of(
                "sweep",
                "relu",
                "--dosage-scale",
                "log10",
                "--zero",
                "0.5",
                "--from",
                "0",
                "--to",
                "10",
                "--count",
                "11",
                "--json"));
        assertThat(sweep.at("/windows/0/from").doubleValue())
                .isCloseTo(
                        Math.pow(
                                10,
                                json(CommandRun.of(
                                                "sweep", "relu", "--from", "0", "--to", "1", "--count", "11", "--json"))
                                        .at("/windows/0/from")
                                        .doubleValue()),
                        within(1e-9));
        CommandRun run =
                CommandRun.of("sweep", "relu", "--dosage-scale", "log10", "--from", "0", "--to", "1", "--count", "2");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--dosage-scale log10 needs --zero VALUE, too");
        JsonNode linear = json(CommandRun.of("show", network, "--dosage-scale", "linear", "--json"));
        assertThat(linear.at("/dosageScale/name").textValue()).isEqualTo("linear");
    }

    @Test
    void refusesGridsBelowZero() {
        CommandRun run = CommandRun.of("sweep", network, "--from", "-1", "--to", "1", "--count", "3");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("the grid has dosages below 0");
        run = CommandRun.of("show", network, "--from", "-1", "--to", "5");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--from is -1; on a scale of logarithms it must be 0 or above");
        run = CommandRun.of("show", network, "--at", "-1");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--at is -1; on a scale of logarithms it must be 0 or above");
    }

    /** A file's row has no effect then, as one has that is too large; it is counted. */
    @Test
    void dosagesBelowZeroInFilesAreCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("dosages.csv"), "dosage\n-1\n10\n-2\n");
        Path picture = folder.resolve("sweep.svg");
        JsonNode sweep = json(CommandRun.of("sweep", network, "--in", file, "--plot", picture, "--json"));
        assertThat(sweep.get("nan").intValue()).isEqualTo(2);
        assertThat(sweep.get("max").doubleValue()).isEqualTo(10);
        assertThat(Files.readString(picture)).contains("2 effects are not finite");
        Files.writeString(file, "dosage\n-1\n");
        assertThat(json(CommandRun.of("sweep", network, "--in", file, "--json")).get("windows"))
                .isEmpty();
    }

    @Test
    void showsDosagesAndPositions() throws IOException {
        JsonNode show = json(CommandRun.of("show", network, "--at", "100", "--json"));
        assertThat(show.at("/dosageScale/name").textValue()).isEqualTo("log10");
        assertThat(show.at("/dosageScale/zero").doubleValue()).isEqualTo(1);
        assertThat(show.at("/nodes/1/bend").doubleValue()).isEqualTo(1000);
        assertThat(show.at("/segments/0/from").doubleValue()).isZero();
        assertThat(show.at("/segments/0/to").doubleValue()).isEqualTo(10);
        assertThat(show.at("/segments/1/slope").doubleValue()).isEqualTo(-5);
        assertThat(show.at("/at/position").doubleValue()).isEqualTo(2);
        assertThat(show.at("/at/effect").doubleValue()).isEqualTo(5);
        assertThat(CommandRun.of("show", network, "--at", "100").out())
                .contains("the network's x is log10 of the dosage; dosages of 0 stand at 1\n")
                .contains("dosage 100, log10 of it 2\n")
                .contains("2 * 1 + (-1) = 1");
        assertThat(CommandRun.of("show", network, "--at", "1").out()).contains("dosage 1, log10 of it 0\n");
        assertThat(CommandRun.of("show", network, "--at", "0.25").out())
                .contains("dosage 0.25, log10 of 1, where it stands, 0\n");
    }

    @Test
    void figuresFollowTheScale() throws IOException {
        assertThat(CommandRun.of("figures", network, "--out", folder.resolve("figures"))
                        .status())
                .isZero();
        assertThat(Files.readString(folder.resolve("figures/node_1.svg"))).contains("1 × log10(dosage) + -1");
        assertThat(Files.readString(folder.resolve("figures/derivative.svg"))).contains("effect per power of ten");
        Path picture = folder.resolve("fit.svg");
        CommandRun.of("fit", "--in", trial, "--dosage-scale", "log10", "--plot", picture);
        assertThat(Files.readString(picture)).contains(">0</text>", ">100</text>", ">100000</text>");
    }

    @Test
    void onnxFilesHaveNoScale() {
        CommandRun run = CommandRun.of("convert", network, "--out", folder.resolve("falling.onnx"));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("falling.json: an ONNX file has no dosage scale; the network's is log10, 0 at 1.0");
        assertThat(folder.resolve("falling.onnx")).doesNotExist();
    }
}
