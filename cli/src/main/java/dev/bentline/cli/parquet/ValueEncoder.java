package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.KeptValues;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes a tile's values of a kept column as a page has them: definition levels where values may be null, then PLAIN. */
final class ValueEncoder {
    private static final int LONGEST_VARINT = 5;

    /** A page's bytes before compression. */
    record Encoded(ByteBuffer bytes, int nulls) {}

    private ValueEncoder() {}

    /** The column to write values of. */
    static ParquetColumn columnFor(KeptColumn kept) {
        return kept instanceof ParquetColumn column
                ? column
                : ParquetColumn.required(kept.name(), PhysicalType.BYTE_ARRAY, LogicalType.Simple.STRING);
    }

    static Encoded encode(ParquetColumn column, KeptValues values, int count) {
        ParquetValues typed = values instanceof ParquetValues parquet ? parquet : texts(column, values, count);
        int nulls = 0;
        for (int row = 0; row < count; row++) {
            if (typed.isNull(row)) {
                nulls++;
            }
        }
        long size = column.optional() ? Integer.BYTES + LONGEST_VARINT + (count + 7) / 8 : 0;
        ByteBuffer out;
        try {
            out = ByteBuffer.allocate(Math.toIntExact(size + plainSize(typed, count)))
                    .order(ByteOrder.LITTLE_ENDIAN);
        } catch (ArithmeticException e) {
            throw CommandException.wrongInput(
                    "the values of column " + column.name() + " are too long: " + count
                            + " rows should have less than 2 GiB",
                    e);
        }
        if (column.optional()) {
            putLevels(out, typed, count, nulls);
        }
        putPlain(out, typed, count);
        return new Encoded(out.flip(), nulls);
    }

    /** Definition levels of 0 and 1, RLE/bit-packed: one run of ones, or all of them as bits. */
    private static void putLevels(ByteBuffer out, ParquetValues values, int count, int nulls) {
        int start = out.position();
        out.position(start + Integer.BYTES);
        if (nulls == 0) {
            putVarint(out, count << 1);
            out.put((byte) 1);
        } else {
            putVarint(out, ((count + 7) / 8) * 2 + 1);
            putBits(out, count, row -> !values.isNull(row));
        }
        out.putInt(start, out.position() - start - Integer.BYTES);
    }

    private static void putVarint(ByteBuffer out, int value) {
        int rest = value;
        for (; rest > 0x7F; rest >>>= 7) {
            out.put((byte) ((rest & 0x7F) | 0x80));
        }
        out.put((byte) rest);
    }

    @FunctionalInterface
    private interface Bit {
        boolean at(int row);
    }

    private static void putBits(ByteBuffer out, int count, Bit bit) {
        for (int row = 0; row < count; row += 8) {
            int bits = 0;
            for (int i = 0; i < 8 && row + i < count; i++) {
                bits |= bit.at(row + i) ? 1 << i : 0;
            }
            out.put((byte) bits);
        }
    }

    private static long plainSize(ParquetValues values, int count) {
        if (!(values.values() instanceof Binaries binaries)) {
            return (long) count * Long.BYTES; // or less
        }
        boolean prefixed = values.column().type() == PhysicalType.BYTE_ARRAY;
        long size = 0;
        for (int row = 0; row < count; row++) {
            if (!values.isNull(row)) {
                size += binaries.length(values.place(row)) + (prefixed ? Integer.BYTES : 0);
            }
        }
        return size;
    }

    private static void putPlain(ByteBuffer out, ParquetValues values, int count) {
        if (values.values() instanceof boolean[] booleans) {
            putBooleans(out, booleans, values, count);
            return;
        }
        boolean prefixed = values.column().type() == PhysicalType.BYTE_ARRAY;
        for (int row = 0; row < count; row++) {
            if (values.isNull(row)) {
                continue;
            }
            int place = values.place(row);
            switch (values.values()) {
                case int[] ints -> out.putInt(ints[place]);
                case long[] longs -> out.putLong(longs[place]);
                case float[] floats -> out.putInt(Float.floatToRawIntBits(floats[place]));
                case double[] doubles -> out.putLong(Double.doubleToRawLongBits(doubles[place]));
                case Binaries binaries -> {
                    int length = binaries.length(place);
                    if (prefixed) {
                        out.putInt(length);
                    }
                    out.put(binaries.bytes(), binaries.start(place), length);
                }
                default -> throw new IllegalArgumentException("values of " + values.column());
            }
        }
    }

    private static void putBooleans(ByteBuffer out, boolean[] booleans, ParquetValues values, int count) {
        boolean[] present = new boolean[count];
        int presentCount = 0;
        for (int row = 0; row < count; row++) {
            if (!values.isNull(row)) {
                present[presentCount++] = booleans[values.place(row)];
            }
        }
        putBits(out, presentCount, row -> present[row]);
    }

    /** Text of a column that is not from a Parquet file. */
    private static ParquetValues texts(ParquetColumn column, KeptValues values, int count) {
        StringBuilder all = new StringBuilder();
        int[] offsets = new int[count + 1];
        for (int row = 0; row < count; row++) {
            values.append(row, all);
            offsets[row + 1] = all.length();
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.ISO_8859_1);
        Binaries binaries = new Binaries(bytes, offsets);
        checkUtf8(column, binaries, count);
        return new ParquetValues(column, binaries, null, null);
    }

    private static void checkUtf8(ParquetColumn column, Binaries texts, int count) {
        for (int row = 0; row < count; row++) {
            ByteBuffer text = ByteBuffer.wrap(texts.bytes(), texts.start(row), texts.length(row));
            if (fault(text) != null) {
                throw CommandException.wrongInput("column " + column.name() + ": "
                        + Text.quoted(StandardCharsets.UTF_8.decode(text).toString())
                        + " is not UTF-8, as text in a Parquet file has to be; --out FILE.csv keeps any bytes");
            }
        }
    }

    private static @Nullable CharacterCodingException fault(ByteBuffer text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(text.duplicate());
            return null;
        } catch (CharacterCodingException e) {
            return e;
        }
    }
}
