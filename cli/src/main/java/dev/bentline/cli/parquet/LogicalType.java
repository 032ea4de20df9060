package dev.bentline.cli.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Meaning of stored values, beyond their physical type. The format has it twice: as a member of the union LogicalType
 * and, older, as a number of the enum ConvertedType.
 */
sealed interface LogicalType {
    /** The number of the older form, or -1. */
    default int converted() {
        return -1;
    }

    /** Writes the union's member; nothing if it has none for this. */
    void writeMember(ThriftWriter union);

    /** Tells whether a column of this type can be written. */
    default boolean isWritable() {
        return true;
    }

    /** Types without parameters: their number in the union, or 0, and that of the older form, or -1. */
    enum Simple implements LogicalType {
        STRING(1, 0),
        ENUM(4, 4),
        DATE(6, 6),
        UNKNOWN(11, -1),
        JSON(12, 19),
        BSON(13, 20),
        UUID(14, -1),
        FLOAT16(15, -1),
        INTERVAL(0, 21);

        private final int member;
        private final int converted;

        Simple(int member, int converted) {
            this.member = member;
            this.converted = converted;
        }

        @Override
        public int converted() {
            return converted;
        }

        @Override
        public void writeMember(ThriftWriter union) {
            if (member != 0) {
                union.emptyStruct(member);
            }
        }
    }

    /** Fractions of a second. */
    enum Unit {
        MILLIS(1, 1_000),
        MICROS(2, 1_000_000),
        NANOS(3, 1_000_000_000);

        final int member;
        final int perSecond;

        Unit(int member, int perSecond) {
            this.member = member;
            this.perSecond = perSecond;
        }

        private static Unit of(int member) throws MalformedException {
            for (Unit unit : values()) {
                if (unit.member == member) {
                    return unit;
                }
            }
            throw new MalformedException("there is no unit of time " + member);
        }
    }

    /** An integer times a power of ten. */
    record Decimal(int scale, int precision) implements LogicalType {
        @Override
        public int converted() {
            return 5;
        }

        @Override
        public void writeMember(ThriftWriter union) {
            union.struct(5, fields -> fields.int32(1, scale).int32(2, precision));
        }
    }

    /** The time since midnight. */
    record Time(boolean utc, Unit unit) implements LogicalType {
        @Override
        public int converted() {
            return unit != Unit.NANOS ? 6 + unit.member : -1;
        }

        @Override
        public void writeMember(ThriftWriter union) {
            writeTime(union, 7, utc, unit);
        }
    }

    /** The time since the beginning of 1970. */
    record Timestamp(boolean utc, Unit unit) implements LogicalType {
        @Override
        public int converted() {
            return unit != Unit.NANOS ? 8 + unit.member : -1;
        }

        @Override
        public void writeMember(ThriftWriter union) {
            writeTime(union, 8, utc, unit);
        }
    }

    /** An integer, perhaps of fewer bits than it is stored in. */
    record Int(int bits, boolean signed) implements LogicalType {
        @Override
        public int converted() {
            return (signed ? 15 : 11) + Integer.numberOfTrailingZeros(bits / 8);
        }

        @Override
        public void writeMember(ThriftWriter union) {
            union.struct(10, fields -> fields.int8(1, bits).bool(2, signed));
        }
    }

    /** A type this does not know. */
    record Other(int member) implements LogicalType {
        @Override
        public void writeMember(ThriftWriter union) {
            throw new IllegalStateException("not writable");
        }

        @Override
        public boolean isWritable() {
            return false;
        }
    }

    private static void writeTime(ThriftWriter union, int field, boolean utc, Unit unit) {
        union.struct(field, fields -> fields.bool(1, utc).struct(2, units -> units.emptyStruct(unit.member)));
    }

    /** Writes the rest of a schema element, after the name. */
    default void write(ThriftWriter element) {
        if (converted() >= 0) {
            element.int32(6, converted());
        }
        if (this instanceof Decimal decimal) {
            element.int32(7, decimal.scale).int32(8, decimal.precision);
        }
        if (this != Simple.INTERVAL) {
            element.struct(10, this::writeMember);
        }
    }

    /** The type of the older form. */
    static @Nullable LogicalType ofConverted(int converted, int scale, int precision) {
        for (Simple simple : Simple.values()) {
            if (simple.converted == converted && converted >= 0) {
                return simple;
            }
        }
        return switch (converted) {
            case 5 -> new Decimal(scale, precision);
            case 7 -> new Time(true, Unit.MILLIS);
            case 8 -> new Time(true, Unit.MICROS);
            case 9 -> new Timestamp(true, Unit.MILLIS);
            case 10 -> new Timestamp(true, Unit.MICROS);
            case 11, 12, 13, 14 -> new Int(8 << (converted - 11), false);
            case 15, 16, 17, 18 -> new Int(8 << (converted - 15), true);
            default -> null;
        };
    }

    /** Reads the union. */
    static @Nullable LogicalType read(ThriftReader in) throws IOException {
        LogicalType[] type = {null};
        in.struct(member -> type[0] = readMember(in, member));
        return type[0];
    }

    private static Int integer(int bits, boolean signed) throws MalformedException {
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw new MalformedException("there are no integers of " + bits + " bits");
        }
        return new Int(bits, signed);
    }

    private static LogicalType readMember(ThriftReader in, int member) throws IOException {
        int[] numbers = new int[3];
        boolean[] flags = new boolean[3];
        switch (member) {
            case 5 -> in.struct(field -> numbers[in.index(field, 3)] = in.int32());
            case 7, 8 ->
                in.struct(field -> {
                    if (field == 1) {
                        flags[1] = in.bool();
                    } else {
                        in.struct(unit -> {
                            numbers[2] = unit;
                            in.skip();
                        });
                    }
                });
            case 10 ->
                in.struct(field -> {
                    if (field == 1) {
                        numbers[1] = in.int8();
                    } else {
                        flags[in.index(field, 3)] = in.bool();
                    }
                });
            default -> in.skip();
        }
        for (Simple simple : Simple.values()) {
            if (simple.member == member) {
                return simple;
            }
        }
        return switch (member) {
            case 5 -> new Decimal(numbers[1], numbers[2]);
            case 7 -> new Time(flags[1], Unit.of(numbers[2]));
            case 8 -> new Timestamp(flags[1], Unit.of(numbers[2]));
            case 10 -> integer(numbers[1], flags[2]);
            default -> new Other(member);
        };
    }
}
