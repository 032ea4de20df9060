package dev.bentline.cli.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** Values as text, such as stands in a CSV file. */
final class ValueText {
    private static final int UUID_LENGTH = 16;
    private static final int FLOAT16_LENGTH = 2;
    private static final long SECONDS_OF_DAY = 24 * 60 * 60;
    private static final long NANOS = 1_000_000_000;
    private static final int MOST_SCALE = 1000;

    private ValueText() {}

    /** Tells whether there is a text for the values of a column. */
    static boolean isKnown(ParquetColumn column) {
        if (column.logical() instanceof LogicalType.Decimal decimal
                && (decimal.scale() < 0 || decimal.scale() > MOST_SCALE)) {
            return false;
        }
        return switch (column.type()) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case INT96 -> false;
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                switch (column.logical()) {
                    case LogicalType.Simple.STRING, LogicalType.Simple.ENUM, LogicalType.Simple.JSON -> true;
                    case LogicalType.Simple.UUID -> column.length() == UUID_LENGTH;
                    case LogicalType.Simple.FLOAT16 -> column.length() == FLOAT16_LENGTH;
                    case LogicalType.Decimal _ -> true;
                    case null, default -> false;
                };
        };
    }

    /** Appends a value's text, one character for each byte of its UTF-8. */
    static void append(ParquetColumn column, Object values, int place, StringBuilder out) {
        switch (values) {
            case boolean[] booleans -> out.append(booleans[place]);
            case int[] ints -> appendInteger(column, ints[place], Integer.toUnsignedLong(ints[place]), out);
            case long[] longs -> appendInteger(column, longs[place], longs[place], out);
            case float[] floats -> out.append(floats[place]);
            case double[] doubles -> out.append(doubles[place]);
            case Binaries binaries -> appendBinary(column, binaries, place, out);
            default -> throw new IllegalArgumentException("values of " + column);
        }
    }

    private static void appendInteger(ParquetColumn column, long value, long unsigned, StringBuilder out) {
        switch (column.logical()) {
            case LogicalType.Int integer when !integer.signed() -> out.append(Long.toUnsignedString(unsigned));
            case LogicalType.Simple.DATE -> out.append(LocalDate.ofEpochDay(value));
            case LogicalType.Decimal decimal ->
                out.append(BigDecimal.valueOf(value, decimal.scale()).toPlainString());
            case LogicalType.Time time -> appendTime(time, value, out);
            case LogicalType.Timestamp timestamp -> appendTimestamp(timestamp, value, out);
            case null, default -> out.append(value);
        }
    }

    /** Hours of a day, unless the value is outside one; then the number. */
    private static void appendTime(LogicalType.Time time, long value, StringBuilder out) {
        int perSecond = time.unit().perSecond;
        if (value < 0 || value >= SECONDS_OF_DAY * perSecond) {
            out.append(value);
            return;
        }
        out.append(LocalTime.ofNanoOfDay(value * (NANOS / perSecond)));
        if (time.utc()) {
            out.append('Z');
        }
    }

    private static void appendTimestamp(LogicalType.Timestamp timestamp, long value, StringBuilder out) {
        int perSecond = timestamp.unit().perSecond;
        out.append(LocalDateTime.ofEpochSecond(
                Math.floorDiv(value, perSecond),
                Math.floorMod(value, perSecond) * (int) (NANOS / perSecond),
                ZoneOffset.UTC));
        if (timestamp.utc()) {
            out.append('Z');
        }
    }

    private static void appendBinary(ParquetColumn column, Binaries binaries, int place, StringBuilder out) {
        byte[] bytes = binaries.bytes();
        int start = binaries.start(place);
        int length = binaries.length(place);
        switch (column.logical()) {
            case LogicalType.Decimal decimal ->
                out.append((length == 0
                                ? BigDecimal.ZERO
                                : new BigDecimal(new BigInteger(bytes, start, length), decimal.scale()))
                        .toPlainString());
            case LogicalType.Simple.UUID -> {
                ByteBuffer uuid = ByteBuffer.wrap(bytes, start, length);
                out.append(new UUID(uuid.getLong(), uuid.getLong()));
            }
            case LogicalType.Simple.FLOAT16 ->
                out.append(Float.float16ToFloat((short) (((bytes[start + 1] & 0xFF) << 8) | (bytes[start] & 0xFF))));
            case null, default -> {
                for (int i = 0; i < length; i++) {
                    out.append((char) (bytes[start + i] & 0xFF));
                }
            }
        }
    }
}
