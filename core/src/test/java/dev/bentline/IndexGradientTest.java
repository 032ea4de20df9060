package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.ExactOracle;
import dev.bentline.testing.Networks;
import dev.bentline.testing.Observed;
import dev.bentline.testing.OracleSums;
import dev.bentline.testing.SumsReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and gradients from moments against the exact sums over all observations. */
class IndexGradientTest {
    /** The ranges of dosages: near 0, around it, a million times as far from 0 as wide, tiny, huge. */
    private static final double[][] RANGES = {{0, 1}, {-3, 1000}, {1e6, 1e6 + 1000}, {1e-38, 3e-38}, {-1e15, 3e15}};

    static Stream<Arguments> networks() {
        return Stream.of(RANGES)
                .flatMap(range -> Stream.of(1, 2, 7, 64)
                        .flatMap(width -> Stream.of(Activation.RELU, Activation.IDENTITY)
                                .map(output -> Arguments.of(range[0], range[1], width, output))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void isAlmostExact(double from, double to, int width, Activation output) {
        SplittableRandom random = new SplittableRandom(width);
        Network network = network(random, from, to, width, output);
        float[] x = new float[500];
        float[] t = new float[500];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(from, to);
            t[i] = (float) random.nextDouble();
        }
        for (Bend bend : Bend.values()) {
            check(network.withBend(bend), new Observed(x, t));
        }
    }

    private static Network network(SplittableRandom random, double from, double to, int width, Activation output) {
        float[] w = new float[width];
        float[] b = new float[width];
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            double size = Math.min(random.nextDouble(0.5, 2) / (to - from), Float.MAX_VALUE);
            w[h] = (float) (random.nextBoolean() ? size : -size);
            b[h] = (float) (-w[h] * random.nextDouble(from, to));
            v[h] = (float) random.nextDouble(-1, 1);
        }
        return Network.of(Activation.RELU, w, b, v, 0.3f, output);
    }

    /** Residuals that are a rounding of effects, where all leading digits cancel. */
    @ParameterizedTest
    @ValueSource(ints = {2, 19, 200})
    void ofAnAlmostPerfectFit(int width) {
        Network network = Networks.bends(width, Activation.IDENTITY);
        Observed observed = Observed.of(network, 700, 0);
        check(network, observed);
    }

    @ParameterizedTest
    @EnumSource(Bend.class)
    void dosagesAtBends(Bend bend) {
        // every dosage is a bend of one node or of the output, several nodes bend at once, and some rise and some fall
        Network network = Network.of(
                        Activation.RELU,
                        new float[] {1, -1, 2, 1, -4, 1},
                        new float[] {-1, 1, -4, 0, 4, -3},
                        new float[] {1, 1, -0.5f, 0.25f, 0.5f, 4},
                        -0.25f,
                        Activation.RELU)
                .withBend(bend);
        float[] x = new float[100];
        float[] t = new float[100];
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 10 * 0.5f - 1;
            t[i] = i % 7;
        }
        check(network, new Observed(x, t));
    }

    @ParameterizedTest
    @EnumSource(Bend.class)
    void nodesThatDoNotBend(Bend bend) {
        Network network = Network.of(
                        Activation.RELU,
                        new float[] {0, 0, 0, 1, -0f},
                        new float[] {1, 0, -1, 0.5f, -0f},
                        new float[] {2, 3, 4, 0, 5},
                        -2,
                        Activation.RELU)
                .withBend(bend);
        Observed observed = Observed.random(300, 1);
        check(network, observed);
        check(
                Network.of(Activation.RELU, new float[] {0}, new float[] {-1}, new float[] {1}, 0, Activation.RELU)
                        .withBend(bend),
                observed);
    }

