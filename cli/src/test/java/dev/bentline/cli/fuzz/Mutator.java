package dev.bentline.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages inputs as fuzzers do: bits, bytes, numbers, lengths, tokens, and parts of other inputs. */
final class Mutator {
    private static final int MOST_BYTES = 1 << 14;

    private static final long[] NUMBERS = {0, 1, -1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000L};

    private static final List<byte[]> TOKENS = List.of(
                    "\"",
                    "\"\"",
                    ",",
                    ";",
                    "\t",
                    "|",
                    " ",
                    "\n",
                    "\r\n",
                    "\r",
                    "#",
                    "sep=",
                    "dosage",
                    "effect",
                    "NaN",
                    "Infinity",
                    "-",
                    ".",
                    "e",
                    "1e99",
                    "0,5",
                    "NA",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    "null",
                    "true",
                    "\\",
                    "\\u0000",
                    "'descr': '<f8'",
                    "(1,)",
                    "PAR1",
                    "\0",
                    "\uFEFF",
                    "é")
            .stream()
            .map(token -> token.getBytes(StandardCharsets.UTF_8))
            .toList();

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** Damages an input in one to four places, or, once in sixteen times, not at all. */
    byte[] mutate(byte[] input, byte[] other) {
        byte[] bytes = input;
        if (random.nextInt(16) > 0) {
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                bytes = change(bytes, other);
            }
        }
        return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other;
        }
        int at = random.nextBoolean() ? random.nextInt(bytes.length) : nearAnEnd(bytes.length);
        int length = 1 + random.nextInt(Math.min(bytes.length - at, 1 << random.nextInt(8)));
        return switch (random.nextInt(9)) {
            case 0 -> spliced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
            case 1 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt()});
            case 2 -> spliced(bytes, at, length, new byte[0]);
            case 3 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> number(bytes, at);
            case 6 -> spliced(bytes, at, 0, TOKENS.get(random.nextInt(TOKENS.size())));
            case 7 -> spliced(bytes, at, length, TOKENS.get(random.nextInt(TOKENS.size())));
            default -> partOf(other, bytes, at, length);
        };
    }

    /** A place near the beginning or the end, where files have their headers and footers. */
    private int nearAnEnd(int length) {
        int distance = random.nextInt(Math.min(length, 200));
        return random.nextBoolean() ? distance : length - 1 - distance;
    }

    private byte[] number(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        int size = 1 << random.nextInt(4);
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            changed[at + i] = (byte) (number >> (8 * i));
        }
        return changed;
    }

    private byte[] partOf(byte[] other, byte[] bytes, int at, int length) {
        int from = random.nextInt(Math.max(1, other.length));
        return spliced(bytes, at, length, Arrays.copyOfRange(other, from, Math.min(other.length, from + length)));
    }

    /** Puts bytes in the place of some others. */
    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] put) {
        byte[] spliced = new byte[bytes.length - removed + put.length];
        System.arraycopy(bytes, 0, spliced, 0, at);
        System.arraycopy(put, 0, spliced, at, put.length);
        System.arraycopy(bytes, at + removed, spliced, at + put.length, bytes.length - at - removed);
        return spliced;
    }
}
