package dev.bentline.onnx;

import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one message of protocol buffers' wire format: {@code while (next()) switch (field()) ...}. Every
 * length is checked against the message before anything is made of it.
 */
final class ProtobufReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private static final int LARGEST_FIELD = (1 << 29) - 1;
    private static final int LONGEST_VARINT = 10;

    private final byte[] bytes;
    private final int end;
    private final String what;
    private int at;
    private int field;
    private int wire;

    /** @param what the message is, for errors, such as {@code the model} */
    ProtobufReader(byte[] bytes, int from, int to, String what) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
        this.what = what;
    }

    /** Goes to the next field; its value has to be read or skipped. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = anyVarint();
        wire = (int) tag & 7;
        if (tag >>> 3 < 1 || tag >>> 3 > LARGEST_FIELD) {
            throw damaged("has a field of the number " + Long.toUnsignedString(tag >>> 3));
        }
        field = (int) (tag >>> 3);
        return true;
    }

    /** The number of the field. */
    int field() {
        return field;
    }

    /** Returns whether the field holds bytes: a message, a text, or numbers packed into one field. */
    boolean isBytes() {
        return wire == BYTES;
    }

    long varint() {
        return number(VARINT);
    }

    float float32() {
        return Float.intBitsToFloat((int) number(FIXED32));
    }

    /** The bits of a number of a wire type. */
    long number(int wanted) {
        expect(wanted);
        return switch (wanted) {
            case FIXED32 -> little(Integer.BYTES);
            case FIXED64 -> little(Long.BYTES);
            default -> anyVarint();
        };
    }

    /** Another reader of what is left. */
    ProtobufReader copy() {
        return new ProtobufReader(bytes, at, end, what);
    }

    String text() {
        ProtobufReader text = message(what);
        return new String(bytes, text.at, text.end - text.at, StandardCharsets.UTF_8);
    }

    /** A reader of the field's bytes. */
    ProtobufReader message(String what) {
        expect(BYTES);
        long length = anyVarint();
        if (length < 0 || length > end - at) {
            throw damaged(
                    "has a length of " + Long.toUnsignedString(length) + " where " + (end - at) + " bytes are left");
        }
        int from = at;
        at += (int) length;
        return new ProtobufReader(bytes, from, at, what);
    }

    /** Takes the bytes that are left as one packed value after the other: returns whether there is another. */
    boolean packed(int wire) {
        this.wire = wire;
        return at < end;
    }

    int left() {
        return end - at;
    }

    void skip() {
        switch (wire) {
            case VARINT -> anyVarint();
            case FIXED64 -> little(Long.BYTES);
            case FIXED32 -> little(Integer.BYTES);
            case BYTES -> message(what);
            default -> throw damaged("has the wire type " + wire);
        }
    }

    /** Little-endian. */
    long little(int size) {
        if (size > end - at) {
            throw damaged("ends within a number");
        }
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xff);
        }
        at += size;
        return value;
    }

    private void expect(int wanted) {
        if (wire != wanted) {
            throw damaged("has the wire type " + wire + " instead of " + wanted);
        }
    }

    private long anyVarint() {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            byte part = bytes[at++];
            value |= (long) (part & 0x7f) << (7 * i);
            if (part >= 0) {
                return value;
            }
        }
        throw damaged(at == end ? "ends within a number" : "has a number of more than 64 bits");
    }

    private IllegalArgumentException damaged(String how) {
        return new IllegalArgumentException("damaged, or no ONNX file: at byte " + at + " " + what + " " + how
                + (field == 0 ? "" : ", field " + field));
    }
}
