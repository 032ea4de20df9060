package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Tiles one thread works on. Together they fit in L1. Nothing stays in them from one call of a kernel to the next.
 *
 * <pre>
 * tile    written by                                        read by
 * in      execution: dosages of a segment or an overlap     every kernel, as its x
 * out     execution: observed or upstream of a segment      every kernel, as its t
 *         every kernel, as its y                            execution: to the segment
 * x       SimdReluKernel.forward: the last dosages          ReluForward.rest: the last vector, shifted
 *         upstream: dosages, 0 where the output is inactive sums of dense nodes (ReluSums, softplus, scalar)
 *         TwoNodeReluSums.fillUp: the last dosages          TwoNodeReluSums
 * z       weighted sums of dense kernels                    their forward, derivative and upstream
 *         ScalarDenseKernel: behind z, its dosages          ScalarDenseKernel.weightedSums
 *         ScalarLineMapper: effects, behind them dosages    ScalarLineMapper.evaluate
 *         PieceIndex: distances, behind them dosages        PieceIndex.findCells
 * d       dense scalar and softplus derivative: the slope   the same, once z is complete
 *         upstream: d = dL/dz                               sums of dense nodes
 *         TwoNodeReluSums.fillUp: the last t                TwoNodeReluSums
 *         BentLineSums: what is summed                      BentLineSums, PieceSums.add
 * dx      upstream: d x                                     sums of ReLU nodes
 * e, base SimdSoftplusKernel.exponentials                   its values, slopes and sums of nodes
 * lanes   upstream: loss, then d                            SumsLayout.fold
 *         sums of dense nodes: S0, S1, softplus S2          ScalarDenseKernel.foldNode
 *         TwoNodeReluSums: loss, d, S0 and S1 of both       TwoNodeReluSums.fold
 *         bent line kernels: loss                           PieceSums.addLoss
 * cells   both indexes: cell of every dosage                the same, for what the cell holds
 * rows    SimdPieceIndex: what the dosages' cells hold       the same
 *         RowLookup: lines of the dosages' pieces           the same
 * positions LogDosageKernel: places on the scale, slopes    every kernel, as its x
 * pieces  both indexes: piece of every dosage               what looks up: lines, sums, PieceSums.add
 *         PieceIndex.findCells: bits of distances           the same
 * </pre>
 *
 * "Upstream" is {@link ScalarDenseKernel#upstream} and its twin on vectors, {@code SimdUpstream}. Of the sums, {@link
 * #partialSums} is a chunk's, {@link #total} a call's, and {@link #sums} what {@link PieceSums} makes of the call's.
 */
public final class Scratch {
    public final float[] in = new float[Kernel.BLOCK];
    public final float[] out = new float[Kernel.BLOCK];

    public final float[] x = new float[Kernel.BLOCK];
    public final float[] positions = new float[Kernel.BLOCK];

    /** The sums z, and behind them the scalar kernels' copy of the dosages they are of. */
    public final float[] z = new float[2 * Kernel.BLOCK];

    public final float[] d = new float[Kernel.BLOCK];
    public final float[] dx = new float[Kernel.BLOCK];
    public final float[] e = new float[Kernel.BLOCK];
    public final float[] base = new float[Kernel.BLOCK];
    public final float[] lanes = new float[12 * Kernel.LANES];

    public final int[] cells = new int[Kernel.BLOCK];
    public final int[] pieces = new int[Kernel.BLOCK];

    /** Two integers for every dosage, or four for half of them. */
    public final int[] rows = new int[2 * Kernel.BLOCK];

    /** Index of its slot in the pool while nobody uses it. */
    public final int place;

    private double[] sums = {};
    private PartialSums partial = new PartialSums(0);
    private double[] total = {};

    /** Makes one that is not pooled. */
    public Scratch() {
        this(0);
    }

    public Scratch(int place) {
        this.place = place;
    }

    /** Returns empty sums, longer than asked for where a wider network came before; whoever takes them empties them again. */
    public PartialSums partialSums(int length) {
        if (partial.sums.length < length) {
            partial = new PartialSums(length);
        }
        return partial;
    }

    /** Returns zeros for what a kernel makes of a call's total. */
    public double[] sums(int length) {
        sums = zeroed(sums, length);
        return sums;
    }

    /** Returns zeros for the total of a call's partial sums. */
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
