package dev.bentline.fit.segmented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bent lines that never rise, or never fall, against all networks whose nodes bend on a grid: for every way they face, every
 * choice of flat pieces and every first dosage of effect 0 the least squares, of which those of the right signs count.
 */
class MonotoneRegressionTest {
    private static final int SETS = Integer.getInteger("bentline.monotone.sets", 6);

    private final SplittableRandom random = new SplittableRandom(1);
    private double[] x = {};
    private double[] weights = {};
    private double[] t = {};

    @RepeatedTest(6)
    void noNetworkOfAGridFitsBetter(RepetitionInfo repetition) {
        int nodes = 1 + repetition.getCurrentRepetition() % 3;
        boolean reluOutput = repetition.getCurrentRepetition() > 3;
        for (int set = 0; set < SETS; set++) {
            draw(nodes);
            for (int trend = -1; trend <= 1; trend += 2) {
                SegmentedLine line = SegmentedRegression.fit(
                        x, weights, t, new LineShape(nodes, reluOutput ? Output.RELU : Output.IDENTITY, trend));
                double size = squares(new double[x.length]);
                assertThat(line.optimal()).isTrue();
                assertThat(squares(effects(line))).isCloseTo(line.squares(), within(1e-9 * size));
                assertMonotone(line, trend);
                assertThat(line.squares())
                        .as(
                                "nodes %s, output %s, trend %s, x %s, w %s, t %s",
                                nodes,
                                reluOutput,
                                trend,
                                Arrays.toString(x),
                                Arrays.toString(weights),
                                Arrays.toString(t))
                        .isLessThanOrEqualTo(leastOnGrid(nodes, reluOutput, trend) + 1e-10 * size);
            }
        }
    }

    /** Data that a free search fits by a line of the right sign have the same line. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void aMonotoneBestLineIsFoundAgain(int nodes) {
        for (int set = 0; set < 20; set++) {
            int count = 4 + random.nextInt(12);
            x = sorted(count);
            weights = DoubleStream.generate(() -> 1).limit(count).toArray();
            t = DoubleStream.iterate(5, last -> last - random.nextDouble())
                    .limit(count)
                    .toArray();
            SegmentedLine free = SegmentedRegression.fit(x, weights, t, new LineShape(nodes, Output.IDENTITY, 0));
            SegmentedLine falling = SegmentedRegression.fit(x, weights, t, new LineShape(nodes, Output.IDENTITY, -1));
            assertMonotone(falling, -1);
            if (isMonotone(free, -1)) {
                assertThat(falling.squares()).isLessThanOrEqualTo(free.squares() * (1 + 1e-9) + 1e-12);
            }
            if (nodes <= 3) {
                assertThat(falling.squares()).isGreaterThanOrEqualTo(free.squares() * (1 - 1e-9) - 1e-12);
            }
        }
    }

    /** Just as many nodes as dosages but one: the best line of all is isotonic regression, by pooling adjacent violators. */
    @RepeatedTest(20)
    void enoughNodesAreIsotonicRegression(RepetitionInfo repetition) {
        SplittableRandom seeded = new SplittableRandom(repetition.getCurrentRepetition());
        int count = 2 + repetition.getCurrentRepetition() % 6;
        x = sorted(count);
        weights =
                DoubleStream.generate(() -> 1 + seeded.nextInt(4)).limit(count).toArray();
        t = DoubleStream.generate(seeded::nextDouble).limit(count).toArray();
        double[] pooled = t.clone();
        for (int pass = 0; pass < count; pass++) {
            for (int i = 0; i < count; i++) { // the max-min formula
                double most = Double.NEGATIVE_INFINITY;
                for (int from = 0; from <= i; from++) {
                    double least = Double.POSITIVE_INFINITY;
                    for (int to = i; to < count; to++) {
                        least = Math.min(least, mean(from, to));
                    }
                    most = Math.max(most, least);
                }
                pooled[i] = most;
            }
        }
        SegmentedLine line =
                SegmentedRegression.fit(x, weights, t, new LineShape(Math.min(6, count - 1), Output.IDENTITY, 1));
        assertThat(line.squares()).isCloseTo(squares(pooled), within(1e-12));
    }

