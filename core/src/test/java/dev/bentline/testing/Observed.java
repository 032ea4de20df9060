package dev.bentline.testing;

import dev.bentline.DosageIndex;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** Observations to fit to. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Observed(float[] x, float[] t) {
    /** Dosages with many duplicates, negative ones and zeros of both signs among them. */
    public static Observed random(int count, long seed) {
        Random random = new Random(seed);
        float[] x = new float[count];
        float[] t = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = random.nextInt(4) == 0 ? random.nextInt(-3, 4) * -0.25f : (float) random.nextGaussian();
            t[i] = random.nextInt(4) == 0 ? random.nextInt(-3, 4) * -0.5f : (float) random.nextGaussian();
        }
        return new Observed(x, t);
    }

    /** Returns a network's effects at dosages from 0 to 1 on a grid, and normal noise. */
    public static Observed of(Network network, int count, double noise) {
        Random random = new Random(count);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) i / Math.max(1, count - 1);
        }
        float[] t = new float[count];
        Engine.of(network).forward(x, t);
        for (int i = 0; i < count; i++) {
            t[i] += (float) (noise * random.nextGaussian());
        }
        return new Observed(x, t);
    }

    public int count() {
        return x.length;
    }

    public DosageIndex index() {
        return DosageIndex.of(x, t);
    }

    public Observed range(int from, int end) {
        return new Observed(Arrays.copyOfRange(x, from, end), Arrays.copyOfRange(t, from, end));
    }

    /** By dosage, then effect, -0 as 0. */
    public Observed sorted() {
        return at(IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> x[i] + 0f).thenComparingDouble(i -> t[i] + 0f))
                .mapToInt(i -> i)
                .toArray());
    }

    /** By dosage alone; equal ones stay as they come. */
    public Observed sortedByDosage() {
        return at(IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> x[i] + 0f))
                .mapToInt(i -> i)
                .toArray());
    }

    public Observed reversed() {
        return at(IntStream.range(0, x.length).map(i -> x.length - 1 - i).toArray());
    }

    public Observed shuffled() {
        int[] order = IntStream.range(0, x.length).toArray();
        Random random = new Random(9);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return at(order);
    }

    private Observed at(int[] order) {
        float[] xs = new float[order.length];
        float[] ts = new float[order.length];
        for (int i = 0; i < order.length; i++) {
            xs[i] = x[order[i]];
            ts[i] = t[order[i]];
        }
        return new Observed(xs, ts);
    }

    /** Returns the same in other units. */
    public Observed scaled(float dosage, float effect) {
        float[] xs = x.clone();
        float[] ts = t.clone();
        for (int i = 0; i < xs.length; i++) {
            xs[i] *= dosage;
            ts[i] *= effect;
        }
        return new Observed(xs, ts);
    }
}
