package dev.bentline.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refits beside a naive loop of searches, threads, seeds, and what can go wrong with small samples. */
class BootstrapTest {
    private static final float[] DOSES = {0, 0.5f, 1, 2, 4, 8, 16, 32};

    /** Three observations of each dosage on a decline, with errors of about 0.5. */
    private static DosageIndex decline(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[24];
        float[] t = new float[24];
        for (int i = 0; i < x.length; i++) {
            x[i] = DOSES[i % 8];
            t[i] = (float) (8 / (1 + Math.pow(x[i] / 3, 2)) + 0.5 * random.nextDouble(-1, 1));
        }
        return DosageIndex.of(x, t, DosageScale.log10(x), 1);
    }

    private static double squares(Network network, float[] positions, float[] effects) {
        BentLine line = BentLine.of(network.withDosageScale(DosageScale.LINEAR));
        double sum = 0;
        for (int i = 0; i < positions.length; i++) {
            double residual = effects[i] - line.effect(positions[i]);
            sum += residual * residual;
        }
        return sum;
    }

    /** Draws the residuals again, row by row, and searches from nothing. */
    @ParameterizedTest
    @CsvSource({"1, RELU", "2, RELU", "2, IDENTITY", "3, RELU"})
    void residualsAreRefittedAsByASearchFromNothing(int hidden, Activation output) {
        DosageIndex index = decline(hidden);
        BendSearch search = BendSearch.of(hidden).withOutput(output);
        Fit fit = search.fit(index);
        Refits refits = Bootstrap.of(fit, index).withRefits(60).withSeed(7).run();
        DosageMeans means = DosageMeans.of(WeightedObservations.of(index));
        double[] leverages = Leverages.of(fit.network(), means);
        int count = index.count();
        float[] x = new float[count];
        double[] fitted = new double[count];
        double[] residuals = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = index.dosage(i);
            fitted[i] = DosageMeans.effect(fit.network(), x[i]);
            residuals[i] = (index.effect(i) - fitted[i]) / Math.sqrt(1 - leverages[i / 3]);
        }
        double mean = IntStream.range(0, count).mapToDouble(i -> residuals[i]).sum() / count;
        for (int refit = 0; refit < refits.count(); refit++) {
            SplittableRandom random = Resampler.stream(7, refit);
            float[] t = new float[count];
            for (int i = 0; i < count; i++) {
                t[i] = (float) (fitted[i] + residuals[random.nextInt(count)] - mean);
            }
            isAsGood(refits.network(refit), search.fit(x, t), x, t);
        }
    }

    @Test
    void casesAreRefittedAsByASearchFromNothing() {
        DosageIndex index = decline(9);
        BendSearch search = BendSearch.of(2).withOutput(Activation.RELU);
        Refits refits = Bootstrap.of(search.fit(index), index)
                .withResampling(Resampling.CASES)
                .withRefits(60)
                .withSeed(3)
                .run();
        int count = index.count();
        for (int refit = 0; refit < refits.count(); refit++) {
            SplittableRandom random = Resampler.stream(3, refit);
            float[] x = new float[count];
            float[] t = new float[count];
            for (int i = 0; i < count; i++) {
                int drawn = random.nextInt(count);
                x[i] = index.dosage(drawn);
                t[i] = index.effect(drawn);
            }
            isAsGood(refits.network(refit), search.fit(x, t), x, t);
        }
    }

    private static void isAsGood(Network network, Fit naive, float[] x, float[] t) {
        assertThat(squares(network, x, t))
                .isCloseTo(squares(naive.network(), x, t), within(1e-9 + 1e-5 * naive.sumOfSquaredResiduals()));
        assertThat(network.output()).isEqualTo(naive.network().output());
        assertThat(network.width()).isEqualTo(naive.network().width());
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfThreadsGivesTheSameBits(Resampling resampling) {
        DosageIndex index = decline(1);
        Bootstrap bootstrap = Bootstrap.of(BendSearch.of(2).fit(index), index)
                .withResampling(resampling)
                .withRefits(101);
        List<Network> one = networks(bootstrap.run());
        assertThat(networks(bootstrap.withThreads(2).run())).isEqualTo(one);
        assertThat(networks(bootstrap.withThreads(8).run())).isEqualTo(one);
        assertThat(networks(bootstrap.withThreads(500).run())).isEqualTo(one);
        assertThat(networks(bootstrap.withRefits(50).run())).isEqualTo(one.subList(0, 50));
        assertThat(networks(bootstrap.withSeed(2).run())).isNotEqualTo(one);
        assertThat(one).doesNotHaveDuplicates();
    }

    private static List<Network> networks(Refits refits) {
        return IntStream.range(0, refits.count()).mapToObj(refits::network).toList();
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        DosageIndex index = decline(4);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, index.count()).boxed().toList());
        Collections.shuffle(order, new Random(1));
        float[] x = new float[index.count()];
        float[] t = new float[index.count()];
        float[] shuffledX = new float[index.count()];
        float[] shuffledT = new float[index.count()];
        for (int i = 0; i < x.length; i++) {
            x[i] = index.dosage(i);
            t[i] = index.effect(i);
            shuffledX[i] = index.dosage(order.get(i));
            shuffledT[i] = index.effect(order.get(i));
        }
        DosageIndex sorted = DosageIndex.of(x, t, 1);
        DosageIndex shuffled = DosageIndex.of(shuffledX, shuffledT, 1);
        assertThat(networks(Bootstrap.of(BendSearch.of(2).fit(sorted), sorted)
                        .withRefits(20)
                        .run()))
                .isEqualTo(networks(Bootstrap.of(BendSearch.of(2).fit(shuffled), shuffled)
                        .withRefits(20)
                        .run()));
    }

    /** Refits have the scale, the bend and the dosages of the fit. */
    @Test
    void refitsAreNetworksAsTheFit() {
        DosageIndex index = decline(5);
        Fit fit = BendSearch.of(2).withBend(Bend.ONE).fit(index);
        Refits refits = Bootstrap.of(fit, index).withRefits(3).run();
        assertThat(refits.network(2).dosageScale()).isEqualTo(index.scale());
        assertThat(refits.network(2).bend()).isEqualTo(Bend.ONE);
        assertThat(refits.dosages().from()).isZero();
        assertThat(refits.dosages().to()).isCloseTo(32, within(1e-5));
        assertThat(refits.fit()).isSameAs(fit);
        assertThat(refits.statistic(line -> line.effect(0))).hasSize(3).doesNotContain(0);
        assertThatThrownBy(() -> refits.network(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void monotoneRefitsNeverRise() {
        DosageIndex index = decline(6);
        Fit fit = BendSearch.of(3).withMonotone(Monotone.DECREASING).fit(index);
        Refits refits = Bootstrap.of(fit, index)
                .withMonotone(Monotone.DECREASING)
                .withRefits(100)
                .run();
        for (int i = 0; i < refits.count(); i++) {
            assertThat(refits.line(i).segments()).allMatch(segment -> segment.slope() <= 0);
        }
    }

    /** The mean of one dosage varies as s^2 / n, s^2 being the squares over n - 1. */
    @Test
    void residualsAreInflatedToTheSizeOfErrors() {
        float[] x = {2, 2, 2, 2, 2, 2};
        float[] t = {1, 3, 4, 4, 7, 11};
        DosageIndex index = DosageIndex.of(x, t, 1);
        Refits refits = Bootstrap.of(BendSearch.of(1).fit(index), index)
                .withRefits(20_000)
                .run();
        double variance = 0;
        for (double effect : refits.statistic(line -> line.effect(2))) {
            variance += (effect - 5) * (effect - 5) / refits.count();
        }
        assertThat(variance).isCloseTo(62.0 / 5 / 6, within(0.03 * 62 / 30));
    }

    /** A leverage is how far the fitted effect follows its observation: that of a refit with one effect moved. */
    @Test
    void leveragesAreTheSlopesOfFittedEffects() {
        SplittableRandom random = new SplittableRandom(8);
        float[] x = new float[30];
        float[] t = new float[30];
        for (int i = 0; i < x.length; i++) {
            int dosage = i / 3;
            x[i] = dosage;
            t[i] = (float) (Math.max(0, 10 - 3 * Math.max(0, x[i] - 2.5)) + 0.1 * random.nextDouble(-1, 1));
        }
        BendSearch search = BendSearch.of(2).withOutput(Activation.IDENTITY);
        Fit fit = search.fit(x, t);
        DosageMeans means = DosageMeans.of(WeightedObservations.of(DosageIndex.of(x, t, 1)));
        double[] leverages = Leverages.of(fit.network(), means);
        double sum = 0;
        for (int i = 0; i < x.length; i += 3) {
            float[] moved = t.clone();
            moved[i] += 0.01f;
            double before = DosageMeans.effect(fit.network(), x[i]);
            double after = DosageMeans.effect(search.fit(x, moved).network(), x[i]);
            assertThat(leverages[i / 3]).isCloseTo((after - before) / 0.01, within(2e-3));
            sum += 3 * leverages[i / 3];
        }
        assertThat(sum).as("the number of parameters").isCloseTo(5, within(1e-9));
    }

    @ParameterizedTest
    @EnumSource
    void oneDosageOneRowAndEqualEffects(Resampling resampling) {
        float[][][] samples = {
            {{3, 3, 3}, {1, 2, 6}}, {{3}, {2}}, {{1, 2, 3, 4}, {5, 5, 5, 5}}, {{1, 2, 3}, {4, 1, 7}}, {{0, 9}, {0, 0}}
        };
        for (float[][] sample : samples) {
            DosageIndex index = DosageIndex.of(sample[0], sample[1], 1);
            Refits refits = Bootstrap.of(BendSearch.of(2).fit(index), index)
                    .withResampling(resampling)
                    .withRefits(50)
                    .run();
            for (int i = 0; i < 50; i++) {
                double effect = refits.line(i).effect(sample[0][0]);
                assertThat(effect).isFinite();
                if (sample[1][0] == sample[1][sample[1].length - 1]) {
                    assertThat(effect).isCloseTo(sample[1][0], within(1e-6));
                }
            }
        }
    }

    /** Draws of as few dosages as nodes are fitted, and counted. */
    @Test
    void drawsOfFewDosagesAreCounted() {
        DosageIndex index = DosageIndex.of(new float[] {1, 2, 3, 4}, new float[] {1, 2, 1, 5}, 1);
        Refits refits = Bootstrap.of(BendSearch.of(2).fit(index), index)
                .withResampling(Resampling.CASES)
                .withRefits(500)
                .run();
        int few = 0;
        for (int i = 0; i < 500; i++) {
            SplittableRandom random = Resampler.stream(1, i);
            few += random.ints(4, 0, 4).distinct().count() <= 2 ? 1 : 0;
        }
        assertThat(refits.fewDosages()).isEqualTo(few).isBetween(100, 400);
        assertThat(Bootstrap.of(BendSearch.of(2).fit(index), index)
                        .withRefits(5)
                        .run()
                        .fewDosages())
                .isZero();
    }

    @Test
    void whatCannotBeRefittedIsRefused() {
        DosageIndex index = decline(1);
        Fit fit = BendSearch.of(2).fit(index);
        DosageIndex linear = DosageIndex.of(new float[] {0, 1}, new float[] {0, 1}, 1);
        assertThatThrownBy(() -> Bootstrap.of(fit, linear))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the network is on the scale log10, 0 at ")
                .hasMessageEndingWith("; it must be on that of the observations, linear");
        assertThatThrownBy(() -> Bootstrap.of(fit, index).withRefits(0))
                .hasMessage("refits is 0; it must be at least 1");
        assertThatThrownBy(() -> Bootstrap.of(fit, index).withThreads(-1))
                .hasMessage("threads is -1; it must be at least 1");
        Fit softplus = new Fit(Network.softplus(), 0, 0, 0, 0, 0, fit.stop(), 0);
        assertThatThrownBy(() -> Bootstrap.of(softplus, linear))
                .hasMessage(
                        "the network is of SOFTPLUS nodes and the output IDENTITY; a bootstrap refits RELU nodes with"
                                + " the output RELU or IDENTITY");
        float[] seven = new float[7];
        Network wide = Network.of(Activation.RELU, seven, seven, seven, 0, Activation.RELU);
        assertThatThrownBy(() -> Bootstrap.of(new Fit(wide, 0, 0, 0, 0, 0, fit.stop(), 0), linear))
                .hasMessage("the network has 7 hidden nodes; a bootstrap refits at most 6");
    }
}
