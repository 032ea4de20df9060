package dev.bentline.fit.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The least squares of bent lines, against networks that are known to fit and against every pair of bends on a grid. */
class SegmentedRegressionTest {
    /** Dosages, their weights, and effects. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Data(double[] x, double[] weights, double[] t) {
        static Data of(SplittableRandom random, int most) {
            int count = 3 + random.nextInt(most - 2);
            double[] x = IntStream.range(0, count)
                    .mapToDouble(i -> random.nextInt(3) == 0 ? random.nextInt(20) / 20.0 : random.nextDouble())
                    .sorted()
                    .distinct()
                    .toArray();
            double[] weights = DoubleStream.generate(() -> 1 + random.nextInt(3))
                    .limit(x.length)
                    .toArray();
            return new Data(x, weights, new double[x.length]);
        }

        double squares(SegmentedLine line) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                double residual = t[i] - effect(line, x[i]);
                sum += weights[i] * residual * residual;
            }
            return sum;
        }
    }

    private static double effect(SegmentedLine line, double x) {
        double z = line.bias();
        for (int node = 0; node < line.bends().length; node++) {
            double p = line.facesLeft()[node] ? line.bends()[node] - x : x - line.bends()[node];
            z += line.jumps()[node] * Math.max(0, p);
        }
        return line.reluOutput() ? Math.max(0, z) : z;
    }

    private static SegmentedLine random(SplittableRandom random, double[] x, int nodes, boolean reluOutput) {
        double[] bends = new double[nodes];
        double[] jumps = new double[nodes];
        boolean[] facesLeft = new boolean[nodes];
        for (int node = 0; node < nodes; node++) {
            bends[node] = random.nextInt(3) == 0 ? x[random.nextInt(x.length)] : random.nextDouble(-0.2, 1.2);
            jumps[node] = random.nextDouble(-10, 10);
            facesLeft[node] = random.nextBoolean();
        }
        return new SegmentedLine(bends, jumps, facesLeft, random.nextDouble(-2, 2), reluOutput, Double.NaN, true);
    }

    /** No network that is known may fit better than the one found, and that has the squares it says. */
    @RepeatedTest(40)
    void aNetworkThatMadeTheDataFitsNoBetter(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            Data data = Data.of(random, 16);
            int nodes = 1 + random.nextInt(3);
            boolean reluOutput = random.nextBoolean();
            SegmentedLine truth = random(random, data.x, nodes, reluOutput);
            double noise = random.nextInt(3) * 0.3;
            for (int g = 0; g < data.t.length; g++) {
                data.t[g] = effect(truth, data.x[g]) + noise * random.nextDouble(-1, 1);
            }
            SegmentedLine found = SegmentedRegression.fit(
                    data.x, data.weights, data.t, new LineShape(nodes, reluOutput ? Output.RELU : Output.IDENTITY, 0));
            double size = Arrays.stream(data.t).map(t -> t * t).sum();
            assertThat(found.squares()).isLessThanOrEqualTo(data.squares(truth) + 1e-12 * size);
            assertThat(data.squares(found)).isCloseTo(found.squares(), within(1e-9 * found.squares() + 1e-12 * size));
        }
    }

    /** A search of any output is as good as the better one of both. */
    @RepeatedTest(10)
    void anyOutputIsTheBetterOne(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(500 + repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            Data data = Data.of(random, 16);
            int nodes = 1 + random.nextInt(3);
            int trend = random.nextInt(-1, 2);
            double shift = random.nextDouble(-1, 2);
            Arrays.setAll(data.t, g -> shift + random.nextDouble(-1, 1));
            SegmentedLine any = fit(data, nodes, Output.ANY, trend);
            double relu = fit(data, nodes, Output.RELU, trend).squares();
            double identity = fit(data, nodes, Output.IDENTITY, trend).squares();
            assertThat(any.squares()).isCloseTo(Math.min(relu, identity), within(1e-12 + 1e-9 * relu));
            assertThat(data.squares(any)).isCloseTo(any.squares(), within(1e-12 + 1e-9 * relu));
            assertThat(any.optimal()).isTrue();
        }
    }

    private static SegmentedLine fit(Data data, int nodes, Output output, int trend) {
        return SegmentedRegression.fit(data.x, data.weights, data.t, new LineShape(nodes, output, trend));
    }

    /** Every pair of bends on a grid, of nodes that face either way, by normal equations. */
    @RepeatedTest(20)
    void noPairOfBendsOfAGridFitsBetter(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(1000 + repetition.getCurrentRepetition());
        Data data = Data.of(random, 12);
        for (int g = 0; g < data.t.length; g++) {
            data.t[g] = random.nextDouble();
        }
        SegmentedLine found =
                SegmentedRegression.fit(data.x, data.weights, data.t, new LineShape(2, Output.IDENTITY, 0));
        assertThat(found.optimal()).isTrue();
        assertThat(data.squares(found)).isCloseTo(found.squares(), within(1e-9 * found.squares() + 1e-12));
        double least = Double.POSITIVE_INFINITY;
        int steps = 60;
        for (int faces = 0; faces < 4; faces++) {
            for (int i = 0; i <= steps; i++) {
                for (int j = 0; j <= steps; j++) {
                    double first = data.x[0] + (data.x[data.x.length - 1] - data.x[0]) * i / steps;
                    double second = data.x[0] + (data.x[data.x.length - 1] - data.x[0]) * j / steps;
                    least = Math.min(least, squares(data, first, second, faces));
                }
            }
        }
        assertThat(found.squares()).isLessThanOrEqualTo(least * (1 + 1e-9));
        assertThat(found.squares()).as("the grid comes near").isGreaterThan(0.5 * least - 1e-3);
    }

    /** The least squares of two nodes whose bends are given, by Gram-Schmidt. */
    private static double squares(Data data, double first, double second, int faces) {
        int n = data.x.length;
        double[][] columns = new double[3][n];
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            double root = Math.sqrt(data.weights[i]);
            columns[0][i] = root;
            columns[1][i] = root * Math.max(0, (faces & 1) == 0 ? data.x[i] - first : first - data.x[i]);
            columns[2][i] = root * Math.max(0, (faces & 2) == 0 ? data.x[i] - second : second - data.x[i]);
            rest[i] = root * data.t[i];
        }
        for (int c = 0; c < 3; c++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int d = 0; d < c; d++) {
                    subtract(columns[c], columns[d]);
                }
            }
            double length = Math.sqrt(dot(columns[c], columns[c]));
            for (int i = 0; i < n; i++) {
                columns[c][i] = length < 1e-9 ? 0 : columns[c][i] / length;
            }
            subtract(rest, columns[c]);
        }
        return dot(rest, rest);
    }

    private static void subtract(double[] from, double[] unit) {
        double part = dot(from, unit);
        for (int i = 0; i < from.length; i++) {
            from[i] -= part * unit[i];
        }
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, true", "6, false"})
    void fewDosagesAreMet(int nodes, boolean reluOutput) {
        double[][] dosages = {{5}, {5, 7}};
        for (double[] x : dosages) {
            double[] weights = DoubleStream.generate(() -> 2).limit(x.length).toArray();
            double[] t =
                    DoubleStream.iterate(1, last -> last + 3).limit(x.length).toArray();
            SegmentedLine line = SegmentedRegression.fit(
                    x, weights, t, new LineShape(nodes, reluOutput ? Output.RELU : Output.IDENTITY, 0));
            assertThat(line.squares()).isCloseTo(0, within(1e-25));
            assertThat(new Data(x, weights, t).squares(line)).isCloseTo(0, within(1e-25));
        }
    }

    /** More dosages than are searched at once: bends are found to the dosage. */
    @Test
    void manyDosagesAreSearchedCoarselyFirst() {
        SplittableRandom random = new SplittableRandom(5);
        double[] x = IntStream.range(0, 9_000).mapToDouble(i -> i / 9_000.0).toArray();
        double[] weights = DoubleStream.generate(() -> 1).limit(x.length).toArray();
        SegmentedLine truth = new SegmentedLine(
                new double[] {0.31234, 0.6789},
                new double[] {4, -9},
                new boolean[] {false, false},
                -0.2,
                true,
                Double.NaN,
                true);
        double[] t = Arrays.stream(x)
                .map(dosage -> effect(truth, dosage) + 0.01 * random.nextDouble(-1, 1))
                .toArray();
        SegmentedLine found = SegmentedRegression.fit(x, weights, t, new LineShape(2, Output.RELU, 0));
        Data data = new Data(x, weights, t);
        assertThat(found.optimal()).isFalse();
        assertThat(found.squares()).isLessThanOrEqualTo(data.squares(truth));
        assertThat(data.squares(found)).isCloseTo(found.squares(), within(1e-6 * found.squares()));
        assertThat(Arrays.stream(found.bends())
                        .map(bend -> Math.abs(bend - 0.6789))
                        .min()
                        .orElseThrow())
                .isLessThan(1e-3);
    }
}
