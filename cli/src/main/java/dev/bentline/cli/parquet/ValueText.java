package dev.bentline.cli.parquet;

import dev.hardwood.metadata.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Values as text, such as stands in a CSV file. */
final class ValueText {
    private static final int UUID_LENGTH = 16;
    private static final int FLOAT16_LENGTH = 2;

    private ValueText() {}

    /** Whether there is a text for the values of a column. */
    static boolean isKnown(ParquetColumn column) {
        return switch (column.type()) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case INT96 -> false;
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                switch (column.logical()) {
                    case LogicalType.StringType _,
                            LogicalType.EnumType _,
                            LogicalType.JsonType _,
                            LogicalType.DecimalType _ -> true;
                    case LogicalType.UuidType _ -> column.length() == UUID_LENGTH;
                    case LogicalType.Float16Type _ -> column.length() == FLOAT16_LENGTH;
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
            case LogicalType.IntType integer when !integer.isSigned() -> out.append(Long.toUnsignedString(unsigned));
            case LogicalType.DateType _ -> out.append(LocalDate.ofEpochDay(value));
            case LogicalType.DecimalType decimal ->
                out.append(BigDecimal.valueOf(value, decimal.scale()).toPlainString());
            case LogicalType.TimeType time -> appendTime(time, value, out);
            case LogicalType.TimestampType timestamp -> appendTimestamp(timestamp, value, out);
            case null, default -> out.append(value);
        }
    }

    /** Hours of a day, unless the value is outside one; then the number. */
    private static void appendTime(LogicalType.TimeType time, long value, StringBuilder out) {
        TimeUnit unit = unit(time.unit());
        if (value < 0 || value >= unit.convert(1, TimeUnit.DAYS)) {
            out.append(value);
            return;
        }
        out.append(LocalTime.ofNanoOfDay(unit.toNanos(value)));
        if (time.isAdjustedToUTC()) {
            out.append('Z');
        }
    }

    private static void appendTimestamp(LogicalType.TimestampType timestamp, long value, StringBuilder out) {
        TimeUnit unit = unit(timestamp.unit());
        long perSecond = unit.convert(1, TimeUnit.SECONDS);
        out.append(LocalDateTime.ofEpochSecond(
                Math.floorDiv(value, perSecond), (int) unit.toNanos(Math.floorMod(value, perSecond)), ZoneOffset.UTC));
        if (timestamp.isAdjustedToUTC()) {
            out.append('Z');
        }
    }

    private static TimeUnit unit(LogicalType.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnit.MILLISECONDS;
            case MICROS -> TimeUnit.MICROSECONDS;
            case NANOS -> TimeUnit.NANOSECONDS;
        };
    }

    private static void appendBinary(ParquetColumn column, Binaries binaries, int place, StringBuilder out) {
        byte[] bytes = binaries.bytes();
        int start = binaries.start(place);
        int length = binaries.length(place);
        switch (column.logical()) {
            case LogicalType.DecimalType decimal ->
                out.append((length == 0
                                ? BigDecimal.ZERO
                                : new BigDecimal(new BigInteger(bytes, start, length), decimal.scale()))
                        .toPlainString());
            case LogicalType.UuidType _ -> {
                ByteBuffer uuid = ByteBuffer.wrap(bytes, start, length);
                out.append(new UUID(uuid.getLong(), uuid.getLong()));
            }
            case LogicalType.Float16Type _ ->
                out.append(Float.float16ToFloat((short) (((bytes[start + 1] & 0xFF) << 8) | (bytes[start] & 0xFF))));
            case null, default -> {
                for (int i = 0; i < length; i++) {
                    out.append((char) (bytes[start + i] & 0xFF));
                }
            }
        }
    }
}
