package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.Engine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.Loss;
import dev.bentline.Network;
import dev.bentline.Segment;
import dev.bentline.Stop;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits that search for bends: what a descent finds they find, the rounding to floats, and what is refused. */
class BendSearchTest {
    private static float[][] sample(Network network, int count, double noise, SplittableRandom random) {
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(0, 13) / 12f;
        }
        Engine.of(network).forward(x, t);
        for (int i = 0; i < count; i++) {
            t[i] += (float) (noise * random.nextDouble(-1, 1));
        }
        return new float[][] {x, t};
    }

    @Test
    void theWorkedExampleIsFoundAgain() {
        float[][] data = sample(Network.relu(), 60, 0, new SplittableRandom(1));
        Fit fit = BendSearch.of(2).fit(data[0], data[1]);
        assertThat(fit.stop()).isEqualTo(Stop.GLOBAL);
        assertThat(fit.sumOfSquaredResiduals()).isCloseTo(0, within(1e-11));
        assertThat(fit.network().output()).isEqualTo(Activation.RELU);
    }

    /** A descent of many starts finds nothing better, on data of all kinds. */
    @RepeatedTest(12)
    void aDescentFindsNothingBetter(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        float[] x = new float[24];
        float[] t = new float[24];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(0, 8);
            double effect = switch (repetition.getCurrentRepetition() % 4) {
                case 0 -> Math.exp(-x[i]);
                case 1 -> Math.sin(x[i]) * 10;
                case 2 -> x[i] == 3 ? 1 : 0;
                default -> random.nextDouble();
            };
            t[i] = (float) (effect + 0.1 * random.nextDouble(-1, 1));
        }
        Fit search = BendSearch.of(2).fit(x, t);
        Fit descent = GradientDescent.random(2, 1, 8).withEpochs(2_000).fit(x, t);
        assertThat(search.sumOfSquaredResiduals())
                .isLessThanOrEqualTo(descent.sumOfSquaredResiduals() * (1 + 1e-6) + 1e-11);
        assertThat(search.stop()).isEqualTo(Stop.GLOBAL);
        double squares = DosageIndex.of(x, t).gradient(search.network()).loss();
        assertThat(search.sumOfSquaredResiduals()).isCloseTo(squares, within(1e-9 * squares + 1e-12));
    }

    @Test
    void theOrderOfTheObservationsDoesNotMatter() {
        float[][] data = sample(Network.relu(), 40, 0.1, new SplittableRandom(3));
        float[] x = data[0].clone();
        float[] t = data[1].clone();
        for (int i = 0; i < x.length; i++) {
            x[i] = data[0][x.length - 1 - i];
            t[i] = data[1][x.length - 1 - i];
        }
        assertThat(BendSearch.of(2).fit(x, t)).isEqualTo(BendSearch.of(2).fit(data[0], data[1]));
    }

    /** Dosages and effects of any unit give the same fit in that unit. */
    @ParameterizedTest
    @ValueSource(ints = {-120, -60, -1, 1, 60, 100})
    void unitsDoNotMatter(int exponent) {
        float[][] data = sample(Network.relu(), 40, 0.1, new SplittableRandom(4));
        Fit plain = BendSearch.of(2).fit(data[0], data[1]);
        float unit = Math.scalb(1f, exponent);
        float[] x = new float[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = data[0][i] * unit;
        }
        Fit scaled = BendSearch.of(2).fit(x, data[1]);
        assertThat(scaled.sumOfSquaredResiduals())
                .isCloseTo(plain.sumOfSquaredResiduals(), within(1e-6 * plain.sumOfSquaredResiduals()));
    }

    @Test
    void anOutputOfOnesChoice() {
        float[] x = {0, 1, 2, 3};
        float[] t = {-1, 0, -1, 1};
        Fit fit = BendSearch.of(1).withOutput(Activation.RELU).fit(x, t);
        assertThat(fit.network().output()).isEqualTo(Activation.RELU);
        assertThat(fit.sumOfSquaredResiduals()).isCloseTo(2, within(1e-10));
        assertThat(BendSearch.of(3).withOutput(Activation.IDENTITY).fit(x, t).sumOfSquaredResiduals())
                .isCloseTo(0, within(1e-10));
    }

    @Test
    void theMeanIsALossToo() {
        float[][] data = sample(Network.relu(), 40, 0.1, new SplittableRandom(5));
        Fit fit = BendSearch.of(2).withLoss(Loss.MSE).fit(data[0], data[1]);
        assertThat(fit.loss()).isEqualTo(fit.sumOfSquaredResiduals() / 40);
    }

    @Test
    void oneDosageAndEqualEffects() {
        Fit one = BendSearch.of(2).fit(new float[] {3, 3, 3}, new float[] {1, 2, 6});
        assertThat(one.sumOfSquaredResiduals()).isCloseTo(14, within(1e-9));
        Fit flat = BendSearch.of(2).fit(new float[] {1, 2, 3}, new float[] {-5, -5, -5});
        assertThat(flat.sumOfSquaredResiduals()).isZero();
    }

    /** The best flat line is the mean, on a node that does nothing. */
    @Test
    void withoutNodesTheLineIsFlat() {
        float[] x = {0, 1, 1, 4};
        for (float[] t : new float[][] {{1, 2, 3, 6}, {-1, -2, -3, -6}, {-3, 1, 1, 1}}) {
            Fit fit = BendSearch.of(0).fit(x, t);
            double mean = (t[0] + t[1] + t[2] + t[3]) / 4.0;
            double squares = 0;
            for (float effect : t) {
                squares += (effect - mean) * (effect - mean);
            }
            assertThat(fit.sumOfSquaredResiduals()).isCloseTo(squares, within(1e-12));
            assertThat(fit.stop()).isEqualTo(Stop.GLOBAL);
            float[] effects = new float[4];
            Engine.of(fit.network()).forward(x, effects);
            assertThat(effects).containsOnly((float) mean);
            assertThat(fit.network().width()).isOne();
            assertThat(fit.network().outputWeight(0)).isZero();
        }
    }

    @Test
    void moreDosagesThanASearchTakesAreRefused() {
        float[] x = new float[10_001];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        assertThatThrownBy(() -> BendSearch.of(2).fit(x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there are 10001 distinct dosages; a search of bends takes at most 10000, and GradientDescent"
                                + " any number");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7})
    void widthsBeyondItsReachAreRefused(int hidden) {
        assertThatThrownBy(() -> BendSearch.of(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden is " + hidden + "; it must be from 0 to 6");
    }

    /** The slopes of networks in floats have the right sign, every one, beyond the dosages too. */
    @RepeatedTest(10)
    void monotoneNetworksNeverTurn(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int set = 0; set < 6; set++) {
            int hidden = 1 + random.nextInt(6);
            float[] x = new float[20];
            float[] t = new float[20];
            float unit = (float) Math.pow(10, random.nextInt(-4, 5));
            for (int i = 0; i < x.length; i++) {
                x[i] = unit * (random.nextInt(12) + 3);
                t[i] = (float) (Math.exp(-x[i] / unit / 4) + random.nextInt(2) * 0.2 * random.nextDouble(-1, 1));
            }
            Monotone monotone = random.nextBoolean() ? Monotone.INCREASING : Monotone.DECREASING;
            Fit fit = BendSearch.of(hidden).withMonotone(monotone).fit(x, t);
            int trend = monotone == Monotone.INCREASING ? 1 : -1;
            for (Segment segment : BentLine.of(fit.network()).segments()) {
                assertThat(segment.slope() * trend).isGreaterThanOrEqualTo(0);
            }
            assertThat(fit.sumOfSquaredResiduals())
                    .isGreaterThanOrEqualTo(
                            BendSearch.of(Math.min(3, hidden)).fit(x, t).sumOfSquaredResiduals()
                                    * (hidden > 3 ? 0 : 1 - 1e-5));
            if (hidden <= 3) {
                assertThat(fit.stop()).isEqualTo(Stop.GLOBAL);
            }
        }
    }

    /** Effects that rise and fall: falling ones are at best their mean up to the top, and a mean of all if they only rise. */
    @Test
    void whatTurnsIsPooled() {
        float[] x = {0, 1, 2, 3, 4};
        float[] t = {1, 2, 3, 4, 5};
        Fit flat = BendSearch.of(2).withMonotone(Monotone.DECREASING).fit(x, t);
        assertThat(flat.sumOfSquaredResiduals()).isCloseTo(10, within(1e-9));
        assertThat(flat.rSquared()).isZero();
        float[] hormesis = {4, 5, 6, 2, 0};
        Fit falling = BendSearch.of(3).withMonotone(Monotone.DECREASING).fit(x, hormesis);
        assertThat(falling.sumOfSquaredResiduals()).isCloseTo(2, within(1e-9));
    }

    /** Dosages so far apart that floats cannot tell the bends: the flat line is better than what is left of them. */
    @Test
    void isNeverWorseThanAFlatLine() {
        float[] x = {0, 1e-30f, 1, 1e30f, 4e30f, 5e30f, 6e30f};
        float[] t = {5, 4, 1, 1, 0.9f, 0.5f, 0.7f};
        for (int hidden = 0; hidden <= 3; hidden++) {
            Fit fit = BendSearch.of(hidden).fit(x, t);
            assertThat(fit.rSquared()).as("%d nodes", hidden).isNotNegative();
            assertThat(fit.network().width()).isEqualTo(Math.max(1, hidden));
        }
    }
}
