package dev.bentline.cli.parquet;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads structs in Thrift's compact protocol. A field is read by the method for its type, or skipped; nothing is
 * allocated for a length that is only claimed.
 */
final class ThriftReader {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    private static final int LONGEST_VARINT = 63;
    private static final int DEEPEST = 32;

    /** Acts on a field. */
    @FunctionalInterface
    interface Field {
        void read(int field) throws IOException;
    }

    /** Acts on an element of a list. */
    @FunctionalInterface
    interface Element {
        void read() throws IOException;
    }

    private final InputStream in;

    /** The type of the value that comes next. */
    private int type = STRUCT;

    private int depth;

    /** Begins at a struct. */
    ThriftReader(InputStream in) {
        this.in = in;
    }

    void struct(Field fields) throws IOException {
        expect(type == STRUCT);
        deeper();
        int field = 0;
        while (true) {
            int header = next();
            if (header == 0) {
                break;
            }
            type = header & 0xF;
            field = header >> 4 == 0 ? (int) zigzag() : field + (header >> 4);
            fields.read(field);
        }
        depth--;
    }

    void list(Element elements) throws IOException {
        expect(type == LIST || type == SET);
        deeper();
        int header = next();
        int elementType = header & 0xF;
        long size = header >> 4 == LONG_LIST ? varint() : header >> 4;
        expect(size >= 0);
        for (long i = 0; i < size; i++) {
            type = elementType;
            elements.read();
        }
        depth--;
    }

    boolean bool() throws IOException {
        expect(type == TRUE || type == FALSE);
        return type == TRUE;
    }

    int int8() throws IOException {
        expect(type == BYTE);
        return (byte) next();
    }

    int int32() throws IOException {
        expect(type == I32);
        return (int) zigzag();
    }

    long int64() throws IOException {
        expect(type == I64);
        return zigzag();
    }

    byte[] binary() throws IOException {
        expect(type == BINARY);
        long length = varint();
        byte[] bytes = in.readNBytes(Math.clamp(length, 0, Integer.MAX_VALUE - 8));
        expect(bytes.length == length);
        return bytes;
    }

    /** A field's number, if it is below a limit. */
    int index(int field, int limit) throws IOException {
        expect(field >= 0 && field < limit);
        return field;
    }

    void skip() throws IOException {
        switch (type) {
            case TRUE, FALSE -> {}
            case BYTE -> next();
            case I16, I32, I64 -> zigzag();
            case DOUBLE -> in.skipNBytes(Double.BYTES);
            case BINARY -> in.skipNBytes(length());
            case LIST, SET -> list(this::skipElement);
            case MAP -> skipMap();
            case STRUCT -> struct(_ -> skip());
            default -> throw malformed();
        }
    }

    private long length() throws IOException {
        long length = varint();
        expect(length >= 0);
        return length;
    }

    /** Reads a truth value of a list, which takes a byte. */
    private void skipElement() throws IOException {
        if (type == TRUE || type == FALSE) {
            next();
        } else {
            skip();
        }
    }

    private void skipMap() throws IOException {
        deeper();
        long size = length();
        int types = size == 0 ? 0 : next();
        for (long i = 0; i < size; i++) {
            type = types >> 4;
            skipElement();
            type = types & 0xF;
            skipElement();
        }
        depth--;
    }

    private void deeper() throws IOException {
        depth++;
        expect(depth <= DEEPEST);
    }

    private long zigzag() throws IOException {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift <= LONGEST_VARINT; shift += 7) {
            int next = next();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed();
    }

    private int next() throws IOException {
        int next = in.read();
        expect(next >= 0);
        return next;
    }

    private static void expect(boolean truth) throws MalformedException {
        if (!truth) {
            throw malformed();
        }
    }

    private static MalformedException malformed() {
        return new MalformedException("its metadata is corrupt");
    }
}
