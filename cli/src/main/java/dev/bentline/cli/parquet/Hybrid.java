package dev.bentline.cli.parquet;

import java.io.IOException;
import java.util.Arrays;

/** Decodes runs of equal numbers and of packed bits, Parquet's RLE/bit-packing hybrid. */
final class Hybrid {
    private static final int MOST_BITS = 32;

    private final Window in;
    private final int bits;
    private final int[] eight = new int[8];
    private long runLeft;
    private boolean packed;
    private int value;

    /** @param bits of each number */
    Hybrid(Window in, int bits) throws MalformedException {
        if (bits > MOST_BITS) {
            throw new MalformedException("a number in a page is said to have " + bits + " bits");
        }
        this.in = in;
        this.bits = bits;
    }

    void next(int[] to, int from, int count) throws IOException {
        for (int i = from; i < from + count; ) {
            if (runLeft == 0) {
                nextRun();
            } else if (packed) {
                int inEight = (int) (-runLeft & 7);
                if (inEight == 0 && from + count - i >= 8) {
                    in.eight(bits, to, i);
                    i += 8;
                    runLeft -= 8;
                    continue;
                }
                if (inEight == 0) {
                    in.eight(bits, eight, 0);
                }
                int some = (int) Math.min(8 - inEight, Math.min(runLeft, from + count - i));
                System.arraycopy(eight, inEight, to, i, some);
                i += some;
                runLeft -= some;
            } else {
                int some = (int) Math.min(runLeft, from + count - i);
                Arrays.fill(to, i, i + some, value);
                i += some;
                runLeft -= some;
            }
        }
    }

    private void nextRun() throws IOException {
        long header = in.varint();
        packed = (header & 1) == 1;
        runLeft = header >>> 1;
        if (packed) {
            if (runLeft > Integer.MAX_VALUE) {
                throw new MalformedException("a run in a page is too long");
            }
            runLeft *= 8;
        } else {
            value = 0;
            for (int shift = 0; shift < bits; shift += 8) {
                value |= in.int8() << shift;
            }
        }
    }
}
