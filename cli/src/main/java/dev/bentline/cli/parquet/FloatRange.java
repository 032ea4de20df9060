package dev.bentline.cli.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The smallest and the largest of floats. As the format wants it, NaNs do not count, and a zero stands for both zeros:
 * the least is -0, the largest +0. Where there is no number, min is above max.
 */
record FloatRange(float min, float max) {
    static final FloatRange EMPTY = new FloatRange(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);

    static FloatRange of(float[] values, int count) {
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

    FloatRange and(FloatRange other) {
        return new FloatRange(Math.min(min, other.min), Math.max(max, other.max));
    }

    boolean isEmpty() {
        return min > max;
    }

    byte[] minBytes() {
        return bytes(min == 0 ? -0f : min);
    }

    byte[] maxBytes() {
        return bytes(max == 0 ? 0f : max);
    }

    private static byte[] bytes(float value) {
        return ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }
}