    private double mean(int from, int to) {
        double sum = 0;
        double weight = 0;
        for (int i = from; i <= to; i++) {
            sum += weights[i] * t[i];
            weight += weights[i];
        }
        return sum / weight;
    }

    private double[] sorted(int count) {
        double[] steps = DoubleStream.generate(() -> 0.1 + random.nextDouble())
                .limit(count)
                .toArray();
        Arrays.parallelPrefix(steps, Double::sum);
        return Arrays.stream(steps).map(step -> step / (1.1 * count)).toArray();
    }

    private void draw(int nodes) {
        int count = 3 + random.nextInt(nodes == 3 ? 4 : 6);
        x = sorted(count);
        weights =
                DoubleStream.generate(() -> 1 + random.nextInt(3)).limit(count).toArray();
        int kind = random.nextInt(4);
        double shift = random.nextInt(3) - 1;
        t = Arrays.stream(x)
                .map(at -> switch (kind) {
                    case 0 -> random.nextDouble() - 0.5;
                    case 1 -> Math.exp(-3 * at) + 0.3 * random.nextDouble();
                    case 2 -> Math.sin(6 * at);
                    default -> (at > 0.5 ? 1 : 0) + 0.3 * random.nextDouble();
                })
                .map(effect -> effect + 0.3 * shift)
                .toArray();
    }

    private double[] effects(SegmentedLine line) {
        return Arrays.stream(x).map(at -> effect(line, at)).toArray();
    }

    private static double effect(SegmentedLine line, double at) {
        double z = line.bias();
        for (int node = 0; node < line.bends().length; node++) {
            double p = line.facesLeft()[node] ? line.bends()[node] - at : at - line.bends()[node];
            z += line.jumps()[node] * Math.max(0, p);
        }
        return line.reluOutput() ? Math.max(0, z) : z;
    }

