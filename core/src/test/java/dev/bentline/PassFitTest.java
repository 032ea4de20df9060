package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.descent.MomentLoss;
import dev.bentline.descent.ObservationSort;
import dev.bentline.descent.Shape;
import dev.bentline.testing.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits to arrays: passes of an engine, and an index from where the rule says. */
class PassFitTest {
    /** Observations whose index pays from 71 evaluations on, of which 5 are passes. */
    private static final int MANY = 20_000;

    private static final int BREAK_EVEN = 71;
    private static final int SHARE = 5;

    private static Network start(Activation hidden, int width) {
        Random random = new Random(width);
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = random.nextFloat(1, 3);
            b[h] = -w[h] * random.nextFloat();
            v[h] = random.nextFloat(-1, 1);
        }
        return Network.of(hidden, w, b, v, 0.25f, Activation.IDENTITY);
    }

    private static Observed observed(int count) {
        return Observed.of(Network.relu(), count, 0.2).shuffled();
    }

    private static GradientDescent plain(Network start, double rate, long epochs) {
        return GradientDescent.from(start)
                .withOptimizer(Optimizer.gradientDescent(rate))
                .withEpochs(epochs);
    }

    /** Gradient descent as a user of an engine would write it, then on moments; the losses before each update. */
    private static Network byHand(
            Network start, Observed data, double rate, int passes, int epochs, List<Double> losses) {
        Shape shape = ParameterVector.shape(start);
        double[] parameters = ParameterVector.of(start);
        MomentLoss moments = new MomentLoss(ObservationSort.sorted(data.x(), data.t(), 1), shape);
        for (int epoch = 0; ; epoch++) {
            double[] slopes = new double[parameters.length];
            if (epoch < passes) {
                Gradient gradient =
                        Engine.of(ParameterVector.network(shape, parameters)).gradient(data.x(), data.t());
                losses.add(gradient.loss());
                System.arraycopy(gradient.hiddenWeights(), 0, slopes, 0, shape.width());
                System.arraycopy(gradient.hiddenBiases(), 0, slopes, shape.width(), shape.width());
                System.arraycopy(gradient.outputWeights(), 0, slopes, 2 * shape.width(), shape.width());
                slopes[3 * shape.width()] = gradient.outputBias();
            } else {
                losses.add(moments.evaluate(parameters, slopes));
            }
            if (epoch == epochs) {
                return ParameterVector.network(shape, parameters);
            }
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] -= rate * slopes[i];
            }
        }
    }

    private static Fit listened(GradientDescent descent, Observed data, List<Double> losses) {
        return descent.withListener((restart, epoch, loss) -> {
                    assertThat(restart).isZero();
                    assertThat(epoch).isEqualTo(losses.size());
                    return losses.add(loss);
                })
                .fit(data.x(), data.t());
    }

    // ---- passes

    /** The last is a bent line: of 1,000 observations and 40 nodes an index never pays. */
    @ParameterizedTest
    @CsvSource({"RELU, 1", "RELU, 2", "RELU, 5", "SOFTPLUS, 2", "RELU, 40"})
    void passesAreAnEnginesGradients(Activation hidden, int width) {
        Network start = start(hidden, width);
        assertThat(Engine.of(start).formulation()).isEqualTo(width == 40 ? Formulation.BENT_LINE : Formulation.DENSE);
        Observed data = observed(1000);
        List<Double> expected = new ArrayList<>();
        Network network = byHand(start, data, 1e-5, 21, 20, expected);
        List<Double> losses = new ArrayList<>();
        Fit fit = listened(plain(start, 1e-5, 20), data, losses);
        assertThat(fit.network()).isEqualTo(network);
        assertThat(losses).isEqualTo(expected);
        assertThat(fit.loss()).isEqualTo(expected.getLast());
        assertThat(fit.epochs()).isEqualTo(20);
        assertThat(fit.stop()).isEqualTo(Stop.EPOCHS);
        assertThat(fit.rSquared())
                .isCloseTo(plain(network, 1, 0).fit(data.index()).rSquared(), within(1e-6));
    }

    @Test
    void fewEpochsAreAllPasses() {
        Observed data = observed(MANY);
        List<Double> expected = new ArrayList<>();
        Network start = start(Activation.RELU, 2);
        Network network = byHand(start, data, 1e-6, BREAK_EVEN, BREAK_EVEN - 1, expected);
        List<Double> losses = new ArrayList<>();
        Fit fit = listened(plain(start, 1e-6, BREAK_EVEN - 1), data, losses);
        assertThat(losses).isEqualTo(expected);
        assertThat(fit.network()).isEqualTo(network);
        assertThat(fit.loss()).isEqualTo(expected.getLast());
    }

    // ---- then an index

    @ParameterizedTest
    @ValueSource(ints = {BREAK_EVEN, 200})
    void moreEpochsGoOnByAnIndex(int epochs) {
        Observed data = observed(MANY);
        List<Double> expected = new ArrayList<>();
        Network start = start(Activation.RELU, 2);
        Network network = byHand(start, data, 1e-6, SHARE, epochs, expected);
        List<Double> losses = new ArrayList<>();
        Fit fit = listened(plain(start, 1e-6, epochs), data, losses);
        assertThat(losses).isEqualTo(expected);
        assertThat(fit.network()).isEqualTo(network);
        Fit end = plain(network, 1, 0).fit(data.index());
        assertThat(fit.loss()).isEqualTo(end.loss());
        assertThat(fit.rSquared()).isEqualTo(end.rSquared());
    }

    /** Steps shrink to nothing along the epochs there can be, so both end at about the same place. */
    @Test
    void endsWhereAnIndexDoes() {
        Observed data = observed(MANY);
        GradientDescent descent =
                GradientDescent.from(start(Activation.RELU, 2)).withEpochs(2000);
        Fit indexed = descent.fit(data.index());
        assertThat(descent.fit(data.x(), data.t()).loss()).isCloseTo(indexed.loss(), within(1e-3 * indexed.loss()));
    }

    @Test
    void ascendingDosagesChangeOverSooner() {
        Observed data = observed(MANY).sorted();
        List<Double> expected = new ArrayList<>();
        Network start = start(Activation.RELU, 2);
        Network network = byHand(start, data, 1e-6, 3, 40, expected);
        List<Double> losses = new ArrayList<>();
        assertThat(listened(plain(start, 1e-6, 40), data, losses).network()).isEqualTo(network);
        assertThat(losses).isEqualTo(expected);
    }

    // ---- an index alone

    @Test
    void randomStartsAreOnAnIndex() {
        Observed data = observed(500);
        GradientDescent descent = GradientDescent.random(2, 3, 4).withEpochs(20);
        assertSame(descent.fit(data.x(), data.t()), descent.fit(data.index()));
    }

    @ParameterizedTest
    @CsvSource({"1e-20, 1", "1e20, 1", "1, 1e-20", "1, 1e20", "1e-10, 1e-10"})
    void unitsThatFloatsDoNotSuitAreOnAnIndex(float dosage, float effect) {
        Observed data = observed(500).scaled(dosage, effect);
        for (Activation hidden : List.of(Activation.RELU, Activation.SOFTPLUS)) {
            GradientDescent descent = GradientDescent.from(start(hidden, 2)).withEpochs(20);
            assertSame(descent.fit(data.x(), data.t()), descent.fit(data.index()));
        }
    }

    /** The square of a residual of 1e30 is no float. */
    @Test
    void aLossThatOverflowsFloatsIsAnIndexs() {
        Network start = Network.of(
                Activation.RELU, new float[] {1}, new float[] {0}, new float[] {1}, 1e30f, Activation.IDENTITY);
        Observed data = observed(500);
        GradientDescent descent = GradientDescent.from(start).withEpochs(20);
        assertSame(descent.fit(data.x(), data.t()), descent.fit(data.index()));
        Network softplus = Network.of(
                Activation.SOFTPLUS, new float[] {1}, new float[] {0}, new float[] {1}, 1e30f, Activation.IDENTITY);
        Fit fit = GradientDescent.from(softplus).fit(data.x(), data.t());
        assertThat(fit.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(fit.loss()).isFinite();
    }

    private static void assertSame(Fit fit, Fit expected) {
        assertThat(fit.network()).isEqualTo(expected.network());
        assertThat(fit.loss()).isEqualTo(expected.loss());
        assertThat(fit.sumOfSquaredResiduals()).isEqualTo(expected.sumOfSquaredResiduals());
        assertThat(fit.rSquared()).isEqualTo(expected.rSquared());
        assertThat(fit.epochs()).isEqualTo(expected.epochs());
        assertThat(fit.restart()).isEqualTo(expected.restart());
        assertThat(fit.stop()).isEqualTo(expected.stop());
    }

    // ---- one answer

    @ParameterizedTest
    @CsvSource({"RELU, 2, 30", "RELU, 2, 100", "RELU, 40, 2", "SOFTPLUS, 2, 10"})
    void threadsDoNotMatter(Activation hidden, int width, int epochs) {
        Observed data = observed(100_000);
        GradientDescent descent = GradientDescent.from(start(hidden, width)).withEpochs(epochs);
        Fit one = descent.withThreads(1).fit(data.x(), data.t());
        assertSame(descent.withThreads(3).fit(data.x(), data.t()), one);
        assertSame(descent.fit(data.x(), data.t()), one);
    }

    @Test
    void theMeanIsTheSumDivided() {
        Observed data = observed(64);
        Network start = start(Activation.RELU, 2);
        Fit sum = plain(start, 1e-4, 50).fit(data.x(), data.t());
        Fit mean = plain(start, 64e-4, 50).withLoss(Loss.MSE).fit(data.x(), data.t());
        assertThat(mean.network()).isEqualTo(sum.network());
        assertThat(mean.loss()).isEqualTo(sum.loss() / 64);
        assertThat(mean.sumOfSquaredResiduals()).isEqualTo(sum.loss());
    }

    // ---- why it ends

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "SOFTPLUS"})
    void endsBeforeTheUpdateOnceTheLossIsBelow(Activation hidden) {
        Observed data = observed(300);
        List<Double> losses = new ArrayList<>();
        GradientDescent descent = GradientDescent.from(start(hidden, 2)).withOptimizer(Optimizer.gradientDescent());
        listened(descent.withEpochs(40), data, losses);
        double limit = (losses.get(20) + losses.get(19)) / 2;
        Fit fit = descent.withUntilLoss(limit).fit(data.x(), data.t());
        assertThat(fit.stop()).isEqualTo(Stop.LOSS);
        assertThat(fit.epochs()).isEqualTo(20);
        assertThat(fit.loss()).isEqualTo(losses.get(20));
        Fit atOnce = descent.withUntilLoss(1e9).fit(data.x(), data.t());
        assertThat(atOnce.epochs()).isZero();
        assertThat(atOnce.network()).isEqualTo(start(hidden, 2));
    }

    /** Tried in the passes of a long fit, and after them. */
    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void aLongFitMayEndEarly(int epoch) {
        Observed data = observed(MANY);
        List<Double> losses = new ArrayList<>();
        GradientDescent descent = GradientDescent.from(start(Activation.RELU, 2))
                .withOptimizer(Optimizer.gradientDescent())
                .withEpochs(1000);
        listened(descent, data, losses);
        Fit below = descent.withUntilLoss((losses.get(epoch) + losses.get(epoch - 1)) / 2)
                .fit(data.x(), data.t());
        assertThat(below.stop()).isEqualTo(Stop.LOSS);
        assertThat(below.epochs()).isEqualTo(epoch);
        Fit ended = descent.withListener((restart, now, loss) -> now < epoch).fit(data.x(), data.t());
        assertThat(ended.stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(ended.epochs()).isEqualTo(epoch);
        assertThat(ended.network()).isEqualTo(below.network());
        RuntimeException enough = new RuntimeException("enough");
        assertThatThrownBy(() -> descent.withListener((restart, now, loss) -> {
                            if (now == epoch) {
                                throw enough;
                            }
                            return true;
                        })
                        .fit(data.x(), data.t()))
                .isSameAs(enough);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e3, 1e30, 1e300})
    void divergenceEndsWithTheLastGoodNetwork(double rate) {
        for (int count : new int[] {100, MANY}) {
            Observed data = observed(count);
            Network start = start(Activation.RELU, 2);
            Fit fit = plain(start, rate, 10_000).fit(data.x(), data.t());
            assertThat(fit.stop()).isEqualTo(Stop.DIVERGED);
            assertThat(fit.loss()).isFinite();
            if (count == 100) { // passes, however many epochs there can be
                assertThat(plain(start, rate, fit.epochs())
                                .fit(data.x(), data.t())
                                .network())
                        .isEqualTo(fit.network());
            }
        }
    }

    @Test
    void endsWhereAnUpdateChangesLittle() {
        Observed data = observed(100);
        GradientDescent descent = GradientDescent.from(start(Activation.RELU, 2))
                .withOptimizer(Optimizer.gradientDescent(1e-4))
                .withEpochs(100_000);
        Fit coarse = descent.withUntilChange(1e-3).fit(data.x(), data.t());
        Fit fine = descent.withUntilChange(3e-4).fit(data.x(), data.t());
        assertThat(coarse.stop()).isEqualTo(Stop.CHANGE);
        assertThat(fine.stop()).isEqualTo(Stop.CHANGE);
        assertThat(coarse.epochs()).isLessThan(fine.epochs());
        assertThat(coarse.loss())
                .isEqualTo(
                        Engine.of(coarse.network()).gradient(data.x(), data.t()).loss());
        Fit none = descent.withTrained(ParameterSet.of()).fit(data.x(), data.t());
        assertThat(none.stop()).isEqualTo(Stop.CHANGE);
        assertThat(none.loss())
                .isEqualTo(
                        Engine.of(none.network()).gradient(data.x(), data.t()).loss());
    }

    // ---- edges

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "SOFTPLUS"})
    void noEpochsGiveTheStart(Activation hidden) {
        Network start = start(hidden, 3);
        Observed data = observed(100);
        Fit fit = GradientDescent.from(start).withEpochs(0).fit(data.x(), data.t());
        assertThat(fit.network()).isEqualTo(start);
        assertThat(fit.epochs()).isZero();
        assertThat(fit.stop()).isEqualTo(Stop.EPOCHS);
        assertThat(fit.loss())
                .isEqualTo(Engine.of(start).gradient(data.x(), data.t()).loss());
        Fit indexed = GradientDescent.from(start).withEpochs(0).fit(data.index());
        assertThat(fit.loss()).isCloseTo(indexed.loss(), within(1e-5 * indexed.loss()));
        assertThat(fit.rSquared()).isCloseTo(indexed.rSquared(), within(1e-5));
    }

    @Test
    void oneObservation() {
        Fit fit = GradientDescent.from(Network.relu()).fit(new float[] {0.5f}, new float[] {2});
        assertThat(fit.loss()).isLessThan(1e-6);
        assertThat(fit.rSquared()).isNaN();
    }

    @Test
    void constantObservations() {
        float[] x = new float[10];
        float[] t = new float[10];
        Network start = start(Activation.RELU, 2);
        Fit zero = GradientDescent.from(start).withEpochs(1000).fit(x, t);
        assertThat(zero.loss()).isLessThan(1e-6);
        assertThat(zero.rSquared()).isNaN();
    }

    @Test
    void theBendOfASettingCounts() {
        Network start = Network.relu();
        float[] x = {0.5f};
        float[] t = {3};
        Fit fit = plain(start, 1e-3, 1).withBend(Bend.ONE).fit(x, t);
        assertThat(fit.network().bend()).isEqualTo(Bend.ONE);
        assertThat(fit.network().hiddenBias(0)).isNotEqualTo(start.hiddenBias(0)); // 1.7 * 0.5 - 0.85 is 0
        assertThat(plain(start, 1e-3, 1).fit(x, t).network().hiddenBias(0)).isEqualTo(start.hiddenBias(0));
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    void badArgumentsAreThoseOfAnIndex() {
        float[] two = {1, 2};
        GradientDescent given = GradientDescent.from(Network.relu()).withListener((restart, epoch, loss) -> {
            throw new AssertionError("begun");
        });
        for (GradientDescent descent : List.of(given, given.withEpochs(1), GradientDescent.random(2, 1, 1))) {
            assertAlike(descent, null, two);
            assertAlike(descent, two, null);
            assertAlike(descent, two, new float[3]);
            assertAlike(descent, new float[0], new float[0]);
            for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertAlike(descent, new float[] {1, wrong}, two);
                assertAlike(descent, two, new float[] {wrong, wrong});
                assertAlike(descent, new float[] {1, wrong}, new float[] {wrong, 1});
            }
        }
        assertThatThrownBy(() -> given.withTrained(ParameterSet.of().and(Parameter.HIDDEN_BIAS, 2))
                        .fit(two, two))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAlike(GradientDescent descent, float[] dosages, float[] effects) {
        Throwable expected = catchThrowable(() -> DosageIndex.of(dosages, effects));
        assertThatThrownBy(() -> descent.fit(dosages, effects))
                .isExactlyInstanceOf(expected.getClass())
                .hasMessage(expected.getMessage());
    }

    @Test
    void theArraysAreNotWritten() {
        Observed data = observed(MANY);
        Observed copy = new Observed(data.x().clone(), data.t().clone());
        GradientDescent.from(Network.relu()).withEpochs(100).fit(data.x(), data.t());
        assertThat(data.x()).isEqualTo(copy.x());
        assertThat(data.t()).isEqualTo(copy.t());
    }
}
