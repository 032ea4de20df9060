package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelOperation;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.PieceSums;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;

/** Bent line on vectors. The scalar kernel computes whatever does not fill a vector. */
final class SimdBentLineKernel implements Kernel {
    private final ScalarBentLineKernel scalar;
    private final PiecewiseLineMapper effects;
    private final PiecewiseLineMapper derivatives;
    private final BentLineSums sums;

    SimdBentLineKernel(ScalarBentLineKernel scalar) {
        this.scalar = scalar;
        this.effects = new PiecewiseLineMapper(scalar.effects());
        this.derivatives = new PiecewiseLineMapper(scalar.derivatives());
        this.sums = new BentLineSums(scalar.fineEffects());
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = effects.map(x, from, y, to, count, scratch);
        scalar.forward(x, from + done, y, to + done, count - done, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int done = derivatives.map(x, from, slopes, to, count, scratch);
        scalar.derivative(x, from + done, slopes, to + done, count - done, scratch);
    }

    @Override
    public int leastChunkBlocks() {
        return scalar.leastChunkBlocks();
    }

    @Override
    public String description() {
        return Simd.DESCRIPTION;
    }

    @Override
    public int partialSumsLength() {
        return scalar.partialSumsLength();
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return scalar.finish(total, scratch);
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        switch (operation) {
            case FORWARD -> effects.rehearse(times, scratch);
            case DERIVATIVE -> derivatives.rehearse(times, scratch);
            case SUMS -> sums.rehearse(times, scratch);
        }
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
        int whole = count - count % LANES;
        Arrays.fill(scratch.lanes, 0, LANES, 0f);
        sums.add(x, from, t, fromT, whole, observed, scratch, partial);
        if (!observed) {
            Arrays.fill(scratch.lanes, 0, LANES, 0f);
        }
        scalar.sums(x, from, t, fromT, whole, count, observed, scratch, partial);
        PieceSums.addLoss(scratch.lanes, partial);
    }
}
