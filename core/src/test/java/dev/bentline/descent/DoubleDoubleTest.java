package dev.bentline.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation on pairs of doubles, and the lines made of them, against decimals and the bounds they state. */
class DoubleDoubleTest {
    private static final BigDecimal ULP = power(-106);

    static Stream<Long> seeds() {
        return IntStream.range(0, 20).mapToObj(seed -> (long) seed);
    }

    private static BigDecimal power(int exponent) {
        return new BigDecimal(Math.scalb(1.0, exponent));
    }

    /** A pair that does not overlap, of many sizes; now and then without a second half. */
    private static DoubleDouble draw(Random random) {
        DoubleDouble pair = new DoubleDouble();
        double high = random.nextGaussian() * Math.scalb(1.0, random.nextInt(-20, 20));
        double low = random.nextInt(4) == 0 ? 0 : (random.nextDouble() - 0.5) * Math.ulp(high);
        pair.set(high, low);
        return pair;
    }

    private static BigDecimal exact(DoubleDouble pair) {
        return new BigDecimal(pair.high()).add(new BigDecimal(pair.low()));
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    /** Changes a pair, and compares it with what it should be. */
    private static void check(DoubleDouble pair, Consumer<DoubleDouble> change, BigDecimal expected, BigDecimal bound) {
        change.accept(pair);
        assertThat(pair.high() + pair.low()).as("halves do not overlap").isEqualTo(pair.high());
        assertThat(exact(pair).subtract(expected).abs()).isLessThanOrEqualTo(bound);
    }

    /** Bounds of a sum are relative to it; those of products are relative to the product. */
    @ParameterizedTest
    @MethodSource("seeds")
    void sumsAndProducts(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            DoubleDouble a = draw(random);
            DoubleDouble b = draw(random);
            double d = b.high();
            BigDecimal start = exact(draw(random));
            BigDecimal sum = start.add(exact(a));
            check(pair(start), x -> x.add(a), sum, sum.abs().multiply(ULP.multiply(exact(3))));
            BigDecimal difference = start.subtract(exact(a));
            check(pair(start), x -> x.subtract(a), difference, difference.abs().multiply(ULP.multiply(exact(3))));
            product(start, x -> x.addProduct(a.high(), d), exact(a.high()).multiply(exact(d)), 0);
            product(start, x -> x.addProduct(a, d), exact(a).multiply(exact(d)), 4);
            product(start, x -> x.addProduct(a, b), exact(a).multiply(exact(b)), 5);
        }
    }

    private static void product(BigDecimal start, Consumer<DoubleDouble> change, BigDecimal product, int errors) {
        BigDecimal error = product.abs().multiply(ULP).multiply(exact(errors));
        check(new DoubleDouble(), change, product, error);
        BigDecimal sum = start.add(product);
        BigDecimal bound = sum.abs().add(error).multiply(ULP).multiply(exact(3));
        check(pair(start), change, sum, error.add(bound));
    }

    private static DoubleDouble pair(BigDecimal value) {
        DoubleDouble pair = new DoubleDouble();
        double high = value.doubleValue();
        pair.set(high, value.subtract(exact(high)).doubleValue());
        return pair;
    }

    /** High halves that cancel leave the low ones, exactly. */
    @Test
    void theLowHalvesRemain() {
        DoubleDouble pair = new DoubleDouble();
        pair.set(1, 0x1p-60);
        pair.add(-1, 0x1p-61);
        assertThat(pair.high()).isEqualTo(0x1p-60 + 0x1p-61);
        assertThat(pair.low()).isZero();
        DoubleDouble copy = new DoubleDouble();
        pair.set(3, 0x1p-70);
        copy.set(pair);
        assertThat(copy.high()).isEqualTo(3);
        assertThat(copy.low()).isEqualTo(0x1p-70);
    }

    /** Within 2^-52 of itself and 2^-104 of its terms, near its zero as well. */
    @ParameterizedTest
    @MethodSource("seeds")
    void lines(long seed) {
        Random random = new Random(-seed);
        for (int i = 0; i < 100; i++) {
            DoubleDoubleLine line = new DoubleDoubleLine();
            line.slope.set(draw(random));
            line.height.set(draw(random));
            double zero = -line.height.high() / line.slope.high();
            for (double x : new double[] {zero, Math.nextUp(zero), (float) zero, 3 * zero, random.nextGaussian()}) {
                BigDecimal rise = exact(line.slope).multiply(exact(x));
                BigDecimal terms = rise.abs().add(exact(line.height).abs());
                BigDecimal value = rise.add(exact(line.height));
                near(line.at(x), value, terms);
                double effect = value.doubleValue() * (1 + 0x1p-20);
                BigDecimal residual = value.subtract(exact(effect));
                near(line.residual(x, effect, false), residual, terms);
                near(line.residual(x, effect, true), value.signum() > 0 ? residual : exact(-effect), terms);
            }
        }
    }

    private static void near(double value, BigDecimal exact, BigDecimal terms) {
        BigDecimal bound = exact.abs().multiply(power(-52)).add(terms.multiply(power(-104)));
        assertThat(exact(value).subtract(exact).abs()).isLessThanOrEqualTo(bound);
    }

    /** A line of doubles has the exact sign, even where its value is no double. */
    @Test
    void theSignOfALineOfDoublesIsExact() {
        DoubleDoubleLine line = new DoubleDoubleLine();
        double third = 1 / 3.0;
        line.set(third, -1);
        assertThat(line.at(3))
                .isEqualTo(
                        exact(third).multiply(exact(3)).subtract(BigDecimal.ONE).doubleValue());
        assertThat(line.at(3)).isNegative();
        assertThat(line.at(Math.nextUp(3))).isPositive();
        line.set(0.5, -1);
        assertThat(line.at(2)).isZero();
        assertThat(line.residual(2, 0.25, true)).isEqualTo(-0.25);
        assertThat(line.residual(1, 0.25, false)).isEqualTo(-0.75);
    }
}
