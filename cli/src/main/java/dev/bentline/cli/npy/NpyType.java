package dev.bentline.cli.npy;

import dev.bentline.cli.source.NearestFloat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Type of the values of a NumPy file: a float of 16, 32 or 64 bits, an integer, or a truth, which counts as 0 or 1.
 *
 * @param kind NumPy's letter: f, i, u or b
 * @param width bytes of a value
 * @param order their order
 */
record NpyType(char kind, int width, ByteOrder order) {
    private static final Pattern DESCRIPTION = Pattern.compile("(['\"])([<>=|]?)(f[248]|[iu][1248]|b1)\\1");

    /** Doubles to convert at a time. */
    private static final int PART = 1024;

    /** Reads a header's {@code descr}; null for a type that is none of these. */
    static @Nullable NpyType parse(String description) {
        Matcher parts = DESCRIPTION.matcher(description);
        if (!parts.matches()) {
            return null;
        }
        String type = parts.group(3);
        ByteOrder order = switch (parts.group(2)) {
            case "<" -> ByteOrder.LITTLE_ENDIAN;
            case ">" -> ByteOrder.BIG_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        return new NpyType(type.charAt(0), type.charAt(1) - '0', order);
    }

    /** Converts the values of a buffer in {@link #order} to the nearest floats. */
    void round(ByteBuffer bytes, float[] floats) {
        int count = bytes.remaining() / width;
        switch ("" + kind + width) {
            case "f4" -> bytes.asFloatBuffer().get(floats, 0, count);
            case "f8" -> round(bytes.asDoubleBuffer(), floats);
            default -> {
                int start = bytes.position();
                for (int i = 0; i < count; i++) {
                    floats[i] = value(bytes, start + i * width);
                }
            }
        }
    }

    private float value(ByteBuffer bytes, int at) {
        return switch (kind) {
            case 'f' -> Float.float16ToFloat(bytes.getShort(at));
            case 'b' -> bytes.get(at) == 0 ? 0 : 1;
            case 'i' ->
                switch (width) {
                    case 1 -> bytes.get(at);
                    case 2 -> bytes.getShort(at);
                    case 4 -> bytes.getInt(at);
                    default -> bytes.getLong(at);
                };
            default ->
                switch (width) {
                    case 1 -> Byte.toUnsignedInt(bytes.get(at));
                    case 2 -> Short.toUnsignedInt(bytes.getShort(at));
                    case 4 -> Integer.toUnsignedLong(bytes.getInt(at));
                    default -> NearestFloat.ofUnsigned(bytes.getLong(at));
                };
        };
    }

    /** Rounds in parts, because an array is converted fast, a buffer slowly, and a small one stays near. */
    private static void round(DoubleBuffer values, float[] floats) {
        double[] part = new double[PART];
        for (int at = 0; values.hasRemaining(); ) {
            int count = Math.min(PART, values.remaining());
            values.get(part, 0, count);
            for (int i = 0; i < count; i++) {
                floats[at + i] = (float) part[i];
            }
            at += count;
        }
    }

    /** The value at a place as the file has it, for what is no finite float. */
    double exact(ByteBuffer bytes, int place, float rounded) {
        return width == Double.BYTES && kind == 'f' ? bytes.getDouble(place * Double.BYTES) : rounded;
    }
}
