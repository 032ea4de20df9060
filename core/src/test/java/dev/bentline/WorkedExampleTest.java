package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.testing.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the drug dosage example, as it tells them. */
class WorkedExampleTest {
    private static final float[] LOW_MEDIUM_HIGH = {0f, 0.5f, 1f};

    @Test
    void parameters() {
        Network relu = Network.relu();
        assertThat(relu.hiddenWeights()).containsExactly(1.70f, 12.6f);
        assertThat(relu.hiddenBiases()).containsExactly(-0.85f, 0.0f);
        assertThat(relu.outputWeights()).containsExactly(-40.8f, 2.7f);
        assertThat(relu.outputBias()).isEqualTo(-16f);
        assertThat(relu.hidden()).isEqualTo(Activation.RELU);
        assertThat(relu.output()).isEqualTo(Activation.RELU);

        Network softplus = Network.softplus();
        assertThat(softplus.hiddenWeights()).containsExactly(-34.4f, -2.52f);
        assertThat(softplus.hiddenBiases()).containsExactly(2.14f, 1.29f);
        assertThat(softplus.outputWeights()).containsExactly(-1.30f, 2.28f);
        assertThat(softplus.outputBias()).isEqualTo(-0.58f);
        assertThat(softplus.hidden()).isEqualTo(Activation.SOFTPLUS);
        assertThat(softplus.output()).isEqualTo(Activation.IDENTITY);
    }

    @Test
    void topNodeGivesMinus0Point85AtDosage0WhichReluMakes0() {
        assertThat(node(0, Activation.IDENTITY, 0f)).containsExactly(0f); // the node's own ReLU
        assertThat(Math.fma(Network.relu().hiddenWeight(0), 0f, Network.relu().hiddenBias(0)))
                .isEqualTo(-0.85f);
    }

    /** The top bent line stays 0 up to dosage 0.5, then rises to 0.85; -40.8 flips and stretches it to -34.68. */
    @Test
    void topBentLine() {
        float[] line = node(0, Activation.IDENTITY, 0f, 0.25f, 0.5f, 0.75f, 1f);
        assertThat(line).startsWith(0f, 0f, 0f);
        assertThat(line[3]).isCloseTo(-17.34f, within(2e-5f));
        assertThat(line[4]).isCloseTo(-34.68f, within(2e-5f));
    }

    /** The bottom one rises from 0 to 12.6, stretched by 2.7 to 34.02. */
    @Test
    void bottomBentLine() {
        float[] line = node(1, Activation.IDENTITY, 0f, 0.5f, 1f);
        assertThat(line[0]).isZero();
        assertThat(line[1]).isCloseTo(17.01f, within(4e-6f));
        assertThat(line[2]).isCloseTo(34.02f, within(8e-6f));
    }

    /** Added together and before the last bias they are a wedge; the bias brings its left end to -16. */
    @Test
    void wedge() {
        float[] wedge = forward(Networks.with(Network.relu(), Activation.IDENTITY, Bend.ZERO), LOW_MEDIUM_HIGH);
        assertThat(wedge[0]).isEqualTo(-16f);
        assertThat(wedge[1]).isCloseTo(1.01f, within(2e-6f));
        assertThat(wedge[2]).isCloseTo(-16.66f, within(2e-5f));
    }

    @Test
    void greenPointyThing() {
        float[] effects = forward(Network.relu(), LOW_MEDIUM_HIGH);
        assertThat(effects[0]).isEqualTo(0f);
        assertThat(effects[1]).isCloseTo(1.01f, within(2e-6f));
        assertThat(effects[2]).isEqualTo(0f);
    }

    /** The exact slope is 0 outside, 34.02 on the way up and 34.02 - 69.36 on the way down. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0.25, 0", "0.49, 34.02", "0.51, -35.34", "0.75, 0", "1, 0"})
    void slopes(float dosage, float expected) {
        float[] slopes = new float[1];
        Engine.of(Network.relu()).derivative(new float[] {dosage}, slopes);
        assertThat(slopes[0]).isCloseTo(expected, within(8e-6f));
    }

    /** At dosage 0 the bottom node stands on its bend, and the identity output lets its slope through. */
    @Test
    void bendIsChosen() {
        float[] slopes = new float[1];
        Engine.of(Networks.with(Network.relu(), Activation.IDENTITY, Bend.ZERO)).derivative(new float[1], slopes);
        assertThat(slopes[0]).isEqualTo(0f);
        Engine.of(Networks.with(Network.relu(), Activation.IDENTITY, Bend.ONE)).derivative(new float[1], slopes);
        assertThat(slopes[0]).isEqualTo(2.7f * 12.6f);
    }

    /** The exact effects are -0.0110, 1.0348 and 0.0046. */
    @Test
    void softplusNetworkWorksForMediumDosagesOnly() {
        float[] effects = forward(Network.softplus(), LOW_MEDIUM_HIGH);
        assertThat(effects[0]).isCloseTo(0f, within(0.02f));
        assertThat(effects[1]).isCloseTo(1f, within(0.05f));
        assertThat(effects[2]).isCloseTo(0f, within(0.02f));
        for (int i = 0; i < effects.length; i++) {
            double x = LOW_MEDIUM_HIGH[i];
            double exact =
                    -0.58 - 1.30 * Math.log1p(Math.exp(2.14 - 34.4 * x)) + 2.28 * Math.log1p(Math.exp(1.29 - 2.52 * x));
            assertThat((double) effects[i]).isCloseTo(exact, within(2e-6));
        }
    }

    /** The fitted observations of the example, 0, 1 and 0, leave a loss of 0.0001 = (1.01 - 1)^2. */
    @Test
    void loss() {
        Gradient gradient = Engine.of(Network.relu()).gradient(LOW_MEDIUM_HIGH, new float[] {0f, 1f, 0f});
        assertThat(gradient.loss()).isCloseTo(1e-4, within(1e-7));
    }

    /** Returns what a hidden node adds to the wedge. */
    private static float[] node(int h, Activation output, float... dosages) {
        Network relu = Network.relu();
        return forward(
                Network.of(
                        Activation.RELU,
                        new float[] {relu.hiddenWeight(h)},
                        new float[] {relu.hiddenBias(h)},
                        new float[] {relu.outputWeight(h)},
                        0f,
                        output),
                dosages);
    }

    private static float[] forward(Network network, float[] dosages) {
        float[] effects = new float[dosages.length];
        Engine.of(network).forward(dosages, effects);
        return effects;
    }
}
