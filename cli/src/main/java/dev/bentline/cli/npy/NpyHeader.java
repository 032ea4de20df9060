package dev.bentline.cli.npy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the beginning of a NumPy file says of the values behind it, which are numbers, in one dimension: all others have
 * length 1. It is the text of a Python dictionary behind a magic number, a version and a length (numpy.lib.format).
 *
 * @param type their type
 * @param count how many values there are
 * @param start where in the file the first one stands
 */
record NpyHeader(NpyType type, long count, long start) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_PREFIX = 12;

    /** NumPy itself reads no longer text. */
    private static final int LONGEST_TEXT = 10_000;

    /** NumPy leaves so much room for the number of values that its text ends here, whatever the number. */
    private static final int WRITTEN_SIZE = 128;

    /** Number that, times 8, fits a long. */
    private static final int MOST_DIGITS = 18;

    private static final String SPACE = "[ \\t\\n\\f\\r]*+";
    private static final String VALUE = "'[^']*'|\"[^\"]*\"|\\([^()]*\\)|\\[.*\\]|[\\w+-]+";
    private static final Pattern OPEN = Pattern.compile(SPACE + "\\{");
    private static final Pattern ENTRY = Pattern.compile(
            SPACE + "(['\"])(descr|fortran_order|shape)\\1" + SPACE + ":" + SPACE + "(" + VALUE + ")" + SPACE
                    + "(,|(?=}))",
            Pattern.DOTALL);
    private static final Pattern CLOSE = Pattern.compile(SPACE + "}" + SPACE);
    private static final String LENGTH = SPACE + "(?:0|[1-9][0-9]*+)" + SPACE;

    /** Python's tuples: one of one element has a comma behind it. */
    private static final Pattern SHAPE = Pattern.compile(
            "\\((" + SPACE + "|" + LENGTH + "," + SPACE + "|" + LENGTH + "(?:," + LENGTH + ")++,?" + SPACE + ")\\)");

    /**
     * Reads the header of a file.
     *
     * @param file what the user calls it
     * @throws CommandException if the file is no such array, or is not as long as the header says
     */
    static NpyHeader read(String file, FileChannel channel) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate(LONGEST_PREFIX + LONGEST_TEXT);
        while (channel.read(beginning, beginning.position()) > 0) {}
        return parse(file, beginning.flip(), channel.size());
    }

    /**
     * Reads a header.
     *
     * @param beginning the file's beginning, with all of a header that is not too long
     * @param size how long the file is
     */
    static NpyHeader parse(String file, ByteBuffer beginning, long size) {
        ByteBuffer bytes = beginning.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < MAGIC.length || !bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw CommandException.wrongInput(file + " is no NumPy file; one starts with \\x93NUMPY");
        }
        try {
            return parse(file, text(file, bytes.position(MAGIC.length)), bytes.position(), size);
        } catch (BufferUnderflowException e) {
            throw CommandException.wrongInput(file + " is cut off: it ends within its header", e);
        }
    }

    private static String text(String file, ByteBuffer bytes) {
        int major = Byte.toUnsignedInt(bytes.get());
        int minor = Byte.toUnsignedInt(bytes.get());
        if (major < 1 || major > 3 || minor != 0) {
            throw CommandException.wrongInput(
                    file + " has the NumPy format version " + major + "." + minor + "; it should be 1.0, 2.0 or 3.0");
        }
        long length = major == 1 ? Short.toUnsignedInt(bytes.getShort()) : Integer.toUnsignedLong(bytes.getInt());
        if (length > LONGEST_TEXT) {
            throw CommandException.wrongInput(
                    file + ": the header has " + length + " bytes; it should have at most " + LONGEST_TEXT);
        }
        byte[] text = new byte[(int) length];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1); // in version 3.0 UTF-8, but what is taken is ASCII
    }

    private static NpyHeader parse(String file, String text, int start, long size) {
        Map<String, String> entries = entries(text);
        String type = entries.getOrDefault("descr", "");
        String fortran = entries.getOrDefault("fortran_order", "");
        String shape = entries.getOrDefault("shape", "");
        if (entries.size() != 3 || !(fortran.equals("True") || fortran.equals("False"))) {
            throw CommandException.wrongInput(file + ": the header is " + Text.shortened(text.strip())
                    + " where {'descr': '<f4', 'fortran_order': False, 'shape': (N,), } should be");
        }
        NpyType values = NpyType.parse(type);
        if (values == null) {
            throw CommandException.wrongInput(file + ": the values' type is " + Text.shortened(type)
                    + "; it should be a float, an integer or a bool, such as '<f4'");
        }
        String length = length(shape);
        if (length == null) {
            throw CommandException.wrongInput(file + ": the shape is " + Text.shortened(shape)
                    + "; it should have one dimension, such as (1000,)");
        }
        long bytes = size - start;
        int width = values.width();
        if (length.length() > MOST_DIGITS || Long.parseLong(length) * width != bytes) {
            throw CommandException.wrongInput(file + ": the shape is " + Text.shortened(shape) + ", but " + bytes
                    + " bytes follow the header, which are " + values(bytes, width) + " of type " + type);
        }
        return new NpyHeader(values, Long.parseLong(length), start);
    }

    /** The digits of the one length of a shape that is not 1; null if there are several, or it is no shape. */
    private static @Nullable String length(String shape) {
        Matcher parts = SHAPE.matcher(shape);
        if (!parts.matches()) {
            return null;
        }
        String only = "1";
        for (String part : parts.group(1).split(",", -1)) {
            String length = part.strip();
            if (!length.isEmpty() && !length.equals("1")) {
                if (!only.equals("1")) {
                    return null;
                }
                only = length;
            }
        }
        return only;
    }

    /** The entries of the dictionary as they are written; none, if it is no dictionary of differing keys. */
    private static Map<String, String> entries(String text) {
        Map<String, String> entries = new HashMap<>();
        Matcher open = OPEN.matcher(text);
        if (!open.lookingAt()) {
            return entries;
        }
        Matcher entry = ENTRY.matcher(text).region(open.end(), text.length());
        int end = open.end();
        while (entry.lookingAt()) {
            if (entries.put(entry.group(2), entry.group(3)) != null) {
                return Map.of();
            }
            end = entry.end();
            entry.region(end, text.length());
        }
        return CLOSE.matcher(text).region(end, text.length()).matches() ? entries : Map.of();
    }

    private static String values(long bytes, int width) {
        long whole = bytes / width;
        long rest = bytes % width;
        return whole + (whole == 1 ? " value" : " values") + (rest == 0 ? "" : " and " + rest + " bytes");
    }

    /** The header of so many float32 in little-endian order, as NumPy writes it; of one size for every count. */
    static ByteBuffer of(long count) {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + count + ",), }";
        ByteBuffer bytes = ByteBuffer.allocate(WRITTEN_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (WRITTEN_SIZE - bytes.position() - 2));
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        bytes.put(" ".repeat(bytes.remaining() - 1).getBytes(StandardCharsets.US_ASCII));
        return bytes.put((byte) '\n').flip();
    }
}
