package dev.bentline;

import dev.bentline.descent.MomentSurface;
import dev.bentline.descent.Observations;
import dev.bentline.descent.Shape;
import dev.bentline.parallel.ParallelSort;
import dev.bentline.parallel.Workers;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Observations, sorted once, with running moments, so that the loss of a ReLU network and its gradient cost no more for
 * a hundred million of them than for a hundred: O(H log n) for H nodes and n observations. Immutable.
 *
 * <p>It keeps 8 bytes for every observation and less than 1 byte beside; building it from unsorted arrays needs 16
 * bytes for every observation for a while. Observations are sorted by (dosage, effect), and -0 counts as +0, so the same
 * observations make the same index in whatever order they come.
 *
 * <p>Moments are sums of exact products, kept as pairs of doubles. The error of a gradient is at most 1e-10 of the sum of
 * the absolute values of its centred terms, that of a loss at most 1e-12 of the total sum of squares, for 100,000,000
 * observations a million times as far from 0 as from each other.
 */
public final class DosageIndex {
    private static final int CHUNK = 1 << 18;

    private final Observations observations;

    private DosageIndex(Observations observations) {
        this.observations = observations;
    }

    /**
     * The index of observations, built on all processors. The arrays are copied.
     *
     * @param dosages at least one
     * @param effects the observed effect of each
     * @throws IllegalArgumentException if there is none, the lengths differ, or a number is not finite
     */
    public static DosageIndex of(float[] dosages, float[] effects) {
        return of(dosages, effects, Runtime.getRuntime().availableProcessors());
    }

    /** The same on at most so many threads. */
    public static DosageIndex of(float[] dosages, float[] effects, int threads) {
        Objects.requireNonNull(dosages, "dosages");
        Objects.requireNonNull(effects, "effects");
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        int count = dosages.length;
        if (effects.length != count) {
            throw new IllegalArgumentException(
                    "effects has length " + effects.length + "; it must be as long as the dosages, " + count);
        }
        if (count == 0) {
            throw new IllegalArgumentException("there are 0 observations; an index needs at least 1");
        }
        float[] x = new float[count];
        float[] t = new float[count];
        Order order = copy(dosages, effects, x, t, threads);
        if (order == Order.BY_DOSAGE) {
            sortTies(x, t, threads);
        } else if (order == Order.NONE) {
            sort(x, t, threads);
        }
        return new DosageIndex(new Observations(x, t, threads));
    }

    private enum Order {
        BY_BOTH,
        BY_DOSAGE,
        NONE
    }

    private static void sort(float[] x, float[] t, int threads) {
        int count = x.length;
        long[] keys = new long[count];
        Workers.run(threads, chunks(count), chunk -> {
            for (int i = chunk * CHUNK; i < end(chunk, count); i++) {
                keys[i] = key(x[i], t[i]);
            }
        });
        long[] sorted = ParallelSort.sort(keys, threads);
        Workers.run(threads, chunks(count), chunk -> {
            for (int i = chunk * CHUNK; i < end(chunk, count); i++) {
                x[i] = dosage(sorted[i]);
                t[i] = effect(sorted[i]);
            }
        });
    }

    /** Sorts the effects of equal dosages. Each chunk takes the runs that begin in it. */
    private static void sortTies(float[] x, float[] t, int threads) {
        Workers.run(threads, chunks(x.length), chunk -> {
            int from = chunk * CHUNK;
            while (from > 0 && from < x.length && x[from] == x[from - 1]) {
                from++;
            }
            while (from < end(chunk, x.length)) {
                int end = from + 1;
                boolean ascending = true;
                for (; end < x.length && x[end] == x[from]; end++) {
                    ascending &= t[end - 1] <= t[end];
                }
                if (!ascending) {
                    Arrays.sort(t, from, end);
                }
                from = end;
            }
        });
    }

    private static int chunks(int count) {
        return Math.ceilDiv(count, CHUNK);
    }

    private static int end(int chunk, int count) {
        return (int) Math.min(count, (chunk + 1L) * CHUNK);
    }

