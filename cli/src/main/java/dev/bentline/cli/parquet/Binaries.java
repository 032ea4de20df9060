package dev.bentline.cli.parquet;

import java.util.Arrays;

/** Byte strings, one after the other: value i is from offset i up to offset i + 1. */
final class Binaries {
    private static final int TYPICAL_LENGTH = 16;

    private byte[] bytes;
    private final int[] offsets;
    private int end;

    /** Room for so many; they are appended in order. */
    Binaries(int count) {
        this.bytes = new byte[TYPICAL_LENGTH * Math.min(count, 1 << 20)];
        this.offsets = new int[count + 1];
    }

    Binaries(byte[] bytes, int[] offsets) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.end = bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int place) {
        return offsets[place];
    }

    int length(int place) {
        return offsets[place + 1] - offsets[place];
    }

    /** Appends to the value that is being written. */
    void append(byte[] from, int start, int count) {
        int needed = Math.addExact(end, count);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
        System.arraycopy(from, start, bytes, end, count);
        end = needed;
    }

    /** Ends the value at a place; after the places before. */
    void end(int place) {
        offsets[place + 1] = end;
    }
}
