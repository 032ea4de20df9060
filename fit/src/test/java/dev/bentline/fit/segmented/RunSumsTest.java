package dev.bentline.fit.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.fit.segmented.Form.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Two runs whose lines have to meet, against lines that do. */
class RunSumsTest {
    private static final int GROUPS = 9;
    private static final int BENDS = 4;
    private static final int SLOPES = 320;

    private final double[] x = new double[GROUPS];
    private final double[] weights = new double[GROUPS];
    private final double[] t = new double[GROUPS];

    /** No lines of the trend's signs that meet in the gap cost less, and the best of many cost little more. */
    @RepeatedTest(30)
    void noPairOfATrendCostsLess(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int g = 0; g < GROUPS; g++) {
            x[g] = (g + 0.5 * random.nextDouble()) / GROUPS;
            weights[g] = 1 + random.nextInt(3);
            t[g] = random.nextInt(-2, 3) * x[g] + random.nextDouble();
        }
        DosageGroups groups = DosageGroups.of(x, weights, t);
        RunSums sums = new RunSums(groups);
        sums.sum();
        for (int trend = -1; trend <= 1; trend += 2) {
            int from = random.nextInt(3);
            int cut = from + 1 + random.nextInt(3);
            int end = cut + 1 + random.nextInt(GROUPS - cut);
            Kind left = random.nextInt(3) == 0 ? Kind.FLAT : Kind.LINE;
            Kind right = random.nextInt(3) == 0 ? Kind.FLAT : Kind.LINE;
            double bound =
                    sums.pair(left, sums.place(from, cut), right, sums.place(cut, end), x[cut - 1], x[cut], trend);
            double least = leastOfMany(from, cut, end, left, right, trend);
            assertThat(bound).isLessThanOrEqualTo(least + 1e-12);
            assertThat(bound).isCloseTo(least, within(0.02 * (1 + least)));
        }
    }

    /** The best of lines whose slopes and meeting points are on a grid; their height is that of least squares. */
    private double leastOfMany(int from, int cut, int end, Kind left, Kind right, int trend) {
        double least = Double.POSITIVE_INFINITY;
        for (int at = 0; at <= BENDS; at++) {
            double bend = x[cut - 1] + (x[cut] - x[cut - 1]) * at / BENDS;
            for (int i = 0; i <= (left == Kind.FLAT ? 0 : SLOPES); i++) {
                for (int j = 0; j <= (right == Kind.FLAT ? 0 : SLOPES); j++) {
                    least = Math.min(least, squares(from, cut, end, bend, trend * slope(i), trend * slope(j)));
                }
            }
        }
        return least;
    }

    /** Slopes from 0 on, far apart where they are steep. */
    private static double slope(int i) {
        return Math.expm1(0.02 * i);
    }

    private double squares(int from, int cut, int end, double bend, double slope, double next) {
        double weight = 0;
        double sum = 0;
        double squares = 0;
        for (int g = from; g < end; g++) {
            double residual = t[g] - (x[g] - bend) * (g < cut ? slope : next);
            weight += weights[g];
            sum += weights[g] * residual;
            squares += weights[g] * residual * residual;
        }
        return squares - sum * sum / weight;
    }
}
