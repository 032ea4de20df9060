package dev.bentline.cli.parquet;

import dev.hardwood.metadata.LogicalType;

/** Writes what a column's values mean: as a logical type and, for older readers, as a converted type. */
final class LogicalTypes {
    private LogicalTypes() {}

    /** Whether a column of this type can be written. */
    static boolean isWritable(LogicalType type) {
        return switch (type) {
            case LogicalType.StringType _,
                    LogicalType.EnumType _,
                    LogicalType.DecimalType _,
                    LogicalType.DateType _,
                    LogicalType.TimeType _,
                    LogicalType.TimestampType _,
                    LogicalType.IntType _,
                    LogicalType.NullType _,
                    LogicalType.JsonType _,
                    LogicalType.BsonType _,
                    LogicalType.UuidType _,
                    LogicalType.Float16Type _,
                    LogicalType.IntervalType _ -> true;
            default -> false;
        };
    }

    /** Writes the rest of a schema element, after the name. */
    static void write(ThriftWriter out, LogicalType type) {
        int converted = converted(type);
        if (converted >= 0) {
            out.int32(6, converted);
        }
        if (type instanceof LogicalType.DecimalType decimal) {
            out.int32(7, decimal.scale()).int32(8, decimal.precision());
        }
        if (!(type instanceof LogicalType.IntervalType)) { // there is no such logical type
            out.struct(10, union -> member(union, type));
        }
    }

    private static int converted(LogicalType type) {
        return switch (type) {
            case LogicalType.StringType _ -> 0;
            case LogicalType.EnumType _ -> 4;
            case LogicalType.DecimalType _ -> 5;
            case LogicalType.DateType _ -> 6;
            case LogicalType.TimeType time when time.isAdjustedToUTC() -> sinceMidnight(time.unit());
            case LogicalType.TimestampType timestamp when timestamp.isAdjustedToUTC() -> sinceEpoch(timestamp.unit());
            case LogicalType.IntType integer ->
                (integer.isSigned() ? 15 : 11) + Integer.numberOfTrailingZeros(integer.bitWidth() / 8);
            case LogicalType.JsonType _ -> 19;
            case LogicalType.BsonType _ -> 20;
            case LogicalType.IntervalType _ -> 21;
            default -> -1;
        };
    }

    private static int sinceMidnight(LogicalType.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 7;
            case MICROS -> 8;
            case NANOS -> -1;
        };
    }

    private static int sinceEpoch(LogicalType.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 9;
            case MICROS -> 10;
            case NANOS -> -1;
        };
    }

    private static void member(ThriftWriter union, LogicalType type) {
        switch (type) {
            case LogicalType.StringType _ -> union.emptyStruct(1);
            case LogicalType.EnumType _ -> union.emptyStruct(4);
            case LogicalType.DecimalType decimal ->
                union.struct(5, fields -> fields.int32(1, decimal.scale()).int32(2, decimal.precision()));
            case LogicalType.DateType _ -> union.emptyStruct(6);
            case LogicalType.TimeType time -> time(union, 7, time.isAdjustedToUTC(), time.unit());
            case LogicalType.TimestampType timestamp -> time(union, 8, timestamp.isAdjustedToUTC(), timestamp.unit());
            case LogicalType.IntType integer ->
                union.struct(10, fields -> fields.int8(1, integer.bitWidth()).bool(2, integer.isSigned()));
            case LogicalType.NullType _ -> union.emptyStruct(11);
            case LogicalType.JsonType _ -> union.emptyStruct(12);
            case LogicalType.BsonType _ -> union.emptyStruct(13);
            case LogicalType.UuidType _ -> union.emptyStruct(14);
            case LogicalType.Float16Type _ -> union.emptyStruct(15);
            default -> throw new IllegalArgumentException("not writable: " + type);
        }
    }

    private static void time(ThriftWriter union, int field, boolean utc, LogicalType.TimeUnit unit) {
        int member = switch (unit) {
            case MILLIS -> 1;
            case MICROS -> 2;
            case NANOS -> 3;
        };
        union.struct(field, fields -> fields.bool(1, utc).struct(2, units -> units.emptyStruct(member)));
    }
}
