package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Parameter;
import dev.bentline.ParameterSet;
import dev.bentline.Stop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statistics of fits, against numbers of NumPy. */
class GoodnessOfFitTest {
    private static final float[] TWICE = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    private static final float[] HINGE = {
        0.5f, -0.25f, 0.25f, -0.5f, 0.25f, 0.5f, 1.75f, 1.25f, 2.5f, 2.75f, 3.5f, 4.25f
    };

    private static GoodnessOfFit goodness(int hidden, float[] dosages, float... effects) {
        DosageIndex index = DosageIndex.of(dosages, effects);
        return GoodnessOfFit.of(BendSearch.of(hidden).fit(index), WeightedObservations.of(index));
    }

    /**
     * Numbers from the least squares of one hinge, which SciPy's bounded minimum finds: numpy.log(2 * pi * rss / n) * n + n for the
     * likelihood, and the formulas of the documentation.
     */
    @Test
    void oneNodeAndReplicates() {
        GoodnessOfFit goodness = goodness(1, TWICE, HINGE);
        assertThat(goodness.observations()).isEqualTo(12);
        assertThat(goodness.distinctDosages()).isEqualTo(6);
        assertThat(goodness.parameters()).isEqualTo(3);
        assertThat(goodness.degreesOfFreedom()).isEqualTo(9);
        assertThat(goodness.lackOfFitDegreesOfFreedom()).isEqualTo(3);
        assertThat(goodness.pureErrorDegreesOfFreedom()).isEqualTo(6);
        assertThat(goodness.flatDegreesOfFreedom()).isEqualTo(2);
        assertThat(goodness.residualSquares()).isCloseTo(1.103125, within(1e-6));
        assertThat(goodness.pureErrorSquares()).isCloseTo(1.03125, within(1e-12));
        assertThat(goodness.totalSquares()).isCloseTo(26.30729166666667, within(1e-12));
        assertThat(goodness.residualStandardError()).isCloseTo(0.3500991922933334, within(1e-7));
        assertThat(goodness.aicc()).isCloseTo(19.127695447416148, within(1e-5));
        assertThat(goodness.bic()).isCloseTo(15.353036332282436, within(1e-5));
        assertThat(goodness.lackOfFitF()).isCloseTo(0.13939393939393965, within(1e-6));
        assertThat(goodness.flatF()).isCloseTo(102.81586402266291, within(1e-4));
    }

    @Test
    void withoutReplicatesThereIsNoPureError() {
        GoodnessOfFit goodness = goodness(1, new float[] {0, 1, 2, 3, 4, 5, 6}, 1, 0, 1, 0, 4, 7, 8);
        assertThat(goodness.pureErrorSquares()).isZero();
        assertThat(goodness.lackOfFitF()).isNaN();
        assertThat(goodness.degreesOfFreedom()).isEqualTo(4);
        assertThat(List.of(goodness.residualStandardError(), goodness.aicc(), goodness.bic(), goodness.flatF()))
                .allMatch(Double::isFinite);
    }

    /** Without an F of lack of fit, for 3 parameters meet 3 means. */
    @Test
    void asManyDosagesAsParameters() {
        GoodnessOfFit goodness = goodness(1, new float[] {0, 0, 1, 1, 2, 2}, 0, 0.5f, 0, 0.5f, 3, 4);
        assertThat(goodness.parameters()).isEqualTo(3);
        assertThat(goodness.residualSquares()).isEqualTo(goodness.pureErrorSquares());
        assertThat(goodness.lackOfFitF()).isNaN();
        assertThat(goodness.residualStandardError()).isCloseTo(Math.sqrt(0.75 / 3), within(1e-9));
    }

