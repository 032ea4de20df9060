package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarEngineTest {
    private static Network wide(int width) {
        Random random = new Random(width);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = random.nextFloat(-1, 1);
            b[h] = -w[h] * random.nextFloat();
            v[h] = random.nextFloat(-1, 1);
        }
        return Network.of(Activation.RELU, w, b, v, 0.5f, Activation.RELU);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void itHasTheFormulationAndTheBitsOfTheProcesssOwn(int width) {
        Network network = wide(width);
        Engine own = Engine.of(network);
        Engine scalar = Engine.scalar(network);
        assertThat(scalar.formulation()).isEqualTo(own.formulation());
        assertThat(scalar.info().kernel()).isEqualTo("scalar");
        assertThat(scalar.withThreads(2).info().kernel()).isEqualTo("scalar");
        float[] dosages = new float[5000];
        Random random = new Random(1);
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = random.nextFloat(-1, 2);
        }
        float[] expected = new float[dosages.length];
        float[] effects = new float[dosages.length];
        own.forward(dosages, expected);
        scalar.forward(dosages, effects);
        assertThat(effects).isEqualTo(expected);
        own.derivative(dosages, expected);
        scalar.derivative(dosages, effects);
        assertThat(effects).isEqualTo(expected);
        assertThat(scalar.gradient(dosages, expected)).isEqualTo(own.gradient(dosages, expected));
    }
}
