package dev.bentline.descent;

import dev.bentline.execution.Workers;
import java.util.Arrays;

/**
 * A stable sort of pairs of floats by their keys on a given number of threads: from the lowest digit up, each pass
 * counts how often it has each digit, and scatters pairs to where the sums of the counts say (D. E. Knuth, The Art of
 * Computer Programming 3, 5.2.5).
 *
 * <p>Between passes a pair is a long: how far its key is above the least, and below that the value's bits. So only those
 * bits are digits in which keys may differ: 30 for keys from 0 to 1.
 */
final class RadixSort {
    /**
     * Bits of a digit at most. The lines that 1024 digits go to stay in the caches next to the core: a scatter of
     * 10,000,000 pairs takes 23 ms, one by 11 bits 43 ms, by 16 bits 60 ms.
     */
    private static final int MOST_BITS = 10;

    /** Pairs for each thread at least, some 0.3 ms of work. */
    private static final int PART = 1 << 15;

    private final int count;
    private final int threads;
    private final int parts;
    private final int least;
    private final int passes;
    private final int digitBits;
    /** For every part, how often it has each digit; then where its next pair of that digit goes. */
    private final int[][] next;

    private RadixSort(float[] keys, int threads) {
        count = keys.length;
        this.threads = threads;
        parts = Math.clamp(count / PART, 1, threads);
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float key : keys) {
            smallest = Math.min(smallest, key);
            largest = Math.max(largest, key);
        }
        least = ordered(smallest);
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(ordered(largest) - least);
        passes = Math.max(2, Math.ceilDiv(bits, MOST_BITS));
        digitBits = Math.ceilDiv(bits, passes);
        next = new int[parts][1 << digitBits];
    }

    /**
     * Sorts pairs, with +0 for -0. It takes 16 bytes for every pair for a while.
     *
     * @param keys finite
     * @param values as many
     * @param sortedKeys as long; may be one of the given arrays
     * @param sortedValues as long; may be the other
     */
    static void sort(float[] keys, float[] values, float[] sortedKeys, float[] sortedValues, int threads) {
        if (keys.length > 0) {
            new RadixSort(keys, threads).sort(keys, values, sortedKeys, sortedValues);
        }
    }

    private void sort(float[] keys, float[] values, float[] sortedKeys, float[] sortedValues) {
        long[] pairs = new long[count];
        pass(part -> countLowest(keys, part), part -> scatterLowest(keys, values, pairs, part));
        long[] from = pairs;
        long[] to = passes > 2 ? new long[count] : pairs;
        for (int pass = 1; pass < passes - 1; pass++) {
            scatter(from, to, shift(pass));
            long[] swap = from;
            from = to;
            to = swap;
        }
        long[] last = from;
        int shift = shift(passes - 1);
        pass(part -> count(last, shift, part), part -> scatterHighest(last, shift, sortedKeys, sortedValues, part));
    }

    private void scatter(long[] from, long[] to, int shift) {
        pass(part -> count(from, shift, part), part -> scatter(from, to, shift, part));
    }

    private int shift(int pass) {
        return Integer.SIZE + pass * digitBits;
    }

    private void pass(Workers.Chunk count, Workers.Chunk scatter) {
        Workers.run(threads, parts, count);
        sumPrefixes();
        Workers.run(threads, parts, scatter);
    }

    /** Turns counts into places. Of equal digits those of earlier parts come first, so that the sort is stable. */
    private void sumPrefixes() {
        int sum = 0;
        for (int digit = 0; digit < 1 << digitBits; digit++) {
            for (int[] places : next) {
                int digits = places[digit];
                places[digit] = sum;
                sum += digits;
            }
        }
    }

    private void countLowest(float[] keys, int part) {
        int[] histogram = next[part];
        int mask = histogram.length - 1;
        int end = start(part + 1);
        for (int i = start(part); i < end; i++) {
            histogram[(ordered(keys[i]) - least) & mask]++;
        }
    }

    private void count(long[] pairs, int shift, int part) {
        int[] histogram = next[part];
        int mask = histogram.length - 1;
        int end = start(part + 1);
        Arrays.fill(histogram, 0);
        for (int i = start(part); i < end; i++) {
            histogram[(int) (pairs[i] >>> shift) & mask]++;
        }
    }

    private void scatterLowest(float[] keys, float[] values, long[] to, int part) {
        int[] places = next[part];
        int mask = places.length - 1;
        int end = start(part + 1);
        for (int i = start(part); i < end; i++) {
            int key = ordered(keys[i]) - least;
            int value = Float.floatToRawIntBits(values[i] + 0f);
            to[places[key & mask]++] = ((long) key << Integer.SIZE) | (value & 0xffff_ffffL);
        }
    }

    private void scatter(long[] from, long[] to, int shift, int part) {
        int[] places = next[part];
        int mask = places.length - 1;
        int end = start(part + 1);
        for (int i = start(part); i < end; i++) {
            long pair = from[i];
            to[places[(int) (pair >>> shift) & mask]++] = pair;
        }
    }

    private void scatterHighest(long[] from, int shift, float[] keys, float[] values, int part) {
        int[] places = next[part];
        int mask = places.length - 1;
        int end = start(part + 1);
        for (int i = start(part); i < end; i++) {
            long pair = from[i];
            int to = places[(int) (pair >>> shift) & mask]++;
            keys[to] = Float.intBitsToFloat(reordered((int) (pair >>> Integer.SIZE) + least));
            values[to] = Float.intBitsToFloat((int) pair);
        }
    }

    /** Returns the first position of a part. */
    private int start(int part) {
        return (int) ((long) count * part / parts);
    }

    /** An integer that sorts as the number does. */
    private static int ordered(float number) {
        return reordered(Float.floatToRawIntBits(number + 0f));
    }

    /** Turns the bits of a float into an integer of its order, and back. */
    static int reordered(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
