package dev.bentline.cli.parquet;

import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.NearestFloat;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Converts the values of number columns to the nearest floats. */
final class FloatConversion {
    /** More digits than any writer has; a scale that is a corrupt number would take its time. */
    private static final int MOST_DIGITS = 1000;

    private static final String TOO_LARGE = " is too large for a float; the largest is " + Float.MAX_VALUE;

    private FloatConversion() {}

    /** Returns whether a column has numbers. */
    static boolean isKnown(ParquetColumn column) {
        return switch (column.type()) {
            case FLOAT, DOUBLE -> column.logical() == null;
            case INT32, INT64 ->
                column.logical() == null || column.logical() instanceof LogicalType.Int || isDecimal(column);
            case BYTE_ARRAY -> isDecimal(column);
            case FIXED_LEN_BYTE_ARRAY -> isDecimal(column) || isHalf(column);
            case BOOLEAN, INT96 -> false;
        };
    }

    private static boolean isDecimal(ParquetColumn column) {
        return column.logical() instanceof LogicalType.Decimal decimal
                && decimal.scale() >= 0
                && decimal.scale() <= decimal.precision()
                && decimal.precision() <= MOST_DIGITS;
    }

    private static boolean isHalf(ParquetColumn column) {
        return column.logical() == LogicalType.Simple.FLOAT16 && column.length() == Short.BYTES;
    }

    /** Rounds the first values; what is no number, such as where a null stands, becomes NaN. */
    static void round(ParquetColumn column, Object values, float[] floats, int count) {
        if (column.logical() instanceof LogicalType.Decimal decimal) {
            roundDecimals(values, decimal.scale(), floats, count);
            return;
        }
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
                    floats[i] = unsigned ? NearestFloat.ofUnsigned(longs[i]) : longs[i];
                }
            }
            case Binaries halves -> {
                for (int i = 0; i < count; i++) {
                    floats[i] = half(halves, i);
                }
            }
            default -> throw new IllegalArgumentException("no numbers: " + column);
        }
    }

    private static float half(Binaries halves, int place) {
        if (halves.length(place) != Short.BYTES) {
            return Float.NaN;
        }
        byte[] bytes = halves.bytes();
        int start = halves.start(place);
        return Float.float16ToFloat((short) ((bytes[start] & 0xff) | (bytes[start + 1] << 8)));
    }

    private static void roundDecimals(Object values, int scale, float[] floats, int count) {
        for (int i = 0; i < count; i++) {
            floats[i] = switch (values) {
                case int[] ints -> decimal(ints[i], scale);
                case long[] longs -> decimal(longs[i], scale);
                case Binaries digits ->
                    digits.length(i) == 0
                            ? Float.NaN
                            : exactDecimal(digits, i, scale).floatValue();
                default -> throw new IllegalArgumentException("no decimals");
            };
        }
    }

    private static float decimal(long unscaled, int scale) {
        float nearest = NearestFloat.ofDecimal(unscaled, -scale);
        return Float.isNaN(nearest) ? BigDecimal.valueOf(unscaled, scale).floatValue() : nearest;
    }

    private static BigDecimal exactDecimal(Binaries digits, int place, int scale) {
        return new BigDecimal(new BigInteger(digits.bytes(), digits.start(place), digits.length(place)), scale);
    }

    /** Says why the value at a place is no finite float, and what would be one. */
    static String fault(ParquetColumn column, Object values, int place) {
        if (column.logical() instanceof LogicalType.Decimal decimal && values instanceof Binaries digits) {
            return digits.length(place) == 0
                    ? "the value is empty where a decimal should be"
                    : Text.shortened(
                                    exactDecimal(digits, place, decimal.scale()).toPlainString())
                            + TOO_LARGE;
        }
        Number value = switch (values) {
            case float[] floats -> floats[place];
            case double[] doubles -> doubles[place];
            case Binaries halves -> half(halves, place);
            default -> throw new IllegalArgumentException("integers are finite");
        };
        return value + (Double.isFinite(value.doubleValue()) ? TOO_LARGE : " is not a finite number, such as 0.25");
    }
}
