package dev.bentline.cli.parquet;

import java.io.IOException;

/** Decodes integers stored as differences, Parquet's DELTA_BINARY_PACKED. */
final class DeltaInts {
    /** Writers make blocks of some hundred values; this is a bound for what a few bytes can claim. */
    private static final int LARGEST_BLOCK = 1 << 16;

    private final Window in;
    private final int miniblocks;
    private final int valuesPerMiniblock;
    private final long count;
    private long read;
    private long value;
    private long minDelta;
    private final int[] widths;
    private int miniblock;
    private int leftInMiniblock;
    private int bits;
    private int bitCount;

    DeltaInts(Window in) throws IOException {
        this.in = in;
        long blockSize = in.varint();
        long parts = in.varint();
        count = in.varint();
        value = in.zigzag();
        if (parts < 1 || blockSize < parts || blockSize > LARGEST_BLOCK || blockSize % parts != 0) {
            throw new MalformedException("a page of differences is corrupt");
        }
        miniblocks = (int) parts;
        valuesPerMiniblock = (int) (blockSize / parts);
        widths = new int[miniblocks];
        miniblock = miniblocks;
    }

    /** Returns how many there are. */
    long count() {
        return count;
    }

    long next() throws IOException {
        if (read == count) {
            throw new MalformedException("a page ends early");
        }
        if (read++ > 0) {
            if (leftInMiniblock == 0) {
                nextMiniblock();
            }
            value += minDelta + packed(widths[miniblock]);
            leftInMiniblock--;
        }
        return value;
    }

    private void nextMiniblock() throws IOException {
        miniblock++;
        if (miniblock >= miniblocks) {
            minDelta = in.zigzag();
            for (int i = 0; i < miniblocks; i++) {
                widths[i] = in.int8();
                if (widths[i] > Long.SIZE) {
                    throw new MalformedException("a page of differences is corrupt");
                }
            }
            miniblock = 0;
        }
        leftInMiniblock = valuesPerMiniblock;
        bitCount = 0;
    }

    private long packed(int width) throws IOException {
        long number = 0;
        for (int got = 0; got < width; ) {
            if (bitCount == 0) {
                bits = in.int8();
                bitCount = 8;
            }
            int some = Math.min(width - got, bitCount);
            number |= (bits & ((1L << some) - 1)) << got;
            bits >>>= some;
            bitCount -= some;
            got += some;
        }
        return number;
    }

    /** Goes to the bytes after the last miniblock, once all numbers are read. */
    void finish() throws IOException {
        for (; leftInMiniblock > 0; leftInMiniblock--) {
            packed(widths[miniblock]);
        }
    }
}
