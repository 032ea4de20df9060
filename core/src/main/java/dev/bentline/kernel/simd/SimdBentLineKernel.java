package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.PieceSums;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;

/** The bent line on vectors. Whatever does not fill a vector is the scalar kernel's. */
final class SimdBentLineKernel implements Kernel {
    private final ScalarBentLineKernel tail;
    private final PiecewiseLineMapper effects;
    private final PiecewiseLineMapper derivatives;
    private final BentLineSums lineSums;

    SimdBentLineKernel(ScalarBentLineKernel tail) {
        this.tail = tail;
        this.effects = new PiecewiseLineMapper(tail.effects());
        this.derivatives = new PiecewiseLineMapper(tail.derivatives());
        this.lineSums = new BentLineSums(tail.fineEffects());
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = effects.map(x, from, y, to, count, scratch);
        tail.forward(x, from + done, y, to + done, count - done, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int done = derivatives.map(x, from, slopes, to, count, scratch);
        tail.derivative(x, from + done, slopes, to + done, count - done, scratch);
    }

    @Override
    public int chunkBlocks() {
        return tail.chunkBlocks();
    }

    @Override
    public String description() {
        return Simd.DESCRIPTION;
    }

    @Override
    public int partLength() {
        return tail.partLength();
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return tail.finish(total, scratch);
    }

    @Override
    public void sums(
            float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, PartialSums part) {
        int whole = count - count % LANES;
        Arrays.fill(scratch.lanes, 0, LANES, 0f);
        lineSums.add(x, from, t, fromT, whole, observed, scratch, part);
        if (!observed) {
            Arrays.fill(scratch.lanes, 0, LANES, 0f);
        }
        tail.sums(x, from, t, fromT, whole, count, observed, scratch, part);
        PieceSums.addLoss(scratch.lanes, part);
    }
}