    /** Just one observation more than is needed for a statistic, and just as many. */
    @Test
    void tooFewObservationsForAStatistic() {
        double squares = 2;
        double inTotal = 8;
        GoodnessOfFit exact = new GoodnessOfFit(5, 5, 5, squares, 0, inTotal, 0);
        assertThat(List.of(exact.residualStandardError(), exact.aicc(), exact.bic(), exact.flatF(), exact.lackOfFitF()))
                .allMatch(value -> Double.isNaN(value));
        assertThat(new GoodnessOfFit(4, 4, 5, squares, 0, inTotal, 0).residualStandardError())
                .isNaN();
        GoodnessOfFit sixth = new GoodnessOfFit(6, 6, 5, squares, 0, inTotal, 0);
        assertThat(sixth.residualStandardError()).isEqualTo(Math.sqrt(2));
        assertThat(sixth.bic()).isFinite();
        assertThat(sixth.flatF()).isEqualTo((6 / 4.0) / 2);
        assertThat(new GoodnessOfFit(7, 7, 5, squares, 0, inTotal, 0).aicc()).isNaN();
        assertThat(new GoodnessOfFit(8, 8, 5, squares, 0, inTotal, 0).aicc()).isFinite();
    }

    @Test
    void equalEffects() {
        GoodnessOfFit goodness = goodness(2, TWICE, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);
        assertThat(goodness.totalSquares()).isZero();
        assertThat(goodness.residualStandardError()).isZero();
        assertThat(goodness.aicc()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(goodness.flatF()).isNaN();
        assertThat(goodness.lackOfFitF()).isNaN();
    }

    @Test
    void oneDosage() {
        GoodnessOfFit goodness = goodness(0, new float[] {3, 3, 3, 3}, 1, 2, 6, 7);
        assertThat(goodness.distinctDosages()).isOne();
        assertThat(goodness.parameters()).isOne();
        assertThat(goodness.residualSquares()).isEqualTo(26);
        assertThat(goodness.residualStandardError()).isEqualTo(Math.sqrt(26 / 3.0));
        assertThat(goodness.flatF()).isNaN();
        assertThat(goodness.lackOfFitF()).isNaN();
        // R: AIC(lm(c(1, 2, 6, 7) ~ 1)) + 2 * 2 * 3 / (4 - 2 - 1)
        assertThat(goodness.aicc()).isCloseTo(4 * (Math.log(Math.PI * 13) + 1) + 4 + 12, within(1e-12));
    }

    /** Residuals left by rounding the network to floats are nothing. */
    @Test
    void aPerfectFit() {
        GoodnessOfFit goodness = goodness(1, TWICE, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.4f, 0.4f, 0.7f, 0.7f, 1, 1);
        assertThat(goodness.residualSquares()).isZero();
        assertThat(goodness.residualStandardError()).isZero();
        assertThat(goodness.aicc()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(goodness.bic()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(goodness.flatF()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(goodness.lackOfFitF()).isNaN();
    }

    @Test
    void withoutALookAtTheDosagesAllButTheLackOfFitIsTheSame() {
        DosageIndex index = DosageIndex.of(TWICE, HINGE);
        Fit fit = BendSearch.of(1).fit(index);
        GoodnessOfFit goodness = GoodnessOfFit.withoutReplicates(fit, HINGE, ParameterSet.all());
        GoodnessOfFit same = GoodnessOfFit.of(fit, WeightedObservations.of(index));
        assertThat(goodness.lackOfFitF()).isNaN();
        assertThat(goodness.residualStandardError()).isEqualTo(same.residualStandardError());
        assertThat(goodness.aicc()).isEqualTo(same.aicc());
        assertThat(goodness.bic()).isEqualTo(same.bic());
        assertThat(goodness.flatF()).isCloseTo(same.flatF(), within(1e-9));
    }

    /**
     * Whole weights count as so many observations do, but in n. As R: of logLik.lm, 0.5 * (sum(log(w)) - n * (log(2 * pi) + 1
     * - log(n) + log(sum(w * r^2)))).
     */
    @Test
    void weights() {
        float[] x = {0, 0, 1, 1, 2, 2, 3, 3};
        float[] t = {1, 0, 0, 0.5f, 2, 1, 4, 2.5f};
        float[] w = {2, 1, 0.5f, 1, 3, 1, 4, 0};
        WeightedObservations observations = WeightedObservations.of(x, t, w);
        GoodnessOfFit goodness = GoodnessOfFit.of(BendSearch.of(0).fit(observations), observations);
        double mean = (2 + 0.5 + 6 + 1 + 16) / 12.5;
        double squares = 0;
        double logs = 0;
        for (int i = 0; i < 7; i++) {
            squares += w[i] * (t[i] - mean) * (t[i] - mean);
            logs += Math.log(w[i]);
        }
        double likelihood = 0.5 * (logs - 7 * (Math.log(2 * Math.PI) + 1 - Math.log(7) + Math.log(squares)));
        assertThat(goodness.observations()).isEqualTo(7);
        assertThat(goodness.distinctDosages()).isEqualTo(4);
        assertThat(goodness.residualStandardError()).isCloseTo(Math.sqrt(squares / 6), within(1e-12));
        assertThat(goodness.bic()).isCloseTo(2 * Math.log(7) - 2 * likelihood, within(1e-12));
        assertThat(goodness.aicc()).isCloseTo(4 + 12.0 / 4 - 2 * likelihood, within(1e-12));
        double within = 2 / 3.0 + 0.25 / 3 + 0.75; // u v / (u + v) (s - t)^2 of two observations of weights u and v
        assertThat(goodness.pureErrorSquares()).isCloseTo(within, within(1e-12));
        assertThat(goodness.lackOfFitF()).isCloseTo((squares - within) / 3 / (within / 3), within(1e-9));
    }

    @Test
    void replicatesThatAgreeShowAnyLackOfFit() {
        GoodnessOfFit goodness = goodness(0, TWICE, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
        assertThat(goodness.lackOfFitF()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void worseThanAFlatLine() {
        assertThat(new GoodnessOfFit(12, 6, 3, 9, 2, 8, 0).flatF()).isZero();
    }

    private static int parameters(Network network, ParameterSet trained) {
        DosageIndex index = DosageIndex.of(TWICE, HINGE);
        Fit fit = new Fit(network, 30, 30, 0, 1, 0, Stop.EPOCHS, 0);
        return GoodnessOfFit.of(fit, WeightedObservations.of(index), trained).parameters();
    }

    @Test
    void parametersAreThoseThatWereFitted() {
        assertThat(parameters(Network.relu(), ParameterSet.all())).isEqualTo(5);
        assertThat(parameters(Network.softplus(), ParameterSet.all())).isEqualTo(7);
        assertThat(parameters(Network.relu(), ParameterSet.of(Parameter.OUTPUT_BIAS)))
                .isEqualTo(1);
        assertThat(parameters(Network.relu(), ParameterSet.of(Parameter.OUTPUT_WEIGHT)))
                .isEqualTo(2);
        assertThat(parameters(
                        Network.relu(),
                        ParameterSet.of(Parameter.OUTPUT_WEIGHT, Parameter.HIDDEN_BIAS)
                                .and(Parameter.HIDDEN_WEIGHT, 1)))
                .isEqualTo(4);
    }

    @Test
    void aNodeThatDoesNothingHasNoParameters() {
        Network idle = Network.of(
                Activation.RELU,
                new float[] {1, 0, 3},
                new float[] {1, 2, 3},
                new float[] {0, 2, 3},
                4,
                Activation.IDENTITY);
        assertThat(parameters(idle, ParameterSet.all())).isEqualTo(3);
    }

    @Test
    void observationsOfAnotherScaleAreRefused() {
        float[] dosages = {0.1f, 1, 10, 100, 1000};
        float[] effects = {5, 4, 3, 2, 1};
        Fit fit = BendSearch.of(1).fit(WeightedObservations.of(dosages, effects, DosageScale.log10(0.1f)));
        assertThatThrownBy(() -> GoodnessOfFit.of(fit, WeightedObservations.of(dosages, effects)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network is on the scale log10, 0 at 0.1; it must be on that of the observations, linear");
    }
}
