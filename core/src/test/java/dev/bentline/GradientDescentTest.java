package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bentline.testing.Networks;
import dev.bentline.testing.Observed;
import dev.bentline.testing.Textbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits: the textbook's updates, what may move, why it ends, and whether it finds what was there. */
class GradientDescentTest {
    private static final DosageIndex THREE = DosageIndex.of(new float[] {0, 0.5f, 1}, new float[] {0, 1, 0});

    /** Near the worked example, and alive. */
    private static Network perturbed(Activation hidden) {
        return hidden == Activation.RELU
                ? Network.of(
                        hidden,
                        new float[] {1.65f, 12.4f},
                        new float[] {-0.83f, 0.05f},
                        new float[] {-40, 2.75f},
                        -15.9f,
                        Activation.RELU)
                : Network.of(
                        hidden,
                        new float[] {-30, -2.8f},
                        new float[] {2.3f, 1.1f},
                        new float[] {-1.1f, 2.4f},
                        -0.4f,
                        Activation.IDENTITY);
    }

    // ---- the textbook

    @ParameterizedTest
    @CsvSource({"RELU, SSR", "RELU, MSE", "SOFTPLUS, SSR", "SOFTPLUS, MSE"})
    void aRateMeansTheTextbooksUpdate(Activation hidden, Loss loss) {
        Network start = perturbed(hidden);
        Observed observed = Observed.of(start, 40, 0.3);
        double rate = loss == Loss.SSR ? 1e-5 : 4e-4;
        Fit fit = GradientDescent.from(start)
                .withOptimizer(Optimizer.gradientDescent(rate))
                .withLoss(loss)
                .withEpochs(60)
                .fit(observed.shuffled().index());
        double[] expected = Textbook.descend(start, observed, rate / (loss == Loss.MSE ? 40 : 1), 60);
        double[] found = Textbook.parameters(fit.network());
        double[] begun = Textbook.parameters(start);
        double tolerance = hidden == Activation.RELU ? 1e-9 : 1e-5; // an engine's floats make softplus' gradient
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i])
                    .as("parameter %d", i)
                    .isCloseTo(
                            expected[i],
                            within(Math.ulp((float) expected[i]) + tolerance * Math.abs(expected[i] - begun[i])));
        }
        assertThat(found).isNotEqualTo(begun);
        assertThat(fit.epochs()).isEqualTo(60);
        assertThat(fit.stop()).isEqualTo(Stop.EPOCHS);
    }

    /** The sum of squares is the mean times n, so a rate n times as large makes the same fit of the mean. */
    @Test
    void theMeanIsTheSumDivided() {
        Observed observed = Observed.of(Network.relu(), 64, 0.1);
        GradientDescent descent =
                GradientDescent.from(perturbed(Activation.RELU)).withEpochs(100);
        Fit sum = descent.withOptimizer(Optimizer.gradientDescent(1e-6)).fit(observed.index());
        Fit mean = descent.withOptimizer(Optimizer.gradientDescent(64e-6))
                .withLoss(Loss.MSE)
                .fit(observed.index());
        assertThat(mean.network()).isEqualTo(sum.network());
        assertThat(sum.loss()).isEqualTo(sum.sumOfSquaredResiduals());
        assertThat(mean.loss()).isEqualTo(sum.loss() / 64);
        assertThat(mean.sumOfSquaredResiduals()).isEqualTo(sum.loss());
    }

    /** Fits what gradient descent is introduced with: all but the last bias is known, and that starts at 0. */
    @Test
    void onlyTheOutputBiasFromZero() {
        Network relu = Network.relu();
        Network start = Network.of(
                Activation.RELU, relu.hiddenWeights(), relu.hiddenBiases(), relu.outputWeights(), 0, Activation.RELU);
        // Only dosage 0.5 is active: its effect is 17.01 + c, observed is 1.
        for (Optimizer optimizer : List.of(
                Optimizer.adam(), Optimizer.gradientDescent(), Optimizer.gradientDescent(0.1), Optimizer.adam(0.1))) {
            Fit fit = GradientDescent.from(start)
                    .withOptimizer(optimizer)
                    .withTrained(ParameterSet.of(Parameter.OUTPUT_BIAS))
                    .fit(THREE);
            assertThat(fit.network().outputBias()).as("%s", optimizer).isCloseTo(-16.01f, within(1e-4f));
            assertThat(fit.loss()).as("%s", optimizer).isLessThan(1e-8);
            assertThat(fit.network().hiddenWeights()).isEqualTo(relu.hiddenWeights());
            assertThat(fit.network().hiddenBiases()).isEqualTo(relu.hiddenBiases());
            assertThat(fit.network().outputWeights()).isEqualTo(relu.outputWeights());
        }
        Fit one = GradientDescent.from(start)
                .withOptimizer(Optimizer.gradientDescent(0.1))
                .withTrained(ParameterSet.of(Parameter.OUTPUT_BIAS))
                .withEpochs(1)
                .fit(THREE);
        float p = 0.5f * 1.70f - 0.85f;
        assertThat(p).isZero();
        assertThat(one.network().outputBias()).isEqualTo((float) -(0.1 * 2 * (2.7f * (12.6f * 0.5) - 1)));
    }

    // ---- what may move

    static Stream<ParameterSet> sets() {
        return Stream.of(
                ParameterSet.of(),
                ParameterSet.of(Parameter.HIDDEN_WEIGHT),
                ParameterSet.of(Parameter.HIDDEN_BIAS),
                ParameterSet.of(Parameter.OUTPUT_WEIGHT),
                ParameterSet.of(Parameter.OUTPUT_BIAS),
                ParameterSet.of().and(Parameter.HIDDEN_WEIGHT, 1),
                ParameterSet.of().and(Parameter.HIDDEN_BIAS, 0),
                ParameterSet.of().and(Parameter.OUTPUT_WEIGHT, 1),
                ParameterSet.of(Parameter.OUTPUT_BIAS).and(Parameter.HIDDEN_BIAS, 1),
                ParameterSet.of(Parameter.HIDDEN_WEIGHT).and(Parameter.OUTPUT_WEIGHT),
                ParameterSet.all());
    }

    /** Odd numbers, in units far from 1, so that any scaling that rounds would show. */
    @ParameterizedTest
    @MethodSource("sets")
    void whatMayNotMoveKeepsItsBits(ParameterSet trained) {
        Network start = Network.of(
                Activation.RELU,
                new float[] {0.0123457f, -0.0034567f},
                new float[] {-3.1234567f, 2.7654321f},
                new float[] {34567.89f, -2345.679f},
                12345.678f,
                Activation.IDENTITY);
        Observed observed = Observed.of(Network.relu(), 200, 0.1).scaled(987.65f, 123456.7f);
        for (Optimizer optimizer : List.of(Optimizer.adam(), Optimizer.gradientDescent(), Optimizer.adam(0.01))) {
            Fit fit = GradientDescent.from(start)
                    .withTrained(trained)
                    .withOptimizer(optimizer)
                    .withEpochs(30)
                    .fit(observed.index());
            boolean[] moves = trained.in(ParameterVector.shape(start));
            double[] before = ParameterVector.of(start);
            double[] after = ParameterVector.of(fit.network());
            for (int i = 0; i < moves.length; i++) {
                boolean same = Float.floatToRawIntBits((float) before[i]) == Float.floatToRawIntBits((float) after[i]);
                assertThat(same).as("%s, parameter %d", trained, i).isEqualTo(!moves[i]);
            }
        }
    }

    // ---- why it ends

    @Test
    void nothingToTrainEndsAtOnce() {
        Fit fit = GradientDescent.from(Network.relu())
                .withTrained(ParameterSet.of())
                .fit(THREE);
        assertThat(fit.network()).isEqualTo(Network.relu());
        assertThat(fit.stop()).isEqualTo(Stop.CHANGE);
    }

    @Test
    void noEpochsGiveTheStart() {
        Fit fit = GradientDescent.from(Network.softplus()).withEpochs(0).fit(THREE);
        assertThat(fit.network()).isEqualTo(Network.softplus());
        assertThat(fit.epochs()).isZero();
        assertThat(fit.stop()).isEqualTo(Stop.EPOCHS);
    }

    /** The update whose network is the first below the limit is the last. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "SOFTPLUS"})
    void endsBeforeTheUpdateOnceTheLossIsBelow(Activation hidden) {
        Observed observed = Observed.of(hidden == Activation.RELU ? Network.relu() : Network.softplus(), 100, 0);
        List<Double> losses = new ArrayList<>();
        GradientDescent descent = GradientDescent.from(perturbed(hidden))
                .withOptimizer(Optimizer.gradientDescent())
                .withThreads(1)
                .withEpochs(400);
        descent.withListener((restart, epoch, loss) -> {
                    assertThat(epoch).isEqualTo(losses.size());
                    return losses.add(loss);
                })
                .fit(observed.index());
        assertThat(losses).hasSize(401);
        double limit = losses.get(250) * 1.0001;
        int first = IntStream.range(0, 401)
                .filter(i -> losses.get(i) < limit)
                .findFirst()
                .orElseThrow();
        Fit fit = descent.withUntilLoss(limit).fit(observed.index());
        assertThat(fit.stop()).isEqualTo(Stop.LOSS);
        assertThat(fit.loss()).isLessThan(limit);
        assertThat(fit.epochs()).isBetween((long) first, first + 1L); // rounding to floats may cost an epoch
        Fit never = descent.withUntilLoss(1e-300).withEpochs(50).fit(observed.index());
        assertThat(never.stop()).isEqualTo(Stop.EPOCHS);
        Fit atOnce = descent.withUntilLoss(1e9).fit(observed.index());
        assertThat(atOnce.epochs()).isZero();
        assertThat(atOnce.network()).isEqualTo(perturbed(hidden));
    }

    /** The loss is summed up observation by observation, for the floats that are written. */
    @Test
    void theLossIsThatOfTheRoundedNetwork() {
        Observed observed = Observed.of(Network.relu(), 5000, 0.2);
        Fit fit = GradientDescent.random(3, 5, 2).withEpochs(500).fit(observed.index());
        double sum = 0;
        double mean = 0;
        for (int i = 0; i < observed.count(); i++) {
            double residual = Textbook.effect(Textbook.parameters(fit.network()), fit.network(), observed.x()[i])
                    - observed.t()[i];
            sum += residual * residual;
            mean += (double) observed.t()[i] / observed.count();
        }
        double total = 0;
        for (float t : observed.t()) {
            total += (t - mean) * (t - mean);
        }
        assertThat(fit.loss()).isCloseTo(sum, within(1e-12 * sum));
        assertThat(fit.rSquared()).isCloseTo(1 - sum / total, within(1e-12));
        assertThat(observed.index().gradient(fit.network()).loss()).isCloseTo(sum, within(1e-12 * sum));
    }

    @Test
    void endsWhereAnUpdateChangesLittle() {
        Observed observed = Observed.of(Network.relu(), 100, 0.1);
        GradientDescent descent = GradientDescent.from(perturbed(Activation.RELU))
                .withOptimizer(Optimizer.gradientDescent())
                .withEpochs(100_000);
        Fit coarse = descent.withUntilChange(1e-4).fit(observed.index());
        Fit fine = descent.withUntilChange(1e-5).fit(observed.index());
        assertThat(coarse.stop()).isEqualTo(Stop.CHANGE);
        assertThat(fine.stop()).isEqualTo(Stop.CHANGE);
        assertThat(coarse.epochs()).isPositive().isLessThan(fine.epochs());
        assertThat(fine.loss()).isLessThan(coarse.loss());
    }

    @Test
    void divergenceEndsWithTheLastGoodNetwork() {
        Network start = Network.of(
                Activation.RELU, new float[] {1, -1}, new float[] {0, 1}, new float[] {1, 1}, 0, Activation.IDENTITY);
        Observed observed = Observed.of(Network.relu(), 100, 0.1);
        for (double rate : new double[] {0.1, 1e3, 1e30, 1e300}) {
            Fit fit = GradientDescent.from(start)
                    .withOptimizer(Optimizer.gradientDescent(rate))
                    .fit(observed.index());
            assertThat(fit.stop()).isEqualTo(Stop.DIVERGED);
            assertThat(fit.loss()).isFinite();
            Fit again = GradientDescent.from(start)
                    .withOptimizer(Optimizer.gradientDescent(rate))
                    .withEpochs(fit.epochs())
                    .fit(observed.index());
            assertThat(again.network()).isEqualTo(fit.network());
            assertThat(again.stop()).isEqualTo(Stop.EPOCHS);
        }
    }

    @Test
    void softplusDiverges() {
        Fit fit = GradientDescent.from(Network.softplus())
                .withOptimizer(Optimizer.gradientDescent(1e30))
                .fit(Observed.of(Network.softplus(), 50, 0.1).index());
        assertThat(fit.stop()).isEqualTo(Stop.DIVERGED);
        assertThat(fit.loss()).isFinite();
    }

    @Test
    void aListenerEndsAFit() {
        AtomicLong calls = new AtomicLong();
        Fit fit = GradientDescent.random(2, 1, 1000)
                .withListener((restart, epoch, loss) -> calls.incrementAndGet() < 500)
                .fit(Observed.of(Network.relu(), 1000, 0.1).index());
        assertThat(fit.stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(fit.loss()).isFinite();
        assertThat(calls.get()).isBetween(500L, 500L + Runtime.getRuntime().availableProcessors());
    }

    // ---- one answer

    @Test
    void threadsAndOrderDoNotMatter() {
        Observed observed = Observed.of(Network.relu(), 3000, 0.2);
        GradientDescent descent = GradientDescent.random(4, 7, 20).withEpochs(300);
        Fit one = descent.withThreads(1).fit(observed.index());
        for (int threads : new int[] {2, 3, 16}) {
            Fit many = descent.withThreads(threads).fit(observed.shuffled().index());
            assertThat(many.network()).isEqualTo(one.network());
            assertThat(many.loss()).isEqualTo(one.loss());
            assertThat(many.epochs()).isEqualTo(one.epochs());
            assertThat(many.restart()).isEqualTo(one.restart());
        }
        Fit softplus = GradientDescent.from(perturbed(Activation.SOFTPLUS))
                .withEpochs(50)
                .withThreads(1)
                .fit(Observed.of(Network.softplus(), 200_000, 0.2).index());
        Fit softplusToo = GradientDescent.from(perturbed(Activation.SOFTPLUS))
                .withEpochs(50)
                .withThreads(2)
                .fit(Observed.of(Network.softplus(), 200_000, 0.2).shuffled().index());
        assertThat(softplusToo.network()).isEqualTo(softplus.network());
    }

    @Test
    void theLowestRestartOfEqualsWins() {
        // Effects that are all 0 are met by every start whose output is dead, and by many more.
        DosageIndex index = DosageIndex.of(new float[] {0, 1, 2}, new float[3]);
        List<Double> losses = IntStream.range(0, 20)
                .mapToObj(restarts -> GradientDescent.random(1, 3, restarts + 1)
                        .withEpochs(200)
                        .fit(index))
                .map(Fit::loss)
                .toList();
        Fit fit = GradientDescent.random(1, 3, 20).withEpochs(200).fit(index);
        int lowest = losses.indexOf(fit.loss());
        assertThat(fit.restart()).isEqualTo(lowest);
        assertThat(losses).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    // ---- what it finds

    static Stream<Observed> workedExamples() {
        Observed clean = Observed.of(Network.relu(), 10_001, 0);
        Observed noisy = Observed.of(Network.relu(), 10_001, 0.05);
        return Stream.of(clean, noisy, clean.scaled(1000, 100_000), noisy.scaled(0.001f, 1e-6f), noisy.shuffled());
    }

    /** Fits from a start nearby, and from nowhere. */
    @ParameterizedTest
    @MethodSource("workedExamples")
    void findsTheWorkedExampleAgain(Observed observed) {
        DosageIndex index = observed.index();
        Network truth = inUnitsOf(observed, Network.relu());
        double best = index.gradient(truth).loss();
        double total = best + 1e-4 * index.gradient(silent()).loss();
        Fit near = GradientDescent.from(inUnitsOf(observed, perturbed(Activation.RELU)))
                .fit(index);
        assertThat(near.loss()).isLessThan(total);
        Fit random = GradientDescent.random(2, 1, 32).fit(index);
        assertThat(random.loss()).isLessThan(total);
        assertThat(random.rSquared()).isBetween(0.85, 1.0);
    }

    private static Network silent() {
        return Network.of(Activation.RELU, new float[1], new float[1], new float[1], 0, Activation.IDENTITY);
    }

    /** The network in the units of observations from 0 to a largest dosage, with an effect of 1.01 at the top. */
    private static Network inUnitsOf(Observed observed, Network network) {
        float dosage = observed.index().dosage(observed.count() - 1);
        float effect = dosage == 1 ? 1 : dosage > 1 ? 100_000 : 1e-6f;
        float[] w = network.hiddenWeights();
        float[] v = network.outputWeights();
        for (int h = 0; h < w.length; h++) {
            w[h] /= dosage;
            v[h] *= effect;
        }
        return Network.of(
                network.hidden(), w, network.hiddenBiases(), v, network.outputBias() * effect, network.output());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1})
    void findsTheSoftplusNetworkAgain(double noise) {
        Observed observed = Observed.of(Network.softplus(), 500, noise);
        Fit fit = GradientDescent.from(perturbed(Activation.SOFTPLUS))
                .withEpochs(4000)
                .fit(observed.index());
        double truth = 0;
        for (int i = 0; i < observed.count(); i++) {
            double residual =
                    Textbook.effect(Textbook.parameters(Network.softplus()), Network.softplus(), observed.x()[i])
                            - observed.t()[i];
            truth += residual * residual;
        }
        assertThat(fit.loss()).isLessThan(truth + 0.01);
    }

    /** Hormesis: a medium dosage does best, which no straight line can say. */
    @Test
    void lettuce() throws IOException {
        Path file = Path.of("..", "..", "shared", "data", "lettuce.csv");
        assumeThat(file).as("the measurements are not beside this checkout").exists();
        List<String[]> rows = Files.readAllLines(file).stream()
                .skip(1)
                .map(row -> row.split(","))
                .toList();
        float[] x = new float[rows.size()];
        float[] t = new float[rows.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.parseFloat(rows.get(i)[0]);
            t[i] = Float.parseFloat(rows.get(i)[1]);
        }
        DosageIndex index = DosageIndex.of(x, t);
        double line = Textbook.straightLine(x, t);
        assertThat(GradientDescent.random(2, 1, 32).fit(index).loss()).isLessThan(0.4 * line);
        Fit hump = GradientDescent.random(5, 1, 32).fit(index);
        assertThat(hump.loss()).isLessThan(0.25 * line);
        float[] effects = new float[3];
        Engine.of(hump.network()).forward(new float[] {0, 1, 100}, effects);
        assertThat(effects[1]).isGreaterThan(effects[0] + 0.1f);
        assertThat(effects[0]).isGreaterThan(effects[2] + 0.1f);
    }

    /** Fits with few epochs, or with many, of few nodes or many: a rate of the optimizer's own never makes things worse. */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "2, 100", "19, 1", "19, 30", "200, 1", "200, 40"})
    void isNeverWorseThanItsStart(int width, int epochs) {
        Network start = Networks.bends(width, Activation.RELU);
        DosageIndex index = Observed.of(start, 2000, 0.05).index();
        double before = index.gradient(start).loss();
        for (Optimizer optimizer : List.of(Optimizer.adam(), Optimizer.gradientDescent())) {
            Fit fit = GradientDescent.from(start)
                    .withOptimizer(optimizer)
                    .withEpochs(epochs)
                    .fit(index);
            assertThat(fit.loss()).isLessThanOrEqualTo(before * (1 + 1e-9));
            assertThat(fit.epochs()).isEqualTo(epochs);
        }
    }

    @Test
    void whatAListenerThrowsComesOut() {
        IllegalStateException thrown = new IllegalStateException("enough");
        assertThatThrownBy(() -> GradientDescent.random(2, 1, 4)
                        .withListener((restart, epoch, loss) -> {
                            if (epoch == 7) {
                                throw thrown;
                            }
                            return true;
                        })
                        .fit(THREE))
                .isSameAs(thrown);
    }

    /** Other languages of the JVM declare no exceptions; half of the starts run on another thread. */
    @RepeatedTest(20)
    void soDoesWhatJavaWouldHaveItDeclare() {
        IOException thrown = new IOException("enough");
        assertThatThrownBy(() -> GradientDescent.random(2, 1, 4)
                        .withListener((restart, epoch, loss) -> {
                            if (epoch == 7) {
                                GradientDescentTest.<RuntimeException>throwAnything(thrown);
                            }
                            return true;
                        })
                        .fit(THREE))
                .isSameAs(thrown);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAnything(Throwable thrown) throws T {
        throw (T) thrown;
    }

    // ---- odd data

    @Test
    void oneObservation() {
        Fit fit = GradientDescent.random(2, 1, 8).fit(DosageIndex.of(new float[] {3}, new float[] {-7}));
        assertThat(fit.loss()).isLessThan(1e-10);
        assertThat(fit.rSquared()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(floats = {0, -4, 1e6f, 1e-30f})
    void oneDosage(float dosage) {
        Fit fit = GradientDescent.random(2, 1, 8)
                .fit(DosageIndex.of(new float[] {dosage, dosage, dosage}, new float[] {1, 2, 6}));
        assertThat(fit.loss()).isCloseTo(4 + 1 + 9, within(1e-6));
        assertThat(fit.rSquared()).isZero();
    }

    /** A mean that no float is: its rounding makes no fit worse than the mean. */
    @ParameterizedTest
    @ValueSource(floats = {0.6f, 1e-3f, 3e5f})
    void theMeanAloneExplainsNothing(float scale) {
        Fit fit = GradientDescent.random(2, 1, 8)
                .fit(DosageIndex.of(new float[] {1, 1, 1}, new float[] {0.5f * scale, 0.7f * scale, 0.63f * scale}));
        assertThat(fit.rSquared()).isZero();
    }

    /** Weights as large as floats are rise by a few thousandths over such a range. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-10, 1e-38, 1e-41})
    void dosagesHoweverCloseTogether(double unit) {
        float[] dosages = new float[11];
        float[] effects = new float[11];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = (float) (i * unit);
            effects[i] = Math.min(i, 16 - 2 * i);
        }
        Fit fit = GradientDescent.random(2, 1, 32).fit(DosageIndex.of(dosages, effects));
        assertThat(fit.stop()).isNotEqualTo(Stop.DIVERGED);
        assertThat(fit.rSquared()).isGreaterThan(0.9999);
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 1e20f, 3e38f})
    void effectsHoweverLarge(float unit) {
        float[] effects = {unit, -unit / 2, unit, unit, unit};
        for (int seed = 0; seed < 4; seed++) {
            Fit fit = GradientDescent.random(2, seed, 8)
                    .fit(DosageIndex.of(new float[] {0, 0.25f, 0.5f, 0.75f, 1}, effects));
            assertThat(fit.stop()).isNotEqualTo(Stop.DIVERGED);
            assertThat(fit.rSquared()).isGreaterThan(0.4);
        }
    }

    /** The ends of the range of floats. */
    @Test
    void theSmallestAndTheLargestNumbers() {
        float[][] numbers = {
            {0, Float.MIN_VALUE, 2 * Float.MIN_VALUE, 7 * Float.MIN_VALUE},
            {-Float.MAX_VALUE, -1, 1, Float.MAX_VALUE},
            {Math.nextDown(Float.MAX_VALUE), Float.MAX_VALUE, Float.MAX_VALUE, Float.MAX_VALUE},
            {-Float.MIN_NORMAL, 0, 0, Float.MIN_NORMAL}
        };
        for (float[] dosages : numbers) {
            for (float[] effects : numbers) {
                DosageIndex index = DosageIndex.of(dosages, effects);
                Fit fit = GradientDescent.random(2, 1, 4).withEpochs(200).fit(index);
                assertThat(fit.loss()).isFinite().isNotNegative();
                double silent = index.gradient(silent()).loss();
                assertThat(fit.loss()).isLessThanOrEqualTo(4 * silent);
            }
        }
    }

    /** A node that no dosage wakes, and an output that none does, stay as they are. */
    @Test
    void deadNodesStayDead() {
        Network dead = Network.of(
                Activation.RELU,
                new float[] {1, 1},
                new float[] {-2, 0.5f},
                new float[] {3, 1},
                0,
                Activation.IDENTITY);
        Fit fit = GradientDescent.from(dead).withEpochs(500).fit(THREE);
        assertThat(fit.network().hiddenWeight(0)).isEqualTo(1);
        assertThat(fit.network().hiddenBias(0)).isEqualTo(-2);
        assertThat(fit.network().outputWeight(0)).isEqualTo(3);
        assertThat(fit.network().hiddenBias(1)).isNotEqualTo(0.5f);
        Network silenced =
                Network.of(Activation.RELU, new float[] {1}, new float[] {1}, new float[] {-1}, 0, Activation.RELU);
        Fit silent = GradientDescent.from(silenced).fit(THREE);
        assertThat(silent.network()).isEqualTo(silenced);
        assertThat(silent.stop()).isEqualTo(Stop.CHANGE);
        assertThat(silent.loss()).isEqualTo(1);
    }

    /** At the bend of its only node, an observation moves it under one convention only. */
    @Test
    void atTheBendTheConventionDecides() {
        Network start =
                Network.of(Activation.RELU, new float[] {2}, new float[] {-1}, new float[] {1}, 0, Activation.IDENTITY);
        DosageIndex index = DosageIndex.of(new float[] {0.5f}, new float[] {1});
        GradientDescent descent = GradientDescent.from(start)
                .withTrained(ParameterSet.of(Parameter.HIDDEN_BIAS))
                .withOptimizer(Optimizer.gradientDescent(0.25))
                .withEpochs(1);
        assertThat(descent.fit(index).network()).isEqualTo(start);
        assertThat(descent.withBend(Bend.ONE).fit(index).network().hiddenBias(0))
                .isEqualTo(-0.5f);
        assertThat(descent.withBend(Bend.ONE).fit(index).network().bend()).isEqualTo(Bend.ONE);
    }

    // ---- bad arguments

    @Test
    void badArguments() {
        GradientDescent descent = GradientDescent.from(Network.relu());
        check(() -> GradientDescent.random(0, 1, 1), "hidden is 0; it must be at least 1");
        check(() -> GradientDescent.random(1, 1, 0), "restarts is 0; it must be at least 1");
        check(() -> descent.withEpochs(-1), "epochs is -1; it must be at least 0");
        check(() -> descent.withUntilLoss(-1), "until-loss is -1.0; it must be a finite number, 0 or above");
        check(() -> descent.withUntilLoss(Double.NaN), "until-loss is NaN; it must be a finite number, 0 or above");
        check(() -> descent.withUntilChange(-0.5), "until-change is -0.5; it must be a finite number, 0 or above");
        check(() -> descent.withThreads(0), "threads is 0; it must be at least 1");
        check(() -> Optimizer.adam(0), "the rate is 0.0; it must be a finite number above 0");
        check(() -> Optimizer.gradientDescent(Double.NaN), "the rate is NaN; it must be a finite number above 0");
        check(() -> ParameterSet.of().and(Parameter.HIDDEN_BIAS, -1), "the node of b is -1; it must be at least 0");
        check(() -> ParameterSet.of().and(Parameter.OUTPUT_BIAS, 1), "the node of c is 1; it must be 0");
        check(
                () -> descent.withTrained(ParameterSet.of().and(Parameter.OUTPUT_WEIGHT, 2))
                        .fit(THREE),
                "there is no v2 to train; the hidden nodes are 0 to 1");
    }

    private static void check(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void settingsDoNotLeakBetweenCopies() {
        GradientDescent ten = GradientDescent.from(perturbed(Activation.RELU)).withEpochs(10);
        GradientDescent twenty = ten.withEpochs(20);
        assertThat(ten.fit(THREE).epochs()).isEqualTo(10);
        assertThat(twenty.fit(THREE).epochs()).isEqualTo(20);
    }
}
