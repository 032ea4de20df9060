package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStartTest {
    /** Dosages from 2 to 6, most of them near 3; the effects rise from 99 to 101, but for one of 140. */
    private static SortedObservations observations() {
        return observations(199, 140);
    }

    private static SortedObservations observations(int unusual, float effect) {
        Random random = new Random(1);
        int count = 200;
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = i == 0 ? 2 : i == 1 ? 6 : (float) Math.clamp(3 + 0.05 * random.nextGaussian(), 2, 6);
            t[i] = x[i] / 2 + 98;
        }
        Arrays.sort(x);
        t[unusual] = effect;
        return ObservationSort.sorted(x, t, 1);
    }

    private static double[] start(SortedObservations data, Shape shape, long seed, int restart) {
        return RandomStart.of(data, shape, Scale.of(data.statistics()), seed, restart);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 300})
    void everyNumberIsAFloatInItsRange(int width) {
        SortedObservations data = observations();
        Shape shape = new Shape(width, false, false, false);
        double[] p = start(data, shape, 7, 0);
        int positive = 0;
        for (int h = 0; h < width; h++) {
            double w = p[shape.hiddenWeight(h)];
            assertThat(Math.abs(w) * 4).isBetween(0.5, 2.0);
            assertThat(-p[shape.hiddenBias(h)] / w).isBetween(2 - 1e-6, 6 + 1e-6);
            assertThat(Math.abs(p[shape.outputWeight(h)])).isBetween(0.0, 64.0);
            positive += w > 0 ? 1 : 0;
        }
        assertThat(p[shape.outputBias()]).isBetween(99.0, 140.0);
        for (double number : p) {
            assertThat(number).isEqualTo((float) number);
        }
        if (width > 100) {
            assertThat(positive).isBetween(width * 2 / 5, width * 3 / 5);
        }
    }

    /** A third of the bends is where the one unusual effect is, a third among the many dosages, a third anywhere. */
    @ParameterizedTest
    @CsvSource({"199, 140, 6", "0, 60, 2"})
    void bendsWhereSomethingHappens(int unusual, float effect, double dosage) {
        Shape shape = new Shape(900, false, false, false);
        double[] p = start(observations(unusual, effect), shape, 3, 1);
        int there = 0;
        int dense = 0;
        int upperHalf = 0;
        for (int h = 0; h < shape.width(); h++) {
            double bend = -p[shape.hiddenBias(h)] / p[shape.hiddenWeight(h)];
            boolean atDosage = Math.abs(bend - dosage) < 1e-5;
            there += atDosage ? 1 : 0;
            dense += Math.abs(bend - 3) < 0.2 ? 1 : 0;
            upperHalf += !atDosage && bend > 4 ? 1 : 0;
        }
        assertThat(there).isBetween(240, 360);
        assertThat(dense).isBetween(270, 390); // with a tenth of those anywhere
        assertThat(upperHalf).isBetween(110, 190);
    }

    /** They are the best of many draws, few of which are better than the mean of the effects. */
    @Test
    void mostStartsExplainSomething() {
        SortedObservations data = observations();
        Shape shape = new Shape(2, false, true, false);
        double[] gradient = new double[shape.parameters()];
        int better = 0;
        for (int restart = 0; restart < 20; restart++) {
            double loss = new MomentLoss(data, shape).evaluate(start(data, shape, 1, restart), gradient);
            better += loss < data.statistics().totalSumOfSquares() ? 1 : 0;
        }
        assertThat(better).isGreaterThan(15);
    }

    @Test
    void everySeedAndRestartHasItsOwn() {
        SortedObservations data = observations();
        Shape shape = new Shape(2, false, false, false);
        Set<Double> first = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int restart = 0; restart < 10; restart++) {
                double[] p = start(data, shape, seed, restart);
                assertThat(p).isEqualTo(start(data, shape, seed, restart));
                first.add(p[0]);
            }
        }
        assertThat(first).hasSize(100);
    }

    /** A single dosage has no range: nodes bend there, as steep as its size asks for. */
    @Test
    void oneDosage() {
        SortedObservations data = ObservationSort.sorted(new float[] {3, 3}, new float[] {1, 1}, 1);
        Shape shape = new Shape(1, false, false, false);
        double[] p = start(data, shape, 1, 0);
        assertThat(Math.abs(p[0]) * 4).isBetween(0.5, 2.0);
        assertThat(p[3]).isEqualTo(1);
    }
}
