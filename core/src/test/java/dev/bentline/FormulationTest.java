package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bentline.testing.Networks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which formulation an engine takes, and what both agree on. */
class FormulationTest {
    @Test
    void chosenFromTheNetworkAlone() {
        assertThat(Engine.of(Network.relu()).info().formulation()).isEqualTo("dense");
        assertThat(Engine.of(Network.softplus()).info().formulation()).isEqualTo("dense");
        Engine wide = Engine.of(Networks.bends(1024, Activation.IDENTITY));
        assertThat(wide.formulation()).isEqualTo(Formulation.BENT_LINE);
        assertThat(wide.info().formulation()).isEqualTo("bent line, 1025 segments");
        assertThat(Engine.of(Networks.random(1, 100, Activation.SOFTPLUS, Activation.RELU))
                        .formulation())
                .isEqualTo(Formulation.DENSE);
        assertThat(Engine.of(sameBend(1000)).formulation())
                .as("1000 nodes, but two segments")
                .isEqualTo(Formulation.DENSE);
    }

    private static Network sameBend(int width) {
        float[] ones = new float[width];
        Arrays.fill(ones, 1f);
        return Network.of(Activation.RELU, ones, ones, ones, 0f, Activation.IDENTITY);
    }

    @ParameterizedTest
    @EnumSource(Formulation.class)
    void forcedAndKept(Formulation formulation) {
        Engine engine = Engine.of(Network.relu(), formulation);
        assertThat(engine.formulation()).isEqualTo(formulation);
        assertThat(engine.withThreads(2).formulation()).isEqualTo(formulation);
        assertThat(engine.withThreads(2).info().formulation())
                .isEqualTo(engine.info().formulation());
        float[] y = new float[3];
        engine.forward(new float[] {0f, 0.5f, 1f}, y);
        assertThat(y[0]).isZero();
        assertThat(y[1]).isEqualTo(1.01f, org.assertj.core.api.Assertions.within(1e-5f));
        assertThat(y[2]).isZero();
    }

    @Test
    void forcingWhatIsNotABentLineIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.of(Network.softplus(), Formulation.BENT_LINE))
                .withMessageContaining("SOFTPLUS");
    }

    @ParameterizedTest
    @ValueSource(floats = {1e30f, 1e-22f})
    void coefficientsOutsideTheNormalRangeStayDense(float size) {
        float[] w = new float[100];
        float[] b = new float[100];
        float[] v = new float[100];
        for (int h = 0; h < 100; h++) {
            w[h] = size;
            b[h] = -size * h;
            v[h] = h % 2 == 0 ? size : -size;
        }
        Network network = Network.of(Activation.RELU, w, b, v, 1f, Activation.IDENTITY);
        assertThat(Engine.of(network).formulation()).isEqualTo(Formulation.DENSE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Engine.of(network, Formulation.BENT_LINE))
                .withMessageContaining("normal");
    }

    @ParameterizedTest
    @EnumSource(Bend.class)
    void absoluteValueHasDerivativeZeroAtZero(Bend bend) {
        Network network = Network.of(
                        Activation.RELU,
                        new float[] {1f, -1f},
                        new float[] {0f, 0f},
                        new float[] {1f, 1f},
                        0f,
                        Activation.IDENTITY)
                .withBend(bend);
        Engine engine = Engine.of(network, Formulation.BENT_LINE);
        float[] x = {-2f, -Float.MIN_VALUE, -0f, 0f, Float.MIN_VALUE, 2f, Float.POSITIVE_INFINITY, Float.NaN};
        float[] y = new float[x.length];
        engine.derivative(x, y);
        assertThat(y).containsExactly(-1f, -1f, 0f, 0f, 1f, 1f, 1f, Float.NaN);
        engine.forward(x, y);
        assertThat(y)
                .containsExactly(2f, Float.MIN_VALUE, 0f, 0f, Float.MIN_VALUE, 2f, Float.POSITIVE_INFINITY, Float.NaN);
    }
}
