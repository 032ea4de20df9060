package dev.bentline.testing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A quotient of two decimals, exact and not reduced.
 *
 * @param numerator any decimal
 * @param denominator a decimal above 0
 */
public record Rational(BigDecimal numerator, BigDecimal denominator) implements Comparable<Rational> {
    public static final Rational ZERO = of(0);

    private static final MathContext BELOW = new MathContext(40, RoundingMode.FLOOR);
    private static final MathContext ABOVE = new MathContext(40, RoundingMode.CEILING);

    /** More digits than a double has, so that what lies between two of them is told from their middle. */
    private static final MathContext ALL_DIGITS = new MathContext(1100);

    public static Rational of(double value) {
        return new Rational(new BigDecimal(value), BigDecimal.ONE);
    }

    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational minus(Rational other) {
        return plus(other.times(of(-1)));
    }

    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** The quotient; the other is not 0. */
    public Rational over(Rational other) {
        BigDecimal sign = BigDecimal.valueOf(other.numerator.signum());
        return new Rational(
                numerator.multiply(other.denominator).multiply(sign),
                denominator.multiply(other.numerator).multiply(sign));
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return numerator.signum();
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /** The nearest double. */
    public double toDouble() {
        double below = numerator.divide(denominator, BELOW).doubleValue();
        double above = numerator.divide(denominator, ABOVE).doubleValue();
        return below == above
                ? below
                : numerator.divide(denominator, ALL_DIGITS).doubleValue();
    }
}
