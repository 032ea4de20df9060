package dev.bentline.fit.segmented;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regressions one after the other in the same buffers: each is the one that stands alone. */
class RepeatedRegressionTest {
    @ParameterizedTest
    @CsvSource({
        "1, RELU, 0",
        "1, IDENTITY, 0",
        "2, RELU, 0",
        "2, IDENTITY, 0",
        "2, ANY, 0",
        "2, RELU, -1",
        "2, ANY, 1",
        "3, RELU, 0",
        "3, ANY, 0",
        "3, IDENTITY, -1",
        "5, RELU, 0"
    })
    void eachIsTheOneThatStandsAlone(int nodes, Output output, int trend) {
        LineShape shape = new LineShape(nodes, output, trend);
        SplittableRandom random = new SplittableRandom(nodes);
        for (int distinct : new int[] {1, 2, 3, 7, 12}) {
            double[] x = IntStream.range(0, distinct).mapToDouble(i -> i * i).toArray();
            RepeatedRegression regression = new RepeatedRegression(x, shape);
            double[] ones = new double[distinct];
            Arrays.fill(ones, 1);
            double[] t = effects(distinct, random);
            isAlone(regression.first(ones, t), x, ones, t, shape);
            for (int repetition = 0; repetition < (nodes > 3 ? 4 : 40); repetition++) {
                double[] weights = ones.clone();
                for (int i = 1; i < distinct; i++) {
                    weights[i] = repetition % 2 == 0 ? random.nextInt(1, 4) : random.nextInt(3);
                }
                double[] next = repetition % 3 == 0 ? effects(distinct, random) : t;
                isAlone(regression.fit(weights, next), x, weights, next, shape);
            }
        }
    }

    /** Falls, rises, or neither, around 0. */
    private static double[] effects(int distinct, SplittableRandom random) {
        double slope = random.nextInt(-1, 2);
        return IntStream.range(0, distinct)
                .mapToDouble(i -> slope * (i - distinct / 2.0) + random.nextDouble(-1, 1))
                .toArray();
    }

    private static void isAlone(SegmentedLine line, double[] x, double[] weights, double[] t, LineShape shape) {
        int[] some = IntStream.range(0, x.length).filter(i -> weights[i] > 0).toArray();
        SegmentedLine alone = SegmentedRegression.fit(
                Arrays.stream(some).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(some).mapToDouble(i -> weights[i]).toArray(),
                Arrays.stream(some).mapToDouble(i -> t[i]).toArray(),
                shape);
        double tolerance = 1e-12 + 1e-9 * alone.squares();
        assertThat(line.squares()).isLessThan(alone.squares() + tolerance);
        if (alone.optimal()) {
            assertThat(line.squares()).isGreaterThan(alone.squares() - tolerance);
        }
        assertThat(line.optimal()).isEqualTo(alone.optimal());
        assertThat(line.bends()).hasSize(shape.nodes());
    }
}
