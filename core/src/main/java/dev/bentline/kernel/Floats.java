package dev.bentline.kernel;

/** Floats beside doubles. */
final class Floats {
    private Floats() {}

    /** The last float at or below a double. */
    static float floor(double value) {
        float rounded = (float) value;
        return rounded > value ? Math.nextDown(rounded) : rounded;
    }

    /** The first float above. */
    static float above(double value) {
        return Math.nextUp(floor(value));
    }

    /** Returns whether rounding to float keeps a double's relative precision. */
    static boolean isNormal(double value) {
        float rounded = (float) value;
        return value == 0 || (Math.abs(rounded) >= Float.MIN_NORMAL && Float.isFinite(rounded));
    }
}
