package dev.bentline.kernel;

/** What counts as rounding where a deep network's lines are computed in double. */
final class LineRounding {
    /**
     * Share of the summed magnitude below which a number counts as 0: 32 roundings. Numbers that are equal in exact arithmetic
     * differ by a few of them; two bends that are different are further apart, or so close that taking them for one does no more
     * harm than the roundings.
     */
    private static final double DOUBT = 0x1p-48;

    private LineRounding() {}

    /** The sign of a sum of the given size; 0 where rounding may have made it. */
    static int sign(double sum, double size) {
        return Math.abs(sum) > DOUBT * size ? (int) Math.signum(sum) : 0;
    }
}
