package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Loss;
import dev.bentline.Network;
import dev.bentline.Stop;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of observations with weights, against repeated observations. */
class WeightedFitTest {
    private final SplittableRandom random = new SplittableRandom(7);
    private final float[] x = new float[20];
    private final float[] t = new float[20];

    private void draw(double shift) {
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(9) - 2;
            t[i] = (float) (Math.sin(x[i]) + shift + 0.3 * random.nextDouble(-1, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 2})
    void weightsOfOneChangeNoBit(double shift) {
        draw(shift);
        float[] ones = new float[x.length];
        Arrays.fill(ones, 1);
        for (BendSearch search : new BendSearch[] {
            BendSearch.of(2),
            BendSearch.of(2).withLoss(Loss.MSE),
            BendSearch.of(2).withHuber(),
            BendSearch.of(2).withMonotone(Monotone.INCREASING)
        }) {
            assertThat(search.fit(WeightedObservations.of(x, t, ones))).isEqualTo(search.fit(x, t));
        }
    }

    @RepeatedTest(10)
    void wholeWeightsAreRepeatedObservations(RepetitionInfo repetition) {
        for (int i = 0; i < repetition.getCurrentRepetition(); i++) {
            draw(i % 2);
        }
        float[] weights = new float[x.length];
        int rows = 0;
        for (int i = 0; i < x.length; i++) {
            weights[i] = random.nextInt(4);
            rows += (int) weights[i];
        }
        float[] repeatedX = new float[rows];
        float[] repeatedT = new float[rows];
        int row = 0;
        for (int i = 0; i < x.length; i++) {
            for (int again = 0; again < weights[i]; again++) {
                repeatedX[row] = x[i];
                repeatedT[row++] = t[i];
            }
        }
        for (BendSearch search : new BendSearch[] {
            BendSearch.of(2),
            BendSearch.of(2).withLoss(Loss.MSE),
            BendSearch.of(1).withHuber()
        }) {
            Fit weighted = search.fit(WeightedObservations.of(x, t, weights));
            Fit repeated = search.fit(repeatedX, repeatedT);
            assertThat(weighted.sumOfSquaredResiduals())
                    .isCloseTo(repeated.sumOfSquaredResiduals(), within(1e-5 * repeated.sumOfSquaredResiduals()));
            assertThat(weighted.loss()).isCloseTo(repeated.loss(), within(1e-5 * repeated.loss()));
            assertThat(weighted.rSquared()).isCloseTo(repeated.rSquared(), within(1e-5));
            assertThat(weighted.stop()).isEqualTo(repeated.stop());
        }
    }

    /** The loss is that of the network, by the words of its definition. */
    @Test
    void theSumIsThatOfWeightedResiduals() {
        draw(0);
        float[] weights = new float[x.length];
        double sum = 0;
        double all = 0;
        for (int i = 0; i < x.length; i++) {
            weights[i] = random.nextFloat();
            all += weights[i];
        }
        Fit fit = BendSearch.of(2).withLoss(Loss.MSE).fit(WeightedObservations.of(x, t, weights));
        double mean = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = t[i] - effect(fit.network(), x[i]);
            sum += weights[i] * residual * residual;
            mean += weights[i] * t[i] / all;
        }
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            total += weights[i] * (t[i] - mean) * (t[i] - mean);
        }
        assertThat(fit.sumOfSquaredResiduals()).isCloseTo(sum, within(1e-9 * sum));
        assertThat(fit.loss()).isCloseTo(sum / all, within(1e-9 * sum));
        assertThat(fit.rSquared()).isCloseTo(1 - sum / total, within(1e-9));
        assertThat(fit.stop()).isEqualTo(Stop.GLOBAL);
    }

    static double effect(Network network, double dosage) {
        double z = network.outputBias();
        for (int h = 0; h < network.width(); h++) {
            z += network.outputWeight(h) * Math.max(0, network.hiddenWeight(h) * dosage + network.hiddenBias(h));
        }
        return network.output() == Activation.RELU ? Math.max(0, z) : z;
    }

    /** The unit of weights does not matter, nor the order of the rows. */
    @ParameterizedTest
    @ValueSource(ints = {-60, -1, 3, 60})
    void unitAndOrderDoNotMatter(int exponent) {
        draw(0);
        float[] weights = new float[x.length];
        float[] scaled = new float[x.length];
        float[] otherX = new float[x.length];
        float[] otherT = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int other = x.length - 1 - i;
            weights[i] = 0.5f + random.nextFloat();
            scaled[other] = Math.scalb(weights[i], exponent);
            otherX[other] = x[i];
            otherT[other] = t[i];
        }
        assertThat(BendSearch.of(2)
                        .fit(WeightedObservations.of(otherX, otherT, scaled))
                        .network())
                .isEqualTo(BendSearch.of(2)
                        .fit(WeightedObservations.of(x, t, weights))
                        .network());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 'weight 2 is -1.0; it must be a finite float of at least 0'",
        "NaN, 'weight 2 is NaN; it must be a finite float of at least 0'",
        "Infinity, 'weight 2 is Infinity; it must be a finite float of at least 0'"
    })
    void weightsThatAreNoneAreRefused(float weight, String message) {
        float[] three = {1, 2, 3};
        assertThatThrownBy(() -> WeightedObservations.of(three, three, new float[] {1, 0, weight}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void lengthsAndObservationsAreChecked() {
        float[] two = {1, 2};
        assertThatThrownBy(() -> WeightedObservations.of(two, two, new float[1]))
                .hasMessage("there are 2 dosages, 2 effects and 1 weights; they must be as many");
        assertThatThrownBy(() -> WeightedObservations.of(two, two, new float[2]))
                .hasMessage("there are 0 observations of a weight above 0; at least 1 is needed");
        assertThatThrownBy(() -> WeightedObservations.of(new float[] {1, Float.NaN}, two, two))
                .hasMessage("dosage 1 is NaN; it must be a finite float");
        assertThatThrownBy(() -> WeightedObservations.of(two, new float[] {Float.NEGATIVE_INFINITY, 1}, two))
                .hasMessage("effect 0 is -Infinity; it must be a finite float");
    }

    @Test
    void dosagesMayBeSeenOnAScale() {
        float[] dosages = {0, 1, 1, 2, 4, 8, 16, 32};
        float[] effects = {9, 9, 8, 7, 5, 3, 1, 1};
        float[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
        DosageScale scale = DosageScale.log10(dosages);
        assertThat(BendSearch.of(2).fit(WeightedObservations.of(dosages, effects, ones, scale)))
                .isEqualTo(BendSearch.of(2).fit(DosageIndex.of(dosages, effects, scale, 1)));
        assertThat(BendSearch.of(2).fit(WeightedObservations.of(dosages, effects, ones, DosageScale.LINEAR)))
                .isEqualTo(BendSearch.of(2).fit(WeightedObservations.of(dosages, effects, ones)));
        dosages[3] = -2;
        assertThatThrownBy(() -> BendSearch.of(2).fit(WeightedObservations.of(dosages, effects, ones, scale)))
                .hasMessage("dosage 3 is -2.0; on a scale of logarithms it must be 0 or above");
    }
}
