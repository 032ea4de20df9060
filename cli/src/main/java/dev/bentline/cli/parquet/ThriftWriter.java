package dev.bentline.cli.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes structs in Thrift's compact protocol, as far as Parquet needs it. A field is named by its number; the fields of
 * a struct come in ascending order.
 */
final class ThriftWriter {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    /** Writes what goes between a struct's beginning and its end. */
    @FunctionalInterface
    interface Fields {
        void write(ThriftWriter out);
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int lastField;

    /** The bytes of one struct. */
    static byte[] struct(Fields fields) {
        ThriftWriter out = new ThriftWriter();
        out.element(fields);
        return out.bytes.toByteArray();
    }

    ThriftWriter bool(int field, boolean value) {
        header(field, value ? TRUE : FALSE);
        return this;
    }

    ThriftWriter int8(int field, int value) {
        header(field, BYTE);
        bytes.write(value);
        return this;
    }

    ThriftWriter int32(int field, int value) {
        header(field, I32);
        zigzag(value);
        return this;
    }

    ThriftWriter int64(int field, long value) {
        header(field, I64);
        zigzag(value);
        return this;
    }

    ThriftWriter binary(int field, byte[] value) {
        header(field, BINARY);
        return lengthAnd(value);
    }

    ThriftWriter text(int field, String value) {
        return binary(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ThriftWriter struct(int field, Fields fields) {
        header(field, STRUCT);
        return element(fields);
    }

    /** A union whose member has no fields of its own. */
    ThriftWriter emptyStruct(int field) {
        return struct(field, _ -> {});
    }

    /** Begins a list of so many structs, each an {@link #element}. */
    ThriftWriter structs(int field, int size) {
        return list(field, size, STRUCT);
    }

    ThriftWriter int32s(int field, int... values) {
        list(field, values.length, I32);
        for (int value : values) {
            zigzag(value);
        }
        return this;
    }

    /** A list of one text. */
    ThriftWriter texts(int field, String value) {
        return list(field, 1, BINARY).lengthAnd(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A struct in a list. */
    ThriftWriter element(Fields fields) {
        int outer = lastField;
        lastField = 0;
        fields.write(this);
        bytes.write(0);
        lastField = outer;
        return this;
    }

    /** Structs in a list that were written before. */
    ThriftWriter elements(byte[] written) {
        bytes.writeBytes(written);
        return this;
    }

    private ThriftWriter lengthAnd(byte[] value) {
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private ThriftWriter list(int field, int size, int type) {
        header(field, LIST);
        if (size < LONG_LIST) {
            bytes.write((size << 4) | type);
        } else {
            bytes.write((LONG_LIST << 4) | type);
            varint(size);
        }
        return this;
    }

    /** All of Parquet's field numbers are close enough to each other for the short form. */
    private void header(int field, int type) {
        bytes.write(((field - lastField) << 4) | type);
        lastField = field;
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }
}
