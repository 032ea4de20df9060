package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.BentLineCompiler;
import dev.bentline.testing.ExactOracle;
import dev.bentline.testing.Networks;
import dev.bentline.testing.OracleSums;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every float result against the network of real numbers, within the bounds that {@link ExactOracle} states and explains. */
class AccuracyTest {
    private static double worstEffect;
    private static double worstDerivative;
    private static double worstSum;
    private static int sumsInRange;

    static Stream<Named<Network>> networks() {
        Stream<Networks.Example> random = IntStream.range(0, 40).mapToObj(seed -> {
            Random numbers = new Random(seed);
            int width = 1 + numbers.nextInt(numbers.nextInt(1, 20));
            Activation hidden = seed % 3 == 0 ? Activation.SOFTPLUS : Activation.RELU;
            Activation output = seed % 2 == 0 ? Activation.RELU : Activation.IDENTITY;
            return new Networks.Example("random " + seed, Networks.random(1000L + seed, width, hidden, output));
        });
        return Stream.concat(Networks.all(), random).map(example -> Named.of(example.name(), example.network()));
    }

    /** The bounds are worth something: the errors come near them. */
    @AfterAll
    static void errorsComeNearTheirBounds() {
        System.out.printf(
                "largest error as a part of its bound: effect %.3f, derivative %.3f, sums %.3f (%d in range)%n",
                worstEffect, worstDerivative, worstSum, sumsInRange);
        assertThat(worstEffect).isGreaterThan(0.25);
        assertThat(worstDerivative).isGreaterThan(0.25);
        assertThat(worstSum).isGreaterThan(0.1);
        assertThat(sumsInRange).isGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void effectAndDerivative(Network network) {
        ExactOracle oracle = new ExactOracle(network);
        Engine engine = Engine.of(network, Formulation.DENSE);
        float[] x = dosages(network, oracle, network.hidden() == Activation.RELU ? 400 : 150, Float.POSITIVE_INFINITY);
        float[] effects = new float[x.length];
        float[] slopes = new float[x.length];
        engine.forward(x, effects);
        engine.derivative(x, slopes);
        BigDecimal slopeBound = oracle.derivativeBound();
        for (int i = 0; i < x.length; i++) {
            BigDecimal exactX = new BigDecimal(x[i]);
            BigDecimal z = oracle.sum(exactX);
            BigDecimal bound = oracle.effectBound(exactX);
            double effectError = part(effects[i], oracle.effect(z), bound);
            assertThat(effectError)
                    .as("effect of %s is %s, the bound %s", x[i], effects[i], bound.round(MathContext.DECIMAL32))
                    .isLessThanOrEqualTo(1);
            worstEffect = Math.max(worstEffect, effectError);

            boolean certain = oracle.certain(z, bound);
            double active = part(slopes[i], oracle.derivative(exactX), slopeBound);
            double inactive = part(slopes[i], BigDecimal.ZERO, slopeBound);
            double slopeError = !certain ? Math.min(active, inactive) : oracle.outputActive(z) ? active : inactive;
            assertThat(slopeError)
                    .as("slope at %s is %s, the bound %s", x[i], slopes[i], slopeBound.round(MathContext.DECIMAL32))
                    .isLessThanOrEqualTo(1);
            worstDerivative = Math.max(worstDerivative, slopeError);
        }
    }

    /** Over one block and a bit, where lanes are as full as they get. */
    @ParameterizedTest
    @MethodSource("networks")
    void sums(Network network) {
        ExactOracle oracle = new ExactOracle(network);
        Engine engine = Engine.of(network, Formulation.DENSE);
        boolean cheap = network.hidden() == Activation.RELU && network.width() < 10;
        float[] x = dosages(network, oracle, cheap ? 2300 : 200, 100f);
        float[] t = new float[x.length];
        Random random = new Random(5);
        for (int i = 0; i < t.length; i++) {
            t[i] = random.nextFloat(-2f, 2f);
        }
        OracleSums gradient = new OracleSums(oracle, x, t, true);
        OracleSums backward = new OracleSums(oracle, x, t, false);
        check(engine.gradient(x, t), gradient, true);
        check(engine.backward(x, t), backward, false);
        if (network.hidden() == Activation.RELU
                && BentLineCompiler.compile(network.parameters()).normal()) {
            Engine bent = Engine.of(network, Formulation.BENT_LINE);
            check(bent.gradient(x, t), gradient, true);
            check(bent.backward(x, t), backward, false);
        }
    }

    /** Each of the upper 64 additions of a lane loses the same half of an ulp. */
    @Test
    void roundingsThatAllGoOneWay() {
        Network line = Network.of(
                Activation.RELU, new float[] {1f}, new float[] {0f}, new float[] {1f}, 0f, Activation.IDENTITY);
        float[] x = new float[2048];
        Arrays.fill(x, 1f + 0x1p-18f - 0x1p-23f);
        check(Engine.of(line).backward(x, x), new OracleSums(new ExactOracle(line), x, x, false), false);
        assertThat(worstSum).isGreaterThan(0.1);
    }

    private static void check(Gradient gradient, OracleSums sums, boolean observed) {
        if (!sums.inRange()) {
            return;
        }
        sumsInRange++;
        double[] numbers = SumsReference.numbers(gradient);
        for (int k = observed ? 0 : 1; k < numbers.length; k++) {
            double error = part(numbers[k], sums.exact[k], sums.bounds[k]);
            assertThat(error)
                    .as("number %d is %s, exactly %s", k, numbers[k], sums.exact[k].round(MathContext.DECIMAL64))
                    .isLessThanOrEqualTo(1);
            worstSum = Math.max(worstSum, error);
        }
    }

    /** An error as a part of its bound. */
    private static double part(double actual, BigDecimal exact, BigDecimal bound) {
        if (!Double.isFinite(actual)) {
            return Double.POSITIVE_INFINITY;
        }
        BigDecimal error = new BigDecimal(actual).subtract(exact).abs();
        if (bound.signum() == 0) {
            return error.signum() == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return error.divide(bound, MathContext.DECIMAL64).doubleValue();
    }

    /** Bends and their neighbours, medium dosages and dosages of every size, where nothing overflows. */
    private static float[] dosages(Network network, ExactOracle oracle, int count, float below) {
        float[] edges = TestDosages.edges(network);
        float[] finite = TestDosages.finite(count, count);
        float[] dosages = new float[edges.length + count];
        Predicate<Float> inRange = x -> Math.abs(x) < below && oracle.inRange(new BigDecimal(x));
        int kept = 0;
        for (float[] some : new float[][] {edges, finite}) {
            for (float x : some) {
                if (inRange.test(x)) {
                    dosages[kept++] = x;
                }
            }
        }
        return Arrays.copyOf(dosages, kept);
    }
}
