package dev.bentline.kernel;

/** Tells rounding from what is there, where a deep network's lines are computed in double. */
final class LineRounding {
    /**
     * Share of the summed magnitude below which a number counts as 0: 32 roundings. Numbers that are equal in exact arithmetic
     * differ by a few of them; two bends that are different are further apart, or so close that taking them for one does no more
     * harm than the roundings.
     */
    private static final double DOUBT = 0x1p-48;

    /** Multiples of a power of two up to so many of it are doubles, and so are their sums. */
    static final double EXACT = 0x1p53;

    private LineRounding() {}

    /** The greatest power of two that a float is a multiple of; infinite for 0. */
    static double grid(float value) {
        if (value == 0) {
            return Double.POSITIVE_INFINITY;
        }
        long significand =
                (Double.doubleToLongBits(value) & 0xf_ffff_ffff_ffffL) | (1L << 52); // no float is subnormal there
        return Math.scalb(1.0, Math.getExponent((double) value) - 52 + Long.numberOfTrailingZeros(significand));
    }

    /** The magnitude whose share a line may be wrong by at a dosage, which may be rounded itself. */
    static double size(double slope, double slopeDoubt, double offsetDoubt, double x) {
        return Math.fma(Math.max(Math.abs(slope), slopeDoubt), Math.abs(x), offsetDoubt);
    }

    /** The sign of a sum of the given size; 0 where rounding may have made it. */
    static int sign(double sum, double size) {
        return Math.abs(sum) > DOUBT * size ? (int) Math.signum(sum) : 0;
    }
}
