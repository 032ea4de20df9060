package dev.bentline.descent;

import dev.bentline.execution.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings observations into the order of (dosage, effect): a stable sort by dosage, then the effects of equal dosages,
 * which most observations of floats from 0 to 1 have few of. -0 becomes +0.
 */
public final class ObservationSort {
    /** Observations one thread takes at a time. */
    private static final int CHUNK = 1 << 18;

    /** Number from which on they are sorted by radix: building takes as long as with the JDK's sort; of 2,000 an eighth less, of 16,000 3/4. */
    private static final int RADIX_COUNT = 1 << 10;

    /** Places an effect is moved at most to insert it. */
    private static final int SHORT = 32;

    /** Place in a run of equal dosages from which on they are deep; where many are, sorting run by run takes longer. */
    private static final int DEEP = 12;

    private static final int SAMPLE_STEP = 61;

    private static final int BY_BOTH = 1;
    private static final int BY_DOSAGE = 2;
    private static final int BY_DOSAGE_DESCENDING = 4;
    private static final int ANY_ORDER = 7;

    private final float[] dosages;
    private final float[] effects;
    private final int threads;
    private final int count;
    private final float[] x;
    private final float[] t;

    private ObservationSort(float[] dosages, float[] effects, int threads) {
        this.dosages = dosages;
        this.effects = effects;
        this.threads = threads;
        count = dosages.length;
        x = new float[count];
        t = new float[count];
    }

    /**
     * Observations in order. The arrays are copied.
     *
     * @throws IllegalArgumentException if a number is not finite
     */
    public static SortedObservations sorted(float[] dosages, float[] effects, int threads) {
        refuseInfinite(dosages, effects, threads);
        ObservationSort sort = new ObservationSort(dosages, effects, threads);
        sort.sort();
        return new SortedObservations(sort.x, sort.t, threads);
    }

    /**
     * Refuses what is not finite.
     *
     * @throws IllegalArgumentException naming the first
     */
    static void refuseInfinite(float[] dosages, float[] effects, int threads) {
        AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
        Workers.run(threads, chunks(dosages.length), chunk -> {
            int i = chunk * CHUNK;
            int end = end(chunk, dosages.length);
            if (!areFinite(dosages, i, end) || !areFinite(effects, i, end)) {
                while (Float.isFinite(dosages[i]) && Float.isFinite(effects[i])) {
                    i++;
                }
                first.accumulateAndGet(i, Math::min);
            }
        });
        int i = first.get();
        if (i < dosages.length) {
            boolean dosage = !Float.isFinite(dosages[i]);
            throw new IllegalArgumentException((dosage ? "dosage " : "effect ") + i + " is "
                    + (dosage ? dosages[i] : effects[i]) + "; it must be a finite float");
        }
    }

    /** A reduction that C2 turns into SIMD. */
    private static boolean areFinite(float[] numbers, int from, int end) {
        float largest = 0;
        for (int i = from; i < end; i++) {
            largest = Math.max(largest, Math.abs(numbers[i]));
        }
        return largest <= Float.MAX_VALUE;
    }

    private void sort() {
        int orders = orders(dosages, effects, threads);
        if ((orders & (BY_BOTH | BY_DOSAGE)) != 0) {
            copy();
        } else if ((orders & BY_DOSAGE_DESCENDING) != 0) {
            copyReversed();
        } else if (count < RADIX_COUNT) {
            sortFew();
            return;
        } else {
            RadixSort.sort(dosages, effects, x, t, threads);
        }
        if ((orders & BY_BOTH) == 0) {
            sortTies();
        }
    }

    /** Returns whether the dosages ascend or descend, which saves most of the sort. */
    static boolean isOrdered(float[] dosages, float[] effects, int threads) {
        return orders(dosages, effects, threads) != 0;
    }

    /** Finds the orders they are in. Of what is in none, each chunk looks at a few only. */
    private static int orders(float[] dosages, float[] effects, int threads) {
        int count = dosages.length;
        AtomicInteger common = new AtomicInteger(ANY_ORDER);
        Workers.run(threads, chunks(count), chunk -> {
            int orders = common.get();
            int end = end(chunk, count);
            for (int i = Math.max(1, chunk * CHUNK); i < end && orders != 0; i++) {
                orders &= orders(dosages[i - 1], effects[i - 1], dosages[i], effects[i]);
            }
            int own = orders;
            common.getAndUpdate(all -> all & own);
        });
        return common.get();
    }

