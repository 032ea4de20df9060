package dev.bentline.bench.contender;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Activation;
import dev.bentline.DeepNetwork;
import dev.bentline.Formulation;
import dev.bentline.Layer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle against numbers worked out by hand, and against results that are a little wrong. */
class DeepOracleTest {
    /** y = 0.25 + 2 max(0, max(0, x) - 3 max(0, -x) - 0.5). */
    private static final DeepNetwork NETWORK = DeepNetwork.of(List.of(
            new Layer(new float[][] {{1}, {-1}}, new float[] {0, 0}, Activation.RELU),
            new Layer(new float[][] {{1, -3}}, new float[] {-0.5f}, Activation.RELU),
            new Layer(new float[][] {{2}}, new float[] {0.25f}, Activation.IDENTITY)));

    private final float[] dosages = {-1f, 0f, 0.25f, 0.75f, 1f};
    private final float[] effects = {0.25f, 0.25f, 0.25f, 0.75f, 1.25f};

    @Test
    void acceptsWhatIsRightAndRefusesEveryEffectThatIsALittleWrong() {
        for (Formulation formulation : Formulation.values()) {
            DeepOracle oracle = new DeepOracle(new DeepWorkload(NETWORK, dosages), formulation);
            oracle.checkForward(effects);
            for (int i = 0; i < effects.length; i++) {
                for (float wrong : new float[] {effects[i] + 1e-4f, effects[i] - 1e-4f, Float.NaN}) {
                    float[] changed = effects.clone();
                    changed[i] = wrong;
                    assertThatThrownBy(() -> oracle.checkForward(changed)).hasMessageContaining("effect " + i);
                }
            }
        }
    }

    @Test
    void refusesMissingResults() {
        DeepOracle oracle = new DeepOracle(new DeepWorkload(NETWORK, dosages), Formulation.DENSE);
        assertThatThrownBy(() -> oracle.checkForward(Arrays.copyOf(effects, 4)))
                .hasMessageContaining("4 results for 5");
    }

    /** Refuses a line that is a millionth wrong, and layers of floats that are a hundredth wrong. */
    @Test
    void judgesALineMoreStrictlyThanLayers() {
        DeepWorkload workload = DeepWorkload.of("1-256-256-256-1", 1_003, DosageOrder.SHUFFLED);
        Forward engine = DeepImplementation.SIMD.on(workload);
        engine.forward();
        float[] right = engine.mapped();
        for (int i = 0; i < right.length; i += 100) {
            float[] millionth = right.clone();
            millionth[i] += millionth[i] * 1e-6f;
            new DeepOracle(workload, Formulation.DENSE).checkForward(millionth);
            assertThatThrownBy(() -> new DeepOracle(workload, Formulation.BENT_LINE).checkForward(millionth))
                    .hasMessageContaining("effect");
            float[] hundredth = right.clone();
            hundredth[i] += 0.01f;
            assertThatThrownBy(() -> new DeepOracle(workload, Formulation.DENSE).checkForward(hundredth))
                    .hasMessageContaining("effect " + i);
        }
    }

    /** Judges the last of many dosages, and one in every few. */
    @Test
    void judgesManyDosagesToTheLast() {
        DeepWorkload workload = DeepWorkload.of("1-16-16-1", 100_003, DosageOrder.SHUFFLED);
        Forward engine = DeepImplementation.SIMD.on(workload);
        engine.forward();
        DeepOracle oracle = new DeepOracle(workload, engine.formulation());
        oracle.checkForward(engine.mapped());
        float[] last = engine.mapped().clone();
        last[last.length - 1] += 0.01f;
        assertThatThrownBy(() -> oracle.checkForward(last)).hasMessageContaining("effect 100002");
        float[] half = engine.mapped().clone();
        Arrays.fill(half, 50_000, 50_020, 0f);
        assertThatThrownBy(() -> oracle.checkForward(half)).hasMessageContaining("effect 500");
    }
}
