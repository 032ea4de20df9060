package dev.bentline.cli.source;

/** Numbers of other kinds to the nearest float, in one rounding. */
public final class NearestFloat {
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** The powers of ten that a double holds exactly. */
    private static final double[] TEN_TO = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long BITS_BELOW_FLOAT = (1L << 29) - 1;
    private static final long HALFWAY = 1L << 28;

    private NearestFloat() {}

    /**
     * The float nearest to digits times a power of ten; NaN where that takes more than doubles. Where digits and power are
     * exact, their quotient or product is the nearest double (Clinger 1990), and its nearest float is the number's, unless
     * the double is halfway between two floats; all of them are 0 or normal floats.
     */
    public static float ofDecimal(long digits, int exponent) {
        if (Math.abs(exponent) < TEN_TO.length && digits <= EXACT_IN_DOUBLE && digits >= -EXACT_IN_DOUBLE) {
            double nearest = exponent < 0 ? digits / TEN_TO[-exponent] : digits * TEN_TO[exponent];
            boolean halfway = (Double.doubleToRawLongBits(nearest) & BITS_BELOW_FLOAT) == HALFWAY;
            if (!halfway) {
                return (float) nearest;
            }
        }
        return Float.NaN;
    }

    /** The float nearest to a long without a sign: halves a large one, with its last bit kept for the rounding. */
    public static float ofUnsigned(long value) {
        return value >= 0 ? value : 2 * (float) ((value >>> 1) | (value & 1));
    }
}