    private static int orders(float dosage, float effect, float nextDosage, float nextEffect) {
        if (dosage < nextDosage) {
            return BY_BOTH | BY_DOSAGE;
        }
        if (dosage > nextDosage) {
            return BY_DOSAGE_DESCENDING;
        }
        return effect <= nextEffect ? ANY_ORDER : BY_DOSAGE | BY_DOSAGE_DESCENDING;
    }

    private void copy() {
        Workers.run(threads, chunks(count), chunk -> {
            for (int i = chunk * CHUNK; i < end(chunk, count); i++) {
                x[i] = dosages[i] + 0f;
                t[i] = effects[i] + 0f;
            }
        });
    }

    private void copyReversed() {
        Workers.run(threads, chunks(count), chunk -> {
            for (int i = chunk * CHUNK; i < end(chunk, count); i++) {
                x[i] = dosages[count - 1 - i] + 0f;
                t[i] = effects[count - 1 - i] + 0f;
            }
        });
    }

    private void sortFew() {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = key(dosages[i] + 0f, effects[i] + 0f);
        }
        Arrays.sort(keys);
        for (int i = 0; i < count; i++) {
            x[i] = Float.intBitsToFloat(RadixSort.reordered((int) (keys[i] >> 32)));
            t[i] = Float.intBitsToFloat(RadixSort.reordered((int) keys[i] ^ Integer.MIN_VALUE));
        }
    }

    /** Sorts the effects of equal dosages. */
    private void sortTies() {
        if (count >= RADIX_COUNT && runsAreLong()) {
            // The second sort is stable. 10 dosages of 10,000,000: 0.30 s in all, 0.85 s by Arrays.sort.
            RadixSort.sort(t, x, t, x, threads);
            RadixSort.sort(x, t, x, t, threads);
            return;
        }
        // Each chunk takes the runs of equal dosages that begin in it.
        Workers.run(threads, chunks(count), chunk -> {
            int end = end(chunk, count);
            int from = nextRun(chunk * CHUNK, end);
            if (from < end) {
                sortRuns(from, nextRun(end, count));
            }
        });
    }

    /** Returns whether an eighth of them are deep in runs of equal dosages, as far as a sample shows. */
    private boolean runsAreLong() {
        int deep = 0;
        int samples = 0;
        for (int i = DEEP; i < count - SAMPLE_STEP; i += SAMPLE_STEP) {
            deep += x[i] == x[i - DEEP] ? 1 : 0;
            samples++;
        }
        return deep > samples / 8;
    }

    /** The first run that begins at a position or after it, but before a limit; the limit if none does. */
    private int nextRun(int position, int limit) {
        int i = position;
        while (i > 0 && i < limit && x[i] == x[i - 1]) {
            i++;
        }
        return i;
    }

    /** Sorts the effects of each run of equal dosages. One comparison of both is guessed wrong less often than two. */
    private void sortRuns(int from, int end) {
        long last = Long.MIN_VALUE;
        for (int i = from; i < end; i++) {
            long key = key(x[i], t[i]);
            if (key >= last) {
                last = key;
            } else if (!insert(i, from)) {
                int begin = i;
                while (begin > from && x[begin - 1] == x[i]) {
                    begin--;
                }
                int next = nextRun(i, end);
                Arrays.sort(t, begin, next);
                i = next - 1;
                last = key(x[i], t[i]);
            }
        }
    }

    /** Moves an effect down to its place among those of its dosage; false if that may be farther than it went. */
    private boolean insert(int i, int from) {
        float dosage = x[i];
        float effect = t[i];
        int to = i;
        int least = Math.max(from, i - SHORT);
        do {
            t[to] = t[to - 1];
            to--;
        } while (to > least && x[to - 1] == dosage && t[to - 1] > effect);
        t[to] = effect;
        return to > i - SHORT;
    }

    private static int chunks(int count) {
        return Math.ceilDiv(count, CHUNK);
    }

    private static int end(int chunk, int count) {
        return (int) Math.min(count, (chunk + 1L) * CHUNK);
    }

    /** A number that sorts as (dosage, effect) do. */
    private static long key(float dosage, float effect) {
        return ((long) ordered(dosage) << 32) | ((ordered(effect) ^ Integer.MIN_VALUE) & 0xffff_ffffL);
    }

    private static int ordered(float value) {
        return RadixSort.reordered(Float.floatToRawIntBits(value));
    }
}
