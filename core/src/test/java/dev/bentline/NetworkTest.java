package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.testing.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what a network is made of, and what it refuses. */
class NetworkTest {
    private static float[] two() {
        return new float[] {1f, 2f};
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void numbersHaveToBeFinite(float bad) {
        float[] second = {1f, bad};
        assertRefused(second, two(), two(), 0f, "hidden weight 1", Float.toString(bad));
        assertRefused(two(), second, two(), 0f, "hidden bias 1", Float.toString(bad));
        assertRefused(two(), two(), second, 0f, "output weight 1", Float.toString(bad));
        assertRefused(two(), two(), two(), bad, "output bias", Float.toString(bad));
    }

    @Test
    void lengthsHaveToAgree() {
        float[] three = new float[3];
        assertRefused(three, two(), two(), 0f, "3, 2 and 2");
        assertRefused(two(), three, two(), 0f, "2, 3 and 2");
        assertRefused(two(), two(), three, 0f, "2, 2 and 3");
        assertRefused(two(), two(), new float[0], 0f, "2, 2 and 0");
        assertRefused(new float[0], new float[0], new float[0], 0f, "0 hidden nodes", "at least 1");
    }

    private static void assertRefused(float[] w, float[] b, float[] v, float c, String... words) {
        assertThatThrownBy(() -> Network.of(Activation.RELU, w, b, v, c, Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void activationsHaveTheirPlaces() {
        assertThatThrownBy(() -> Network.of(Activation.IDENTITY, two(), two(), two(), 0f, Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("hidden activation", "IDENTITY", "RELU or SOFTPLUS");
        assertThatThrownBy(() -> Network.of(Activation.RELU, two(), two(), two(), 0f, Activation.SOFTPLUS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("output activation", "SOFTPLUS", "RELU or IDENTITY");
    }

    @Test
    @SuppressWarnings("NullAway") // null is the point
    void nullsAreNamed() {
        assertThatThrownBy(() -> Network.of(null, two(), two(), two(), 0f, Activation.RELU))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("hidden activation");
        assertThatThrownBy(() -> Network.of(Activation.RELU, null, two(), two(), 0f, Activation.RELU))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("hidden weights");
        assertThatThrownBy(() -> Network.of(Activation.RELU, two(), null, two(), 0f, Activation.RELU))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("hidden biases");
        assertThatThrownBy(() -> Network.of(Activation.RELU, two(), two(), null, 0f, Activation.RELU))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("output weights");
        assertThatThrownBy(() -> Network.of(Activation.RELU, two(), two(), two(), 0f, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("output activation");
        assertThatThrownBy(() -> Network.relu().withBend(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("bend");
        assertThatThrownBy(() -> Network.parse(null)).isInstanceOf(NullPointerException.class);
    }

    /** Neither what went in nor what comes out is the network's own, nor an engine's. */
    @Test
    void arraysAreCopied() {
        float[] w = two();
        float[] b = two();
        float[] v = two();
        Network network = Network.of(Activation.RELU, w, b, v, 3f, Activation.IDENTITY);
        Engine engine = Engine.of(network);
        Network same = Network.of(Activation.RELU, two(), two(), two(), 3f, Activation.IDENTITY);
        for (float[] array :
                new float[][] {w, b, v, network.hiddenWeights(), network.hiddenBiases(), network.outputWeights()}) {
            array[0] = 99f;
        }
        assertThat(network).isEqualTo(same);
        float[] effect = {1f};
        engine.forward(effect, effect);
        assertThat(effect).containsExactly(3f + 2f + 8f);

        Gradient gradient = engine.gradient(two(), two());
        gradient.hiddenWeights()[0] = 99;
        gradient.hiddenBiases()[0] = 99;
        gradient.outputWeights()[0] = 99;
        assertThat(gradient).isEqualTo(engine.gradient(two(), two()));
    }

    @Test
    void withBendLeavesTheOriginalAlone() {
        Network zero = Network.relu();
        Network one = zero.withBend(Bend.ONE);
        assertThat(zero.bend()).isEqualTo(Bend.ZERO);
        assertThat(one.bend()).isEqualTo(Bend.ONE);
        assertThat(one.withBend(Bend.ZERO)).isEqualTo(zero);
    }

    @Test
    void equalityIsOfBits() {
        Network zero = Network.of(Activation.RELU, two(), new float[2], two(), 0f, Activation.RELU);
        Network minusZero = Network.of(Activation.RELU, two(), new float[] {0f, -0f}, two(), 0f, Activation.RELU);
        Network minusBias = Network.of(Activation.RELU, two(), new float[2], two(), -0f, Activation.RELU);
        assertThat(zero)
                .isEqualTo(Network.of(Activation.RELU, two(), new float[2], two(), 0f, Activation.RELU))
                .hasSameHashCodeAs(Network.of(Activation.RELU, two(), new float[2], two(), 0f, Activation.RELU))
                .isNotEqualTo(minusZero)
                .isNotEqualTo(minusBias)
                .isNotEqualTo(zero.withBend(Bend.ONE))
                .isNotEqualTo(Networks.with(zero, Activation.IDENTITY, Bend.ZERO))
                .isNotEqualTo(Network.of(Activation.SOFTPLUS, two(), new float[2], two(), 0f, Activation.RELU))
                .isNotEqualTo("zero")
                .isNotEqualTo(null);
    }

    @Test
    void gradientsAreEqualByValue() {
        Engine engine = Engine.of(Network.relu());
        Gradient gradient = engine.gradient(two(), two());
        assertThat(gradient)
                .isEqualTo(engine.gradient(two(), two()))
                .hasSameHashCodeAs(engine.gradient(two(), two()))
                .isNotEqualTo(engine.backward(two(), two()))
                .isNotEqualTo(engine.gradient(two(), new float[2]))
                .isNotEqualTo(null);
        assertThat(engine.backward(two(), two())).isEqualTo(engine.backward(two(), two()));
        assertThat(gradient.toString()).contains("loss=").doesNotContain("\n");
    }
}
