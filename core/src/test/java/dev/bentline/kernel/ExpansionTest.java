package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.testing.Rational;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums, products and quotients against exact decimals, of numbers that cancel, lie between two doubles, and halve ulps. */
class ExpansionTest {
    private static final int TRIES = 20_000;

    private final Random random = new Random(4);

    /** Numbers of a few bits at places some 53 bits apart: sums end up on, above and below the middle of two doubles. */
    private double next() {
        double bits = random.nextInt(-4, 5);
        return bits * Math.scalb(1.0, 26 * random.nextInt(-4, 3) + random.nextInt(-1, 2));
    }

    private BigDecimal fill(Expansion sum, int terms) {
        sum.clear();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < terms; i++) {
            double term = random.nextBoolean() ? next() : random.nextGaussian();
            sum.add(term);
            exact = exact.add(new BigDecimal(term));
        }
        return exact;
    }

    @Test
    void theValueIsTheNearestDoubleAndTheSignIsExact() {
        Expansion sum = new Expansion();
        for (int i = 0; i < TRIES; i++) {
            BigDecimal exact = fill(sum, 1 + random.nextInt(12));
            assertThat(sum.value()).isEqualTo(exact.doubleValue());
            assertThat(sum.sign()).isEqualTo(exact.signum());
        }
    }

    @Test
    void aProductAndACopyAreExact() {
        Expansion sum = new Expansion();
        Expansion other = new Expansion();
        Expansion copy = new Expansion();
        for (int i = 0; i < TRIES; i++) {
            BigDecimal exact = fill(sum, 1 + random.nextInt(12));
            double factor = (float) random.nextGaussian();
            BigDecimal product = fill(other, 3);
            other.addProduct(sum, factor);
            product = product.add(exact.multiply(new BigDecimal(factor)));
            assertThat(other.value()).isEqualTo(product.doubleValue());
            copy.set(other);
            copy.add(1);
            assertThat(copy.value()).isEqualTo(product.add(BigDecimal.ONE).doubleValue());
            assertThat(other.value()).isEqualTo(product.doubleValue());
        }
    }

    @Test
    void aQuotientIsTheNearestDouble() {
        Expansion sum = new Expansion();
        Expansion divisor = new Expansion();
        for (int i = 0; i < TRIES; i++) {
            BigDecimal exact = fill(sum, 1 + random.nextInt(4));
            BigDecimal by = fill(divisor, 1 + random.nextInt(4));
            if (by.signum() != 0) {
                assertThat(sum.dividedBy(divisor)).isEqualTo(quotient(exact, by));
            }
        }
    }

    /** Quotients halfway between two doubles go to the even one. */
    @Test
    void aQuotientInTheMiddleOfTwoDoublesIsTheEvenOne() {
        Expansion sum = new Expansion();
        Expansion divisor = new Expansion();
        for (int i = 0; i < TRIES; i++) {
            double low = random.nextGaussian();
            double by = random.nextInt(1, 100) * (random.nextBoolean() ? 1 : -1);
            sum.clear();
            divisor.clear();
            divisor.add(by);
            sum.addProduct(divisor, low);
            sum.addProduct(divisor, Math.ulp(low) / 2);
            BigDecimal exact = new BigDecimal(low).add(new BigDecimal(Math.ulp(low) / 2));
            assertThat(sum.dividedBy(divisor)).isEqualTo(exact.doubleValue());
        }
    }

    private static double quotient(BigDecimal exact, BigDecimal by) {
        BigDecimal sign = BigDecimal.valueOf(by.signum());
        return new Rational(exact.multiply(sign), by.multiply(sign)).toDouble();
    }
}
