package dev.bentline.kernel;

import java.util.Arrays;

/** The tiles one thread works on. Together they fit in L1. */
public final class Scratch {
    /** Tiles of the engine: what is copied from and to memory segments and overlapping ranges. */
    public final float[] in = new float[Kernel.BLOCK];

    public final float[] out = new float[Kernel.BLOCK];

    /** Tiles of the kernels. */
    public final float[] x = new float[Kernel.BLOCK];

    /** The sums z, and behind them the scalar kernel's copy of the dosages they are of. */
    public final float[] z = new float[2 * Kernel.BLOCK];

    public final float[] d = new float[Kernel.BLOCK];
    public final float[] dx = new float[Kernel.BLOCK];
    public final float[] e = new float[Kernel.BLOCK];
    public final float[] base = new float[Kernel.BLOCK];
    public final float[] lanes = new float[12 * Kernel.LANES];

    public final int[] cells = new int[Kernel.BLOCK];
    public final int[] pieces = new int[Kernel.BLOCK];

    /** Where it is kept while nobody uses it. */
    public final int place;

    private double[] sums = {};
    private PartialSums part = new PartialSums(0);
    private double[] total = {};

    /** One that is not kept. */
    public Scratch() {
        this(0);
    }

    public Scratch(int place) {
        this.place = place;
    }

    /** An empty part, longer than asked for where a wider network came before; whoever takes it empties it again. */
    public PartialSums part(int length) {
        if (part.sums.length < length) {
            part = new PartialSums(length);
        }
        return part;
    }

    /** What a kernel makes of the parts of a call, zeroed. */
    public double[] sums(int length) {
        sums = zeroed(sums, length);
        return sums;
    }

    /** The sum of the parts of a call, zeroed. */
    public double[] total(int length) {
        total = zeroed(total, length);
        return total;
    }

    private static double[] zeroed(double[] kept, int length) {
        double[] sums = kept.length >= length ? kept : new double[length];
        Arrays.fill(sums, 0, length, 0.0);
        return sums;
    }
}