    private double squares(double[] effects) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = t[i] - effects[i];
            sum += weights[i] * residual * residual;
        }
        return sum;
    }

    private static void assertMonotone(SegmentedLine line, int trend) {
        assertThat(isMonotone(line, trend)).isTrue();
    }

    private static boolean isMonotone(SegmentedLine line, int trend) {
        double[] places =
                IntStream.rangeClosed(-200, 300).mapToDouble(i -> i / 100.0).toArray();
        for (int i = 1; i < places.length; i++) {
            if ((effect(line, places[i]) - effect(line, places[i - 1])) * trend < -1e-12) {
                return false;
            }
        }
        return true;
    }

    // ---- the grid

    private double leastOnGrid(int nodes, boolean reluOutput, int trend) {
        int steps = nodes == 3 ? 2 : 4;
        double[] grid = IntStream.range(0, (x.length - 1) * steps + 1)
                .mapToDouble(i -> i == (x.length - 1) * steps
                        ? x[x.length - 1]
                        : x[i / steps] + (x[i / steps + 1] - x[i / steps]) * (i % steps) / steps)
                .toArray();
        double least = Double.POSITIVE_INFINITY;
        int[] at = new int[nodes];
        while (at[0] < grid.length) {
            double[] bends = Arrays.stream(at).mapToDouble(i -> grid[i]).toArray();
            for (int faces = 0; faces < 1 << nodes; faces++) {
                least = Math.min(least, least(bends, faces, reluOutput, trend));
            }
            int node = nodes - 1;
            while (node > 0 && at[node] == grid.length - 1) {
                node--;
            }
            Arrays.fill(at, node, nodes, at[node] + 1);
        }
        return least;
    }

    private double least(double[] bends, int faces, boolean reluOutput, int trend) {
        int nodes = bends.length;
        double least = Double.POSITIVE_INFINITY;
        for (int flats = 0; flats < 1 << (nodes + 1); flats++) {
            int zeros = reluOutput ? x.length : 1; // dosages of effect 0, at the end where there are any
            for (int zero = 0; zero < zeros; zero++) {
                for (int held = 0; held < (zero == 0 ? 1 : 2); held++) {
                    double[] v = solve(bends, faces, flats, trend, zero, held == 1);
                    boolean right = true;
                    for (int piece = 0; piece <= nodes; piece++) {
                        double slope = 0;
                        for (int node = 0; node < nodes; node++) {
                            slope += v[node] * slope(node, piece, faces);
                        }
                        right &= slope * trend >= ((flats >> piece & 1) != 0 ? -1e-9 : 0);
                    }
                    if (right) {
                        double[] effects = new double[x.length];
                        for (int i = 0; i < x.length; i++) {
                            double z = v[nodes];
                            for (int node = 0; node < nodes; node++) {
                                z += v[node] * hinge(bends[node], x[i], faces >> node & 1);
                            }
                            effects[i] = reluOutput ? Math.max(0, z) : z;
                        }
                        least = Math.min(least, squares(effects));
                    }
                }
            }
        }
        return least;
    }

    private static double hinge(double bend, double at, int facesLeft) {
        return Math.max(0, facesLeft != 0 ? bend - at : at - bend);
    }

    /** The slope of a node's hinge in a piece. */
    private static double slope(int node, int piece, int faces) {
        return (faces >> node & 1) != 0 ? (node >= piece ? -1 : 0) : node < piece ? 1 : 0;
    }

    /** Output weights and bias of least squares: normal equations with a multiplier for every equation, and a slight ridge. */
    private double[] solve(double[] bends, int faces, int flats, int trend, int zero, boolean held) {
        int nodes = bends.length;
        int size = 2 * nodes + 3;
        double[][] a = new double[size][size + 1];
        double[] row = new double[nodes + 1];
        for (int i = 0; i < x.length; i++) {
            boolean isZero = trend < 0 ? i >= x.length - zero : i < zero;
            boolean isHeld = held && i == (trend < 0 ? x.length - zero : zero - 1);
            for (int node = 0; node < nodes; node++) {
                row[node] = hinge(bends[node], x[i], faces >> node & 1);
            }
            row[nodes] = 1;
            for (int j = 0; j <= nodes; j++) {
                for (int k = 0; k <= nodes; k++) {
                    a[j][k] += isZero ? 0 : weights[i] * row[j] * row[k];
                }
                a[j][size] += isZero ? 0 : weights[i] * row[j] * t[i];
                if (isHeld) {
                    a[size - 1][j] = row[j];
                    a[j][size - 1] = row[j];
                }
            }
        }
        for (int piece = 0; piece <= nodes; piece++) {
            for (int node = 0; node < nodes && (flats >> piece & 1) != 0; node++) {
                a[nodes + 1 + piece][node] = slope(node, piece, faces);
                a[node][nodes + 1 + piece] = slope(node, piece, faces);
            }
        }
        for (int j = 0; j < size; j++) {
            a[j][j] += j <= nodes ? 1e-11 : -1e-11;
        }
        return eliminate(a);
    }

    private static double[] eliminate(double[][] a) {
        int size = a.length;
        for (int k = 0; k < size; k++) {
            int pivot = k;
            for (int j = k + 1; j < size; j++) {
                pivot = Math.abs(a[j][k]) > Math.abs(a[pivot][k]) ? j : pivot;
            }
            double[] swapped = a[k];
            a[k] = a[pivot];
            a[pivot] = swapped;
            for (int j = 0; j < size; j++) {
                double factor = j == k ? 0 : a[j][k] / a[k][k];
                for (int column = k; column <= size && factor != 0; column++) {
                    a[j][column] -= factor * a[k][column];
                }
            }
        }
        double[] solution = new double[size];
        for (int k = 0; k < size; k++) {
            solution[k] = a[k][size] / a[k][k];
        }
        return solution;
    }
}
