package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.testing.DenseReference;
import dev.bentline.testing.Networks;
import dev.bentline.testing.SumsReference;
import dev.bentline.testing.TestDosages;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zeros, subnormals, overflow, infinities, NaN, and the floats on both sides of every bend. */
class SpecialDosagesTest {
    private static final int LANES = 16;

    static Stream<Named<Network>> networks() {
        return Networks.all().map(example -> Named.of(example.name(), example.network()));
    }

    /** Each special dosage in each lane of a full round of vectors, among ordinary neighbours, then in the rest that fills none. */
    @ParameterizedTest
    @MethodSource("networks")
    void inEveryLane(Network network) {
        for (float special : TestDosages.edges(network)) {
            float[] x = TestDosages.grid(4 * LANES + 5);
            for (int i = 0; i < x.length; i += LANES + 1) {
                x[i] = special;
            }
            compare(network, x);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyExponent(Network network) {
        float[] x = new float[4096];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(i << 20 | 0x5a5a5);
        }
        compare(network, x);
        compare(network, TestDosages.finite(11, 4099));
    }

    /** Tries sums that overflow at one dosage and not at another, in networks of two nodes and of more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void coefficientsOfEverySize(int width) {
        SplittableRandom random = new SplittableRandom(width);
        float[] x = new float[1024];
        for (int round = 0; round < 300; round++) {
            float[] w = coefficients(random, width);
            float[] b = coefficients(random, width);
            float[] v = coefficients(random, width);
            Activation output = random.nextBoolean() ? Activation.RELU : Activation.IDENTITY;
            Network network = Network.of(Activation.RELU, w, b, v, coefficients(random, 1)[0], output);
            int exponent = random.nextInt(256);
            for (int i = 0; i < x.length; i++) {
                // around one exponent, which a vector seldom leaves
                int near = Math.clamp(exponent + random.nextInt(40) / 38, 0, 255);
                x[i] = Float.intBitsToFloat(near << 23 | random.nextInt(1 << 23) | random.nextInt(2) << 31);
            }
            compare(network, x);
        }
    }

    /** Some small, some so large that products overflow. */
    private static float[] coefficients(SplittableRandom random, int count) {
        float[] values = new float[count];
        int exponent = random.nextInt(2) * random.nextInt(255);
        for (int i = 0; i < count; i++) {
            float ordinary = random.nextFloat() - 0.5f;
            values[i] = exponent == 0 ? ordinary : Float.intBitsToFloat(exponent << 23) * ordinary;
        }
        return values;
    }

    private static void compare(Network network, float[] x) {
        float[] effects = DenseReference.forward(network, x);
        float[] slopes = DenseReference.derivative(network, x);
        for (Kernel kernel : new Kernel[] {TestKernels.scalar(network), TestKernels.simd(network)}) {
            float[] y = new float[x.length];
            kernel.forward(x, 0, y, 0, x.length, new Scratch());
            check(kernel, "forward", x, effects, y);
            kernel.derivative(x, 0, y, 0, x.length, new Scratch());
            check(kernel, "derivative", x, slopes, y);
        }
    }

    private static void check(Kernel kernel, String what, float[] x, float[] expected, float[] actual) {
        int at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            assertThat(actual[at])
                    .as("%s of %s at %d, %s", what, x[at], at, kernel.getClass().getSimpleName())
                    .isEqualTo(expected[at]);
        }
        assertThat(at).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void nanGivesNanEverywhere(Network network) {
        Engine engine = Engine.of(network, Formulation.DENSE);
        for (int bits : new int[] {0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff}) {
            float[] x = new float[40];
            x[21] = Float.intBitsToFloat(bits);
            float[] y = new float[40];
            engine.forward(x, y);
            assertThat(y[21]).isNaN();
            engine.derivative(x, y);
            assertThat(y[21]).isNaN();
            assertThat(SumsReference.numbers(engine.gradient(x, new float[40]))).containsOnly(Double.NaN);
            assertThat(SumsReference.numbers(engine.backward(x, new float[40]))).containsOnly(Double.NaN);
        }
    }

    @Test
    void infinitiesFollowIeee754() {
        float[] x = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] y = new float[2];
        Engine.of(Network.relu()).forward(x, y);
        assertThat(y).containsExactly(Float.NaN, 0f); // -inf + inf on the right, nothing active on the left
        Engine.of(Networks.with(Network.relu(), Activation.IDENTITY, Bend.ZERO)).forward(x, y);
        assertThat(y).containsExactly(Float.NaN, -16f);
        Engine.of(Network.softplus()).forward(x, y);
        assertThat(y).containsExactly(-0.58f, Float.NaN);
    }

    @Test
    void negativeZeroIsNoEffect() {
        Network minusZero = Network.of(
                Activation.RELU, new float[] {1f}, new float[] {-0f}, new float[] {-1f}, -0f, Activation.RELU);
        float[] y = new float[40];
        Engine.of(minusZero).forward(new float[40], y);
        for (float effect : y) {
            assertThat(Float.floatToRawIntBits(effect)).isZero();
        }
    }

    /** p rounds to exactly 0 on the bend, and to the smallest steps beside it. */
    @Test
    void bendIsWhereTheRoundedNodeIsZero() {
        float[] x = {Math.nextDown(0.5f), 0.5f, Math.nextUp(0.5f)};
        float[] slopes = new float[3];
        Network line = Network.of(
                Activation.RELU, new float[] {1.70f}, new float[] {-0.85f}, new float[] {1f}, 0f, Activation.IDENTITY);
        Engine.of(line).derivative(x, slopes);
        assertThat(slopes).containsExactly(0f, 0f, 1.70f);
        Engine.of(line.withBend(Bend.ONE)).derivative(x, slopes);
        assertThat(slopes).containsExactly(0f, 1.70f, 1.70f);
    }
}
