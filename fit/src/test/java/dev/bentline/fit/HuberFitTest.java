package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Stop;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Robust fits: outliers, the equations that a solution meets, and data without a scale. */
class HuberFitTest {
    private static float[] line(float[] x) {
        float[] t = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            t[i] = x[i] < 4 ? 10 : 10 - 2 * (x[i] - 4);
        }
        return t;
    }

    private static float[] dosages(int count, int distinct) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i % distinct;
        }
        return x;
    }

    @Test
    void anOutlierAmongExactDataIsLeftAside() {
        float[] x = dosages(24, 8);
        float[] t = line(x);
        t[13] = 60;
        Fit squares = BendSearch.of(1).fit(x, t);
        Fit robust = BendSearch.of(1).withHuber().fit(x, t);
        assertThat(WeightedFitTest.effect(squares.network(), 5)).isGreaterThan(12);
        assertThat(WeightedFitTest.effect(robust.network(), 5)).isCloseTo(8, within(1e-3));
        assertThat(robust.stop()).isEqualTo(Stop.CONVERGED);
        assertThat(robust.sumOfSquaredResiduals()).isCloseTo(52 * 52, within(1.0));
        assertThat(robust.loss()).isLessThan(1);
    }

    /** Without an outlier beyond the limit, or half of the data met, least squares stay. */
    @Test
    void dataWithoutAScaleStayAtLeastSquares() {
        float[] x = dosages(16, 8);
        float[] t = line(x);
        Fit exact = BendSearch.of(1).withHuber().fit(x, t);
        assertThat(exact.network()).isEqualTo(BendSearch.of(1).fit(x, t).network());
        assertThat(exact.loss()).isEqualTo(exact.sumOfSquaredResiduals());
        Fit one = BendSearch.of(2).withHuber().fit(new float[] {1, 1, 1}, new float[] {5, 5, 5});
        assertThat(one.loss()).isZero();
    }

    /**
     * At its end, the weighted residuals of Huber's function sum up to 0 against the constant and against each line, since
     * no network near by has a smaller loss at that scale.
     */
    @RepeatedTest(8)
    void theEquationsOfTheEstimateHold(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        float[] x = dosages(40, 10);
        float[] t = line(x);
        for (int i = 0; i < t.length; i++) {
            t[i] += (float) (random.nextGaussian() * (random.nextInt(6) == 0 ? 5 : 0.3));
        }
        Fit fit = BendSearch.of(1).withOutput(Activation.IDENTITY).withHuber().fit(x, t);
        Network network = fit.network();
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = t[i] - WeightedFitTest.effect(network, x[i]);
        }
        double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        double limit = 1.345 * (sizes[19] + sizes[20]) / 2 / 0.6745;
        double forces = 0;
        double torques = 0;
        double loss = 0;
        for (int i = 0; i < x.length; i++) {
            double force = Math.clamp(residuals[i], -limit, limit);
            forces += force;
            torques += force * Math.max(0, network.hiddenWeight(0) * x[i] + network.hiddenBias(0));
            loss += force * (2 * residuals[i] - force);
        }
        assertThat(forces).isCloseTo(0, within(1e-3));
        assertThat(torques).isCloseTo(0, within(1e-3));
        assertThat(fit.loss()).isCloseTo(loss, within(1e-3 * loss));
    }
}
