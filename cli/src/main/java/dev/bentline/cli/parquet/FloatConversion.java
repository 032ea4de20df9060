package dev.bentline.cli.parquet;

/** Converts the values of number columns to the nearest floats. */
final class FloatConversion {
    private FloatConversion() {}

    /** Returns whether a column has numbers. */
    static boolean isKnown(ParquetColumn column) {
        return switch (column.type()) {
            case FLOAT, DOUBLE -> column.logical() == null;
            case INT32, INT64 -> column.logical() == null || column.logical() instanceof LogicalType.Int;
            case BOOLEAN, INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> false;
        };
    }

    /** Rounds the first values. */
    static void round(ParquetColumn column, Object values, float[] floats, int count) {
        boolean unsigned = column.logical() instanceof LogicalType.Int integer && !integer.signed();
        switch (values) {
            case float[] same -> System.arraycopy(same, 0, floats, 0, count);
            case double[] doubles -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = (float) doubles[i];
                }
            }
            case int[] ints -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = unsigned ? Integer.toUnsignedLong(ints[i]) : ints[i];
                }
            }
            case long[] longs -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = unsigned ? unsigned(longs[i]) : longs[i];
                }
            }
            default -> throw new IllegalArgumentException("no numbers: " + column);
        }
    }

    /** Halves a large number, with its last bit kept for the rounding. */
    private static float unsigned(long value) {
        return value >= 0 ? value : 2 * (float) ((value >>> 1) | (value & 1));
    }

    /** Returns whether the first values are all finite. */
    static boolean areFinite(float[] floats, int count) {
        int largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(floats[i]) & Integer.MAX_VALUE);
        }
        return largest < Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    }

    /** Says why the value at a place is no finite float, and what would be one. */
    static String fault(Object values, int place) {
        Number value = switch (values) {
            case float[] floats -> floats[place];
            case double[] doubles -> doubles[place];
            default -> throw new IllegalArgumentException("integers are finite");
        };
        return value
                + (Double.isFinite(value.doubleValue())
                        ? " is too large for a float; the largest is " + Float.MAX_VALUE
                        : " is not a finite number, such as 0.25");
    }
}
