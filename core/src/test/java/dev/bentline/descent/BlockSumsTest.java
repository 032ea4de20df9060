package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every lane against its block by itself, with errors by another formula. */
class BlockSumsTest {
    private static final int FIRST = 5;
    private static final int TO = 3;

    @Test
    void everyLaneIsItsBlock() {
        Random random = new Random(1);
        float[] x = new float[FIRST + (BlockSums.LANES + 1) * SortedObservations.BLOCK];
        float[] t = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.scalb(random.nextFloat() - 0.5f, random.nextInt(60));
            t[i] = Math.scalb(random.nextFloat() - 0.5f, random.nextInt(250) - 125);
        }
        BlockSums sums = new BlockSums();
        double[] rows = new double[TO + SortedObservations.SUMS * BlockSums.LANES + 1];
        sums.sum(t, x, FIRST, rows, TO);
        rows[TO - 1] = rows[rows.length - 1] = -7;
        // A second call knows nothing of the first.
        sums.sum(x, t, FIRST, rows, TO);
        assertThat(rows[TO - 1]).isEqualTo(-7);
        assertThat(rows[rows.length - 1]).isEqualTo(-7);
        for (int lane = 0; lane < BlockSums.LANES; lane++) {
            double[] wanted = sums(x, t, FIRST + lane * SortedObservations.BLOCK);
            for (int sum = 0; sum < SortedObservations.SUMS; sum++) {
                assertThat(rows[TO + lane * SortedObservations.SUMS + sum])
                        .as("sum %d of lane %d", sum, lane)
                        .isEqualTo(wanted[sum]);
            }
        }
    }

    private static double[] sums(float[] x, float[] t, int first) {
        double[] sums = new double[SortedObservations.SUMS];
        for (int i = first; i < first + SortedObservations.BLOCK; i++) {
            double[] terms = {x[i], (double) x[i] * x[i], t[i], (double) x[i] * t[i], (double) t[i] * t[i]};
            for (int term = 0; term < terms.length; term++) {
                add(terms[term], sums, 2 * term);
            }
        }
        for (int sum = 0; sum < sums.length; sum += 2) {
            double error = sums[sum + 1];
            sums[sum + 1] = 0;
            add(error, sums, sum);
        }
        return sums;
    }

    /** Adds a term and its error: what the sum is above the larger of both, the smaller one lacks. */
    private static void add(double term, double[] sums, int at) {
        boolean isLarger = Math.abs(term) > Math.abs(sums[at]);
        double larger = isLarger ? term : sums[at];
        double smaller = isLarger ? sums[at] : term;
        sums[at] += term;
        sums[at + 1] += smaller - (sums[at] - larger);
    }
}
