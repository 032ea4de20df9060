package dev.bentline.parallel;

import java.util.Arrays;

/**
 * Sorts longs on a given number of threads: equal parts by {@link Arrays#sort(long[], int, int)}, then merged in pairs.
 * {@link Arrays#parallelSort(long[])} runs on the common pool, which on two processors has one thread.
 */
public final class ParallelSort {
    /** Keys one thread merges at a time. */
    private static final int CHUNK = 1 << 16;

    private ParallelSort() {}

    /** Sorts keys; returns them in this array or another. */
    public static long[] sort(long[] keys, int threads) {
        int parts = Math.clamp(keys.length / CHUNK, 1, threads);
        long size = Math.max(1, Math.ceilDiv(keys.length, parts));
        Workers.run(
                threads, parts, part -> Arrays.sort(keys, start(keys, part * size), start(keys, (part + 1) * size)));
        long[] from = keys;
        long[] to = parts > 1 ? new long[keys.length] : keys;
        for (long sorted = size; sorted < keys.length; sorted *= 2) {
            merge(from, to, sorted, threads);
            long[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static int start(long[] keys, long position) {
        return (int) Math.min(keys.length, position);
    }

    /** Merges every two neighbouring parts of a size. */
    private static void merge(long[] from, long[] to, long size, int threads) {
        Workers.run(threads, Math.ceilDiv(from.length, CHUNK), chunk -> {
            int begin = chunk * CHUNK;
            int end = begin + Math.min(CHUNK, from.length - begin);
            for (int at = begin; at < end; ) {
                int left = start(from, at / (2 * size) * (2 * size));
                int middle = start(from, left + size);
                int right = start(from, left + 2 * size);
                int next = Math.min(end, right);
                merge(from, left, middle, right, to, at, next);
                at = next;
            }
        });
    }

    /** Writes positions at to end of what the parts left to middle and middle to right make together. */
    private static void merge(long[] from, int left, int middle, int right, long[] to, int at, int end) {
        int i = split(from, left, middle, right, at - left);
        int j = middle + (at - left) - (i - left);
        for (int k = at; k < end; k++) {
            if (j == right || (i < middle && from[i] <= from[j])) {
                to[k] = from[i++];
            } else {
                to[k] = from[j++];
            }
        }
    }

    /** How far into the left part the first so many of both go (the merge path of S. Odeh and others, 2012). */
    private static int split(long[] from, int left, int middle, int right, int count) {
        int least = Math.max(left, left + count - (right - middle));
        int most = Math.min(middle, left + count);
        while (least < most) {
            int i = (least + most) >>> 1;
            int j = middle + count - (i - left) - 1;
            if (from[i] <= from[j]) {
                least = i + 1;
            } else {
                most = i;
            }
        }
        return least;
    }
}
