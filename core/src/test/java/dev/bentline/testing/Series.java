package dev.bentline.testing;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to 60 digits, by their power series. */
public final class Series {
    public static final MathContext DIGITS = new MathContext(60);

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.TWO;
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-62");

    private Series() {}

    /** e^x, by halving x until it is below 1 and squaring back. */
    public static BigDecimal exp(BigDecimal x) {
        int halvings = 0;
        BigDecimal reduced = x;
        for (; reduced.abs().compareTo(ONE) > 0; halvings++) {
            reduced = reduced.divide(TWO, DIGITS);
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal term = ONE;
        for (int k = 1; !isNegligible(term); k++) {
            sum = sum.add(term, DIGITS);
            term = divide(term.multiply(reduced, DIGITS), BigDecimal.valueOf(k));
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** ln(1 + e) = 2 artanh(e / (2 + e)): for e from 0 to 1 its terms fall at least as fast as powers of 1/9. */
    public static BigDecimal log1p(BigDecimal e) {
        BigDecimal t = divide(e, TWO.add(e));
        return oddSeries(t, t.multiply(t, DIGITS)).multiply(TWO);
    }

    public static BigDecimal cos(BigDecimal x) {
        BigDecimal minusSquare = x.multiply(x, DIGITS).negate();
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal term = ONE;
        for (int k = 2; !isNegligible(term); k += 2) {
            sum = sum.add(term, DIGITS);
            term = divide(term.multiply(minusSquare, DIGITS), BigDecimal.valueOf((long) k * (k - 1)));
        }
        return sum;
    }

    /** By Machin's formula. */
    public static BigDecimal pi() {
        BigDecimal ofFifth = arctan(new BigDecimal("0.2")).multiply(BigDecimal.valueOf(16));
        BigDecimal of239th = arctan(divide(ONE, BigDecimal.valueOf(239))).multiply(BigDecimal.valueOf(4));
        return ofFifth.subtract(of239th);
    }

    private static BigDecimal arctan(BigDecimal t) {
        return oddSeries(t, t.multiply(t, DIGITS).negate());
    }

    /** The sum of first * ratio^k / (2k + 1). */
    private static BigDecimal oddSeries(BigDecimal first, BigDecimal ratio) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal power = first;
        BigDecimal least = first.abs().multiply(NEGLIGIBLE);
        for (int k = 1; power.abs().compareTo(least) > 0; k += 2) {
            sum = sum.add(divide(power, BigDecimal.valueOf(k)), DIGITS);
            power = power.multiply(ratio, DIGITS);
        }
        return sum;
    }

    private static boolean isNegligible(BigDecimal term) {
        return term.abs().compareTo(NEGLIGIBLE) < 0;
    }

    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, DIGITS);
    }
}