    /** The output is 0 for every dosage: at its bend, or away from it. */
    @ParameterizedTest
    @EnumSource(Bend.class)
    void constantZero(Bend bend) {
        Observed observed = Observed.random(200, 2);
        for (float c : new float[] {0, -1}) {
            Network network = Network.of(
                            Activation.RELU, new float[] {1}, new float[] {-100}, new float[] {1}, c, Activation.RELU)
                    .withBend(bend);
            check(network, observed);
            assertThat(observed.index().gradient(network).outputBias() != 0).isEqualTo(c == 0 && bend == Bend.ONE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 47, 48, 49, 95, 96, 97, 144, 145, 193})
    void anyNumberOfObservations(int count) {
        check(Network.relu(), Observed.of(Network.relu(), count, 0.1).shuffled());
        check(Networks.nineteen(), Observed.random(count, count));
    }

    /** All observations in one place, which a bend may be left of, right of, or at. */
    @ParameterizedTest
    @ValueSource(floats = {-1, 0, 0.5f, 0.6f, 7})
    void oneDosage(float dosage) {
        float[] x = new float[250];
        float[] t = new float[250];
        java.util.Arrays.fill(x, dosage);
        for (int i = 0; i < t.length; i++) {
            t[i] = i;
        }
        for (Bend bend : Bend.values()) {
            check(Network.relu().withBend(bend), new Observed(x, t));
        }
    }

    /** A million observations with dosages around 1e6, against exact integers. */
    @Test
    void manyFarFromZero() {
        int count = 1_000_000;
        Random random = new Random(7);
        float[] x = new float[count];
        float[] t = new float[count];
        Network network = Network.of(
                Activation.RELU,
                new float[] {0.25f, -0.5f},
                new float[] {-250_050, 500_350.5f},
                new float[] {0.5f, 2},
                -3,
                Activation.IDENTITY);
        // In units of 1/128 for residuals and 1/16 for dosages everything is an integer.
        BigInteger squares = BigInteger.ZERO;
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO};
        BigInteger[] moments = {BigInteger.ZERO, BigInteger.ZERO};
        for (int i = 0; i < count; i++) {
            long dosage = 16_000_000L + random.nextInt(16_000);
            long effect = random.nextInt(-100_000, 100_000);
            x[i] = dosage / 16f;
            t[i] = effect / 128f;
            long rising = Math.max(0, dosage - 16 * 4 * 250_050L); // of w x + b, in 1/64
            long falling = Math.max(0, -dosage + 16 * 2 * 500_350L + 16); // in 1/32
            long residual = rising + 8 * falling - 3 * 128 - effect;
            squares = squares.add(BigInteger.valueOf(residual * residual));
            long[] active = {rising > 0 ? residual : 0, falling > 0 ? residual : 0};
            for (int h = 0; h < 2; h++) {
                sums[h] = sums[h].add(BigInteger.valueOf(active[h]));
                moments[h] = moments[h].add(BigInteger.valueOf(active[h] * dosage));
            }
        }
        Gradient gradient = DosageIndex.of(x, t).gradient(network);
        assertThat(gradient.loss()).isEqualTo(squares.doubleValue() / (128 * 128));
        for (int h = 0; h < 2; h++) {
            assertThat(gradient.hiddenBiases()[h]).isEqualTo(2 * network.outputWeight(h) * sums[h].doubleValue() / 128);
            assertThat(gradient.hiddenWeights()[h])
                    .isEqualTo(2 * network.outputWeight(h) * moments[h].doubleValue() / (128 * 16));
        }
    }

    /**
     * The index promises 1e-10 of the sum of absolute terms of gradients, and 1e-12 of the total sum of squares; it keeps 4
     * ulp of the result where that is larger than 1e-25 of its terms.
     */
    private static void check(Network network, Observed observed) {
        Gradient gradient = observed.index().gradient(network);
        OracleSums oracle = new OracleSums(new ExactOracle(network), observed.x(), observed.t(), true);
        double[] numbers = SumsReference.numbers(gradient);
        assertThat(gradient.loss()).isNotNegative();
        for (int i = 0; i < numbers.length; i++) {
            BigDecimal error =
                    new BigDecimal(numbers[i]).subtract(oracle.exact[i]).abs();
            BigDecimal bound = new BigDecimal(4 * Math.ulp(oracle.exact[i].doubleValue()))
                    .add(oracle.bounds[i].multiply(new BigDecimal("1e-19"), MathContext.DECIMAL64));
            assertThat(error).as("number %d of %s", i, network).isLessThanOrEqualTo(bound);
        }
    }
}
