package dev.bentline.kernel;

/**
 * The decimal logarithm from exactly rounded operations only, so that its bits are the same everywhere, compiled or not.
 *
 * <p>With x = 2^k m, m from the root of a half to the root of 2, and s = (m - 1) / (m + 1),
 *
 * <pre>
 * log x = k log 2 + 2 (s + s^3 / 3 + s^5 / 5 + ...)
 * </pre>
 *
 * the series of the inverse hyperbolic tangent, here to s^17: |s| is at most 0.172. The relative error is below 2^-49.
 */
public final class Log10 {
    public static final int MANTISSA = 52;
    public static final long ROOT_OF_HALF = 0x3FE6A09E667F3BCDL;

    public static final double LOG10_OF_2 = 0.3010299956639812;
    public static final double TWICE_LOG10_OF_E = 0.8685889638065037;

    private Log10() {}

    /**
     * The logarithm of a number.
     *
     * @param x normal, above 0 and finite
     */
    public static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long k = (bits - ROOT_OF_HALF) >> MANTISSA;
        double m = Double.longBitsToDouble(bits - (k << MANTISSA));
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double p = Math.fma(z, 1.0 / 17, 1.0 / 15);
        p = Math.fma(z, p, 1.0 / 13);
        p = Math.fma(z, p, 1.0 / 11);
        p = Math.fma(z, p, 1.0 / 9);
        p = Math.fma(z, p, 1.0 / 7);
        p = Math.fma(z, p, 1.0 / 5);
        p = Math.fma(z, p, 1.0 / 3);
        p = Math.fma(z, p, 1.0);
        return Math.fma((double) k, LOG10_OF_2, TWICE_LOG10_OF_E * s * p);
    }
}
