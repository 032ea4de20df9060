package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelOperation;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;

/** Dense formulation with ReLU nodes, on vectors. The scalar kernel computes whatever does not fill a vector. */
final class SimdReluKernel implements Kernel {
    private final NetworkParameters network;
    private final ScalarDenseKernel scalar;
    private final ReluForward forward;
    private final ReluSlopes slopes;
    private final TwoNodeReluSums twoNodeSums;
    private final ReluSums sums;

    SimdReluKernel(ScalarDenseKernel scalar) {
        this.network = scalar.network();
        this.scalar = scalar;
        OverflowBound bound = new OverflowBound(network);
        this.forward = new ReluForward(network, bound);
        this.slopes = new ReluSlopes(network);
        this.twoNodeSums = new TwoNodeReluSums(network, bound);
        this.sums = new ReluSums(scalar, forward);
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int last = count - W;
        if (last < 0) {
            scalar.forward(x, from, y, to, count, scratch);
            return;
        }
        // taken before it is written over, where the arrays are the same
        System.arraycopy(x, from + last, scratch.x, 0, W);
        int done = forward.map(x, from, y, to, count, network.reluOutput());
        done += forward.rest(x, from + done, y, to + done, count - done, scratch.x, network.reluOutput());
        scalar.forward(x, from + done, y, to + done, count - done, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = slopes.map(x, from, y, to, count);
        scalar.derivative(x, from + done, y, to + done, count - done, scratch);
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
        if (twoNodeSums.applies()) {
            twoNodeSums.add(x, from, t, fromT, count, observed, scratch, partial.all());
        } else {
            sums.add(x, from, t, fromT, count, observed, scratch, partial.all());
        }
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        switch (operation) {
            case FORWARD -> forward.rehearse(times, scratch, network.reluOutput());
            case DERIVATIVE -> slopes.rehearse(times, scratch);
            case SUMS -> {
                if (twoNodeSums.applies()) {
                    twoNodeSums.rehearse(times, scratch);
                } else {
                    sums.rehearse(times, scratch);
                }
            }
        }
    }

    @Override
    public int partialSumsLength() {
        return SumsLayout.length(network.width());
    }

    @Override
    public String description() {
        return Simd.DESCRIPTION;
    }
}