    /** Copies what must be finite, with +0 for -0; returns how it is sorted. */
    private static Order copy(float[] dosages, float[] effects, float[] x, float[] t, int threads) {
        int count = dosages.length;
        AtomicBoolean byBoth = new AtomicBoolean(true);
        AtomicBoolean byDosage = new AtomicBoolean(true);
        AtomicInteger firstInvalid = new AtomicInteger(Integer.MAX_VALUE);
        Workers.run(threads, chunks(count), chunk -> {
            boolean ascending = true;
            boolean dosagesAscending = true;
            int start = chunk * CHUNK;
            long last = start == 0 ? Long.MIN_VALUE : key(dosages[start - 1] + 0f, effects[start - 1] + 0f);
            for (int i = start; i < end(chunk, count); i++) {
                x[i] = dosages[i] + 0f;
                t[i] = effects[i] + 0f;
                if (!(Math.abs(x[i]) <= Float.MAX_VALUE && Math.abs(t[i]) <= Float.MAX_VALUE)) {
                    firstInvalid.accumulateAndGet(i, Math::min);
                    return;
                }
                long key = key(x[i], t[i]);
                ascending &= last <= key;
                dosagesAscending &= last >> 32 <= key >> 32;
                last = key;
            }
            if (!ascending) {
                byBoth.set(false);
            }
            if (!dosagesAscending) {
                byDosage.set(false);
            }
        });
        int i = firstInvalid.get();
        if (i < count) {
            boolean dosage = !Float.isFinite(dosages[i]);
            throw new IllegalArgumentException((dosage ? "dosage " : "effect ") + i + " is "
                    + (dosage ? dosages[i] : effects[i]) + "; it must be a finite float");
        }
        if (byBoth.get()) {
            return Order.BY_BOTH;
        }
        return byDosage.get() ? Order.BY_DOSAGE : Order.NONE;
    }

    /** A number that sorts as (dosage, effect) do. */
    private static long key(float dosage, float effect) {
        return ((long) ordered(dosage) << 32) | ((ordered(effect) ^ Integer.MIN_VALUE) & 0xffff_ffffL);
    }

    private static float dosage(long key) {
        return Float.intBitsToFloat(reordered((int) (key >> 32)));
    }

    private static float effect(long key) {
        return Float.intBitsToFloat(reordered((int) key ^ Integer.MIN_VALUE));
    }

    private static int ordered(float value) {
        return reordered(Float.floatToRawIntBits(value));
    }

    /** Between the bits of floats and integers of their order, either way. */
    private static int reordered(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    /**
     * The index of the observations of both.
     *
     * @throws IllegalArgumentException if they are more than an array can hold
     */
    public DosageIndex merge(DosageIndex other) {
        long count = (long) count() + other.count();
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "together they have " + count + " observations; an index holds at most " + (Integer.MAX_VALUE - 8));
        }
        float[] x = new float[(int) count];
        float[] t = new float[(int) count];
        int mine = 0;
        int others = 0;
        for (int i = 0; i < count; i++) {
            boolean takeMine = others == other.count()
                    || (mine < count()
                            && key(dosage(mine), effect(mine)) <= key(other.dosage(others), other.effect(others)));
            x[i] = takeMine ? dosage(mine) : other.dosage(others);
            t[i] = takeMine ? effect(mine++) : other.effect(others++);
        }
        return new DosageIndex(new Observations(x, t, Runtime.getRuntime().availableProcessors()));
    }

    /** The number of observations. */
    public int count() {
        return observations.count();
    }

    /** The dosage of observation i in sorted order, 0 &lt;= i &lt; {@link #count}. */
    public float dosage(int i) {
        return observations.dosages()[i];
    }

    /** The effect of observation i in sorted order. */
    public float effect(int i) {
        return observations.effects()[i];
    }

    /**
     * The loss L = sum (y - t)^2 of a network over all observations, and its gradient: of the network's real function, not
     * of an engine's floats.
     *
     * @throws IllegalArgumentException if the hidden nodes are softplus: their sums need an {@link Engine}
     */
    public Gradient gradient(Network network) {
        if (network.hidden() != Activation.RELU) {
            throw new IllegalArgumentException(
                    "the hidden activation is " + network.hidden() + "; an index sums up RELU networks only");
        }
        Shape shape = Vector.shape(network);
        double[] gradient = new double[shape.parameters()];
        double loss = new MomentSurface(observations, shape).evaluate(Vector.of(network), gradient);
        return Vector.gradient(loss, gradient);
    }

    /** The observations, for a descent. */
    Observations observations() {
        return observations;
    }

    /** Indexes are equal if the bits of their observations are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DosageIndex that && observations.equals(that.observations);
    }

    @Override
    public int hashCode() {
        return observations.hashCode();
    }

    @Override
    public String toString() {
        return "DosageIndex[" + count() + " observations, dosages " + dosage(0) + " to " + dosage(count() - 1) + "]";
    }
}
