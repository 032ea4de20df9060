package dev.bentline.testing;

/** Measures how far a float is from the true value, in units of the spacing of floats at the true value. */
public final class Ulps {
    private Ulps() {}

    /**
     * The error of a float against the exact value, which a double holds well enough. NaN matches NaN only; a zero of
     * the wrong sign is infinitely wrong; an infinity counts as 2^128 where the exact value is finite.
     */
    public static double error(float actual, double exact) {
        if (Float.isNaN(actual) || Double.isNaN(exact)) {
            return Float.isNaN(actual) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (actual == 0f && Math.copySign(1f, actual) != Math.copySign(1.0, exact)) {
            return Double.POSITIVE_INFINITY;
        }
        if (actual == exact) {
            return 0;
        }
        double near = Float.isInfinite(actual) ? Math.copySign(0x1p128, actual) : actual;
        return Math.abs(near - exact) / spacing(exact);
    }

    private static double spacing(double exact) {
        int exponent = Math.clamp(Math.getExponent(exact), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
        // 2^(exponent - 23), by its bits: this runs eight billion times
        return Double.longBitsToDouble(
                (long) (exponent - (Float.PRECISION - 1) + Double.MAX_EXPONENT) << (Double.PRECISION - 1));
    }
}
