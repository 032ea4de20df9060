package dev.bentline.onnx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of protocol buffers' wire format. Fields are looked up whenever they are asked for, and nothing is made of those
 * that nobody asks for; every length is checked against the message before anything is made of it.
 */
final class Message {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int BYTES = 2;
    static final int FIXED32 = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int wire;

    Message(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int length() {
        return end - at;
    }

    /** The messages or texts of a field. */
    List<Message> all(int field) {
        List<Message> all = new ArrayList<>(2);
        Message fields = copy();
        while (fields.goTo(field)) {
            fields.expect(BYTES);
            all.add(fields.part());
        }
        return all;
    }

    /** The message of a field, the last if there are several; null if there is none. */
    @Nullable
    Message last(int field) {
        List<Message> all = all(field);
        return all.isEmpty() ? null : all.getLast();
    }

    /** The message of a field; an empty one if there is none. */
    Message message(int field) {
        Message last = last(field);
        return last == null ? new Message(bytes, end, end) : last;
    }

    String text(int field) {
        return message(field).text();
    }

    List<String> texts(int field) {
        List<String> texts = new ArrayList<>(2);
        for (Message text : all(field)) {
            texts.add(text.text());
        }
        return texts;
    }

    private String text() {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    /** Returns the value of the entry of a key. */
    String entry(int field, String key, String missing) {
        String value = missing;
        for (Message entry : all(field)) {
            value = entry.text(1).equals(key) ? entry.text(2) : value;
        }
        return value;
    }

    /** The number of a field, the last if there are several. */
    long number(int field, int wire, long missing) {
        long[] numbers = numbers(field, wire);
        return numbers.length == 0 ? missing : numbers[numbers.length - 1];
    }

    /** The bits of a field's numbers, packed or one by one. */
    long[] numbers(int field, int wire) {
        long[] numbers = new long[2];
        int count = 0;
        Message fields = copy();
        while (fields.goTo(field)) {
            boolean isPacked = fields.wire == BYTES;
            fields.expect(isPacked ? BYTES : wire);
            // one number is a packed list that ends after it
            Message packed = isPacked ? fields.part() : fields;
            int end = isPacked ? packed.end : fields.at + 1;
            while (packed.at < end) {
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * count);
                }
                numbers[count++] = packed.bits(wire);
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private Message copy() {
        return new Message(bytes, at, end);
    }

    /** Goes to the value of the next field of a number, past all others. */
    private boolean goTo(int wanted) {
        while (at < end) {
            long tag = varint();
            wire = (int) tag & 7;
            field = (int) (tag >>> 3);
            if (field < 1) {
                throw damaged("is none");
            } else if (field == wanted) {
                return true;
            } else if (wire == BYTES) {
                part();
            } else {
                bits(wire);
            }
        }
        return false;
    }

    private void expect(int wanted) {
        if (wire != wanted) {
            throw damaged("has the wire type " + wire + " instead of " + wanted);
        }
    }

    private Message part() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw damaged(
                    "has a length of " + Long.toUnsignedString(length) + " where " + (end - at) + " bytes are left");
        }
        Message part = new Message(bytes, at, at + (int) length);
        at = part.end;
        return part;
    }

    private long bits(int wire) {
        return switch (wire) {
            case VARINT -> varint();
            case FIXED32 -> little(4);
            case FIXED64 -> little(8);
            default -> throw damaged("has the wire type " + wire);
        };
    }

    /** Takes a little-endian number. */
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

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 70 && at < end; shift += 7) {
            byte part = bytes[at++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw damaged("ends within a number");
    }

    private IllegalArgumentException damaged(String how) {
        return error("damaged, or no ONNX file: at byte " + at + ", field " + field + " " + how);
    }

    static IllegalArgumentException error(String message) {
        return new IllegalArgumentException(message);
    }

    /** A name of the file as messages show it: in quotes, on one line, and not too long. */
    static String quoted(String name) {
        return '"' + plain(name) + '"';
    }

    static String plain(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            if (i == 60) {
                return text.append("...").toString();
            }
            char c = name.charAt(i);
            text.append(Character.isISOControl(c) ? '?' : c);
        }
        return text.toString();
    }
}
