package dev.bentline.cli.source;

/**
 * The smallest and the largest of floats, NaN left out; where there is no number, min is above max. Its loops have no
 * branches, so that C2 makes vectors of them.
 */
public record FloatRange(float min, float max) {
    public static final FloatRange EMPTY = new FloatRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    /** The range of the first floats. */
    public static FloatRange of(float[] values, int count) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        return Float.isNaN(min) ? withoutNan(values, count) : new FloatRange(min, max);
    }

    private static FloatRange withoutNan(float[] values, int count) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            if (!Float.isNaN(values[i])) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
            }
        }
        return new FloatRange(min, max);
    }

    /** Returns the range of both. */
    public FloatRange and(FloatRange other) {
        return new FloatRange(Math.min(min, other.min), Math.max(max, other.max));
    }

    /** Returns whether there is no number. */
    public boolean isEmpty() {
        return min > max;
    }

    /** Returns whether the first floats are all finite. */
    public static boolean areFinite(float[] values, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        return largest <= Float.MAX_VALUE;
    }
}
