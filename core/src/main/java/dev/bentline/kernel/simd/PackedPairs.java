package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.W;

/** Two 32-bit values side by side in a long, so that one gather brings both. */
final class PackedPairs {
    /** Selects the low halves of two vectors of pairs. */
    static final int[] EVENS = everySecond(0);

    /** Selects the high halves. */
    static final int[] ODDS = everySecond(1);

    private PackedPairs() {}

    private static int[] everySecond(int first) {
        int[] places = new int[W];
        for (int i = 0; i < W; i++) {
            places[i] = first + 2 * i;
        }
        return places;
    }

    static long[] of(int[] low, int[] high) {
        long[] pairs = new long[low.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (long) high[i] << 32 | (low[i] & 0xffffffffL);
        }
        return pairs;
    }

    static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
