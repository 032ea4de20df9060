package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Activation;
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
