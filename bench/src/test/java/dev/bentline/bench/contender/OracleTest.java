package dev.bentline.bench.contender;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Activation;
import dev.bentline.Formulation;
import dev.bentline.Network;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The oracle against numbers worked out by hand, and against results that are a little wrong. */
class OracleTest {
    /** z = 0.25 + 2 max(0, x - 0.5). */
    private static final Network ONE_NODE = Network.of(
            Activation.RELU, new float[] {1f}, new float[] {-0.5f}, new float[] {2f}, 0.25f, Activation.RELU);

    private final float[] dosages = {0f, 0.25f, 0.5f, 0.75f, 1f};
    private final float[] observed = {1f, 1f, 1f, 1f, 0.5f};
    private final Oracle oracle = new Oracle(new Workload(ONE_NODE, dosages, observed), Formulation.DENSE);

    private final float[] effects = {0.25f, 0.25f, 0.25f, 0.75f, 1.25f};
    private final float[] slopes = {0f, 0f, 0f, 2f, 2f};
    // residuals -0.75 -0.75 -0.75 -0.25 0.75; d twice that; S0 = 1, S1 = 1.125
    private final double[] sums = {2.3125, -3.5, 2.25, 2, 0.625};

    @Test
    void acceptsWhatIsRight() {
        oracle.checkForward(effects);
        oracle.checkDerivative(slopes);
        oracle.checkGradient(sums, 0);
    }

    @Test
    void acceptsEitherSlopeAtTheBend() {
        slopes[2] = 2f;
        assertThatCode(() -> oracle.checkDerivative(slopes)).doesNotThrowAnyException();
    }

    @Test
    void refusesEveryEffectThatIsALittleWrong() {
        for (int i = 0; i < effects.length; i++) {
            for (float wrong : new float[] {effects[i] + 1e-5f, effects[i] - 1e-5f, Float.NaN}) {
                float[] changed = effects.clone();
                changed[i] = wrong;
                assertThatThrownBy(() -> oracle.checkForward(changed)).hasMessageContaining("effect");
            }
        }
    }

    @Test
    void refusesEverySlopeThatIsALittleWrong() {
        for (int i = 0; i < slopes.length; i++) {
            for (float wrong : new float[] {slopes[i] + 1e-5f, slopes[i] - 1e-5f, 1e3f, Float.NaN}) {
                float[] changed = slopes.clone();
                changed[i] = wrong;
                if (i != 2 || !(wrong >= 0 && wrong <= 2)) {
                    assertThatThrownBy(() -> oracle.checkDerivative(changed)).hasMessageContaining("slope");
                }
            }
        }
    }

    @Test
    void refusesEverySumThatIsALittleWrong() {
        // Away from the bend, where either one-sided value would do.
        float[] away = {0f, 0.25f, 0.375f, 0.75f, 1f};
        Oracle strict = new Oracle(new Workload(ONE_NODE, away, observed), Formulation.DENSE);
        strict.checkGradient(sums, 128);
        for (int i = 0; i < sums.length; i++) {
            for (double wrong : new double[] {sums[i] + 1e-4, sums[i] - 1e-4, Double.NaN}) {
                double[] changed = sums.clone();
                changed[i] = wrong;
                assertThatThrownBy(() -> strict.checkGradient(changed, 128)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /** Refuses what node by node would pass ten times over. */
    @Test
    void refusesABentLineThatIsAMillionthWrong() {
        Workload wide = Workload.of(Workload.reluOf(1024), 1_000);
        Oracle bentLine = new Oracle(wide, Formulation.BENT_LINE);
        Contender engine = Implementation.BENT_LINE.on(wide);
        engine.forward();
        float[] right = engine.mapped();
        bentLine.checkForward(right);
        for (int i = 0; i < right.length; i++) {
            float[] changed = right.clone();
            changed[i] += changed[i] * 1e-6f;
            new Oracle(wide, Formulation.DENSE).checkForward(changed);
            if (right[i] > 0.01) {
                assertThatThrownBy(() -> bentLine.checkForward(changed)).hasMessageContaining("effect " + i);
            }
        }
    }

    /** Refuses what an oracle of floats would take. */
    @Test
    void refusesSumsInDoubleThatAreOffByWhatFloatsMay() {
        float[] away = {0f, 0.25f, 0.375f, 0.75f, 1f};
        Workload workload = new Workload(ONE_NODE, away, observed);
        Oracle doubles = Oracle.ofDoubles(workload);
        doubles.checkGradient(sums, away.length);
        for (int i = 0; i < sums.length; i++) {
            double[] changed = sums.clone();
            changed[i] += 1e-10;
            new Oracle(workload, Formulation.DENSE).checkGradient(changed, 1);
            assertThatThrownBy(() -> doubles.checkGradient(changed, away.length))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void refusesMissingResults() {
        assertThatThrownBy(() -> oracle.checkForward(Arrays.copyOf(effects, 4)))
                .hasMessageContaining("4 results for 5");
        assertThatThrownBy(() -> oracle.checkDerivative(new float[6])).hasMessageContaining("6 results for 5");
    }

    @Test
    void refusesASumOfMillionsThatIsAThousandthWrong() {
        Workload workload = Workload.of(Network.relu(), 1_000_000);
        MathMaxLoop loop = new MathMaxLoop(workload);
        Oracle million = new Oracle(workload, Formulation.DENSE);
        double[] right = loop.gradient();
        million.checkGradient(right, Compiler.GCC.floatAdditions(workload.size()));
        double[] wrong = right.clone();
        wrong[0] *= 1.001;
        assertThatThrownBy(() -> million.checkGradient(wrong, Compiler.GCC.floatAdditions(workload.size())))
                .hasMessageContaining("loss");
    }
}
