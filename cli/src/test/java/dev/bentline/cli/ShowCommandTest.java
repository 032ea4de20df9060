package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bentline.Activation;
import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.engine.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest {
    @Test
    void theNetworkOfTheWorkedExample() {
        CommandRun run = CommandRun.of("show");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern("1 +1.7 +-0.85 +-40.8 +0.5\n")
                .containsPattern("2 +12.6 +0 +2.7 +0\n")
                .contains("final bias -16, ReLU")
                .contains("derivative of ReLU at its bend: 0");
    }

    @Test
    void theWorkedExamplesArithmeticAtDosage0() {
        assertThat(CommandRun.of("show", "relu", "--at", "0").out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsSubsequence(
                        "dosage 0",
                        "node 1",
                        " x-axis coordinate 0 * 1.7 + (-0.85) = -0.85",
                        " y-axis coordinate max(0, -0.85) = 0",
                        " times the output weight 0 * (-40.8) = 0",
                        "node 2",
                        " x-axis coordinate 0 * 12.6 + 0 = 0",
                        " y-axis coordinate max(0, 0) = 0",
                        " times the output weight 0 * 2.7 = 0",
                        "output",
                        " the sum, from the final bias -16",
                        " plus node 1 -16 + 0 = -16",
                        " plus node 2 -16 + 0 = -16",
                        " output ReLU max(0, -16) = 0",
                        "effect 0");
    }

    @Test
    void softplusAndIdentityInTheirOwnWords() {
        String out = CommandRun.of("show", "softplus", "--at", "0.5").out();
        assertThat(out)
                .contains("softplus, f(x) = ln(1 + e^x)", "centre -b/w", "ln(1 + e^(", "identity")
                .doesNotContain("max(0")
                .doesNotContain("derivative of ReLU");
    }

    @Test
    void aNodeWithoutWeightHasNoBend(@TempDir Path folder) throws IOException {
        Network flat =
                Network.of(Activation.RELU, new float[] {0}, new float[] {1}, new float[] {1}, 0, Activation.IDENTITY);
        Path file = Files.writeString(folder.resolve("flat.json"), flat.toJson());
        assertThat(CommandRun.of("show", file).out()).containsPattern("1 +0 +1 +1 +none\n");
    }

    @Test
    void theWalkEndsAtTheEnginesEffect() {
        Random random = new Random(11);
        float[] numbers = new float[19 * 3];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() * 4;
        }
        for (Activation hidden : List.of(Activation.RELU, Activation.SOFTPLUS)) {
            for (Activation output : List.of(Activation.RELU, Activation.IDENTITY)) {
                Network wide = Network.of(
                        hidden,
                        java.util.Arrays.copyOfRange(numbers, 0, 19),
                        java.util.Arrays.copyOfRange(numbers, 19, 38),
                        java.util.Arrays.copyOfRange(numbers, 38, 57),
                        -0.5f,
                        output);
                for (Network network : List.of(Network.relu(), Network.softplus(), wide)) {
                    Engine engine = Engine.of(network);
                    for (int i = 0; i < 500; i++) {
                        float dosage = i < 100 ? i / 100f : (float) random.nextGaussian() * 10;
                        float[] effect = {dosage};
                        engine.forward(effect, effect);
                        assertThat(Float.floatToRawIntBits(
                                        Walk.of(network, dosage).effect()))
                                .as("%s at %s", network, dosage)
                                .isEqualTo(Float.floatToRawIntBits(effect[0]));
                    }
                }
            }
        }
    }

    /** Tests that effects of infinity less infinity, which come first here, are no extremes. */
    @Test
    void effectsThatAreNaNAreLeftOut(@TempDir Path folder) throws IOException {
        Network network = Network.of(
                Activation.SOFTPLUS,
                new float[] {-3e38f, -3e38f},
                new float[] {-1e38f, -1e38f},
                new float[] {3e38f, -3e38f},
                2,
                Activation.IDENTITY);
        Path file = Files.writeString(folder.resolve("steep.json"), network.toJson());
        JsonNode shown = CommandRun.of("show", file, "--from", "-2", "--to", "1", "--json")
                .json();
        assertThat(shown.get("min").asDouble()).isEqualTo(2);
        assertThat(shown.get("argMin").asDouble()).isGreaterThan(-0.34); // infinite from -1.1 to there
        assertThat(shown.get("windows").get(0).get("to").asDouble()).isEqualTo(1);
    }

    private static Path fitted(Path folder) throws IOException {
        Path data = folder.resolve("trial.csv"); // a tent over 100 to 300
        StringBuilder rows = new StringBuilder("dosage,effect\n");
        for (int dosage = 100; dosage <= 300; dosage += 4) {
            rows.append(dosage).append(',').append(100 - Math.abs(dosage - 200)).append('\n');
        }
        Files.writeString(data, rows);
        Path network = folder.resolve("fitted.json");
        CommandRun run = CommandRun.of("fit", "--in", data, "--hidden", "3", "--out", network);
        assertThat(run.status()).as(run.err()).isZero();
        return network;
    }

    @Test
    void aFittedNetworksRangeIsThatOfItsData(@TempDir Path folder) throws IOException {
        Path network = fitted(folder);
        assertThat(Files.readString(network)).contains("\"dosages\": {\"from\": 100.0, \"to\": 300.0}");
        CommandRun run = CommandRun.of("show", network, "--at-least", "50");
        assertThat(run.out()).contains("dosages between 100 and 300 with an effect of at least 50: 1");
        JsonNode shown =
                CommandRun.of("show", network, "--at-least", "50", "--json").json();
        assertThat(shown.get("from").asDouble()).isEqualTo(100);
        assertThat(shown.get("to").asDouble()).isEqualTo(300);
        assertThat(shown.get("argMax").asDouble()).isCloseTo(200, within(5.0));
        assertThat(shown.get("windows")).hasSize(1);
        assertThat(shown.get("windows").get(0).get("from").asDouble()).isCloseTo(150, within(5.0));
        assertThat(shown.get("windows").get(0).get("to").asDouble()).isCloseTo(250, within(5.0));
    }

    @Test
    void theRangeCanBeGiven(@TempDir Path folder) throws IOException {
        assertThat(CommandRun.of("show").out())
                .contains("effects of the dosages between 0 and 1: 0 at 0 to 1.0100008 at 0.5\n")
                .contains("dosages between 0 and 1 with an effect of at least 0.5: 0.4850088 to 0.51443124\n");
        assertThat(CommandRun.of("show", "--from", "0.25", "--to", "0.5", "--at-least", "0")
                        .out())
                .contains("between 0.25 and 0.5 with an effect of at least 0: 0.25 to 0.5\n");
        assertThat(CommandRun.of("show", "--at-least", "2").out()).contains("at least 2: none\n");
        assertThat(CommandRun.of("show", "--from", "0.5", "--to", "0.5").out())
                .contains("between 0.5 and 0.5 with an effect of at least 0.5: 0.5 to 0.5\n");
        CommandRun wrong = CommandRun.of("show", "--from", "3");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("--from is 3 and --to is 1 where it is not given; --from must not be larger")
                .hasLineCount(1);
        assertThat(CommandRun.of("show", fitted(folder), "--to", "5").err())
                .contains("--from is 100 where it is not given and --to is 5")
                .hasLineCount(1);
        assertThat(CommandRun.of("show", "--from", "Infinity").status()).isEqualTo(2);
    }

    @Test
    void asOneJsonObject() throws IOException {
        JsonNode shown = CommandRun.of("show", "--json", "--at", "0.5").json();
        assertThat(shown.fieldNames())
                .toIterable()
                .containsExactly(
                        "name",
                        "hidden",
                        "output",
                        "outputBias",
                        "bend",
                        "width",
                        "nodes",
                        "dosageScale",
                        "segments",
                        "from",
                        "to",
                        "min",
                        "argMin",
                        "max",
                        "argMax",
                        "atLeast",
                        "windows",
                        "windowsExact",
                        "at");
        assertThat(shown.get("nodes").toString())
                .isEqualTo("[{\"weight\":1.7,\"bias\":-0.85,\"outputWeight\":-40.8,\"bend\":0.5},"
                        + "{\"weight\":12.6,\"bias\":0.0,\"outputWeight\":2.7,\"bend\":0.0}]");
        BentLine line = BentLine.of(Network.relu());
        assertThat(shown.get("segments")).hasSize(line.segments().size());
        assertThat(shown.get("segments").get(0).get("from").isNull()).isTrue();
        assertThat(shown.get("max").asDouble()).isEqualTo(line.max(0, 1).effect());
        assertThat(shown.get("windows").get(0).get("from").asDouble())
                .isEqualTo(line.windows(0.5, 0, 1).getFirst().from());
        assertThat(shown.get("windowsExact").asBoolean()).isTrue();
        assertThat(shown.get("at").get("effect").floatValue())
                .isEqualTo(Walk.of(Network.relu(), 0.5f).effect());
        assertThat(shown.get("at").get("nodes")).hasSize(2);
        assertThat(CommandRun.of("show", "--json").json().has("at")).isFalse();
    }

    @Test
    void softplusIsFoundAtManyDosages() throws IOException {
        JsonNode shown =
                CommandRun.of("show", "softplus", "--json", "--at-least", "1").json();
        assertThat(shown.get("segments").isNull()).isTrue();
        assertThat(shown.get("windowsExact").asBoolean()).isFalse();
        assertThat(shown.get("max").asDouble())
                .isCloseTo(squiggle(shown.get("argMax").asDouble()), within(1e-5));
        assertThat(shown.get("windows")).hasSize(1);
        for (String end : List.of("from", "to")) {
            assertThat(squiggle(shown.get("windows").get(0).get(end).asDouble()))
                    .isCloseTo(1, within(1e-5));
        }
        assertThat(CommandRun.of("show", "softplus", "--at-least", "-9").out())
                .contains("with an effect of at least -9: about 0 to 1\n");
        assertThat(CommandRun.of("show", "softplus", "--at-least", "3").out()).contains("at least 3: none\n");
        assertThat(CommandRun.of("show", "softplus", "--from", "-3e38", "--to", "3e38", "--json")
                        .json()
                        .get("windows"))
                .isNotNull();
    }

    private static double squiggle(double x) {
        return -0.58 - 1.30 * Math.log1p(Math.exp(-34.4 * x + 2.14)) + 2.28 * Math.log1p(Math.exp(-2.52 * x + 1.29));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "NaN", ""})
    void theDosageIsAFiniteDecimal(String at) {
        CommandRun run = CommandRun.of("show", "--at", at);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is not a finite decimal number").hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(CommandRun.of("show", "--at", "1e39").err())
                .contains("'1e39' is too large for a float; the largest is 3.4028235E38")
                .hasLineCount(1);
    }
}
