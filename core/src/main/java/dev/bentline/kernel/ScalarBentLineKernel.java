package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Scalar kernel of the bent line: a dosage is looked up and costs one fused multiply-add, whatever the width. The SIMD
 * kernel hands it every rest that fills no vector.
 */
public final class ScalarBentLineKernel implements ScalarKernel {
    /** Cost of looking a dosage up, in ReLU nodes. */
    private static final int LOOK_UP_WORK = 16;

    /** Dosages in a chunk for every one of its partial sums, at least: they have to be added up and emptied. */
    private static final int DOSAGES_PER_SUM = 4;

    private final PiecewiseLine effects;
    private final PiecewiseLine fineEffects;
    private final PiecewiseLine derivatives;
    private final ScalarLineMapper effectMapper;
    private final ScalarLineMapper derivativeMapper;
    private final PieceSums pieceSums;

    private static final float[] NO_NODES = {};

    /** Kernel of a network whose table it is. */
    public ScalarBentLineKernel(NetworkParameters network, BentLineTable table) {
        this(network.w(), table);
    }

    /** Kernel of a deep network's table; its sums are the loss alone. */
    public ScalarBentLineKernel(BentLineTable table) {
        this(NO_NODES, table);
    }

    private ScalarBentLineKernel(float[] w, BentLineTable table) {
        PieceIndex fine = new PieceIndex(table.fineStarts());
        this.effects = PiecewiseLine.effects(table);
        this.fineEffects = PiecewiseLine.fineEffects(table, fine);
        this.derivatives = PiecewiseLine.derivatives(table, fine);
        this.effectMapper = new ScalarLineMapper(effects);
        this.derivativeMapper = new ScalarLineMapper(derivatives);
        this.pieceSums = new PieceSums(w, table);
    }

    @Override
    public String loopsKey(KernelOperation operation) {
        if (operation == KernelOperation.SUMS) {
            return "bent line " + operation.title;
        }
        int pieces = operation == KernelOperation.FORWARD ? effects.pieces() : derivatives.pieces();
        // vectors that have a lane for every piece need not look it up in memory
        int lanes = pieces <= 4 ? 4 : pieces <= 8 ? 8 : pieces <= 16 ? 16 : 0;
        return "bent line " + operation.title + ' ' + lanes;
    }

    @Override
    public long dosageWork() {
        return LOOK_UP_WORK;
    }

    @Override
    public ScalarKernel forWarmup() {
        return this;
    }

    @Override
    public float[] bends() {
        return effects.starts();
    }

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        effectMapper.map(x, from, y, to, count, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        derivativeMapper.map(x, from, slopes, to, count, scratch);
    }

    @Override
    public float effect(float x) {
        return effects.at(x);
    }

    @Override
    public float slope(float x) {
        return derivatives.at(x);
    }

    @Override
    public int leastChunkBlocks() {
        return Math.ceilDiv(DOSAGES_PER_SUM * partialSumsLength(), BLOCK);
    }

    @Override
    public int partialSumsLength() {
        return pieceSums.length();
    }

    @Override
    public void sums(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int count,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        Arrays.fill(scratch.lanes, 0, LANES, 0f);
        sums(x, from, t, fromT, 0, count, observed, scratch, partial);
        PieceSums.addLoss(scratch.lanes, partial);
    }

    /** Adds the dosages begin to end of a block, the loss to its lanes. */
    public void sums(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int begin,
            int end,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        fineEffects.index().find(x, from + begin, end - begin, scratch);
        float[] lanes = scratch.lanes;
        for (int i = begin; i < end; i++) {
            float xi = x[from + i];
            boolean nan = Float.isNaN(xi);
            int piece = nan ? fineEffects.pieces() : scratch.pieces[i - begin];
            float d = nan ? Float.NaN : t[fromT + i];
            if (observed) {
                d = nan ? Float.NaN : fineEffects.at(piece, xi) - d;
                lanes[i % LANES] = Math.fma(d, d, lanes[i % LANES]);
            }
            PieceSums.add(partial, piece, i, d, xi);
        }
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return pieceSums.finish(total, scratch);
    }

    /** The effect, on its pieces. */
    public PiecewiseLine effects() {
        return effects;
    }

    /** The effect, on the pieces of the derivative. */
    public PiecewiseLine fineEffects() {
        return fineEffects;
    }

    /** The derivative, constant on each of its pieces. */
    public PiecewiseLine derivatives() {
        return derivatives;
    }
}
