package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Kernel.LANES;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.TYPE;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Sums of the dense formulation with any number of ReLU nodes: the tile z, then {@link SimdUpstream}, then node by node. */
final class ReluSums {
    /** Nodes summed in one walk over a block: two accumulators each, and the block's three tiles are loaded once. */
    private static final int NODES = 4;

    private static final double[] NO_SUMS = {};

    private final NetworkParameters network;
    private final ReluForward forward;
    private final ScalarDenseKernel scalar;
    private final float nodeBend;

    ReluSums(ScalarDenseKernel scalar, ReluForward forward) {
        this.network = scalar.network();
        this.scalar = scalar;
        this.forward = forward;
        this.nodeBend = SimdUpstream.bend(true, network.bendOne());
    }

    /**
     * Adds the sums of a block; arguments as for {@link dev.bentline.kernel.Kernel#sums}. Lanes are positions mod 16, so
     * vectors of 8 or 4 walk the block in two or four passes.
     */
    void add(float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, double[] sums) {
        int whole = count - count % LANES;
        int summed = forward.map(x, from, scratch.z, 0, whole, false);
        scalar.weightedSums(x, from, summed, count, scratch);
        SimdUpstream.sums(network, scalar, x, from, t, fromT, count, observed, scratch, sums);
        for (int h = 0; h < network.width(); h += NODES) {
            for (int lane = 0; lane < LANES; lane += W) {
                nodes(h, lane, whole, LANES, scratch);
            }
            for (int k = 0; k < NODES && h + k < network.width(); k++) {
                foldNode(h + k, whole, count, scratch, 2 * k * LANES, sums);
            }
        }
    }

    /** Calls every loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        forward.rehearse(times, scratch, false);
        for (int i = 0; i < times; i++) {
            SimdUpstream.sums(network, scalar, scratch.in, 0, scratch.out, 0, 0, true, scratch, NO_SUMS);
            nodes(0, 0, 0, LANES, scratch);
        }
    }

    private void foldNode(int h, int whole, int count, Scratch scratch, int at, double[] sums) {
        scalar.node(h, whole, count, scratch, at);
        scalar.foldNode(h, scratch, at, sums);
    }

    /** Fills the lanes of four nodes, where the last node stands in for those past it; {@code step} as in {@link TwoNodeReluSums}. */
    private void nodes(int h, int lane, int whole, int step, Scratch scratch) {
        if (whole == 0) {
            Arrays.fill(scratch.lanes, 0f);
            return;
        }
        int last = network.width() - 1;
        int h1 = Math.min(h + 1, last);
        int h2 = Math.min(h + 2, last);
        int h3 = Math.min(h + 3, last);
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[h]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[h]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[h1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[h1]);
        FloatVector w2 = FloatVector.broadcast(SPECIES, network.w()[h2]);
        FloatVector b2 = FloatVector.broadcast(SPECIES, network.b()[h2]);
        FloatVector w3 = FloatVector.broadcast(SPECIES, network.w()[h3]);
        FloatVector b3 = FloatVector.broadcast(SPECIES, network.b()[h3]);
        FloatVector sum0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector sumX0 = sum0;
        FloatVector sum1 = sum0;
        FloatVector sumX1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sumX2 = sum0;
        FloatVector sum3 = sum0;
        FloatVector sumX3 = sum0;
        for (int i = lane; i < whole; i += step) {
            FloatVector x = FloatVector.fromArray(SPECIES, scratch.x, i);
            FloatVector d = FloatVector.fromArray(SPECIES, scratch.d, i);
            FloatVector dx = FloatVector.fromArray(SPECIES, scratch.dx, i);
            VectorMask<Float> active0 = active(x.fma(w0, b0));
            sum0 = TYPE.cast(sum0).lanewise(VectorOperators.ADD, d, active0);
            sumX0 = TYPE.cast(sumX0).lanewise(VectorOperators.ADD, dx, active0);
            VectorMask<Float> active1 = active(x.fma(w1, b1));
            sum1 = TYPE.cast(sum1).lanewise(VectorOperators.ADD, d, active1);
            sumX1 = TYPE.cast(sumX1).lanewise(VectorOperators.ADD, dx, active1);
            VectorMask<Float> active2 = active(x.fma(w2, b2));
            sum2 = TYPE.cast(sum2).lanewise(VectorOperators.ADD, d, active2);
            sumX2 = TYPE.cast(sumX2).lanewise(VectorOperators.ADD, dx, active2);
            VectorMask<Float> active3 = active(x.fma(w3, b3));
            sum3 = TYPE.cast(sum3).lanewise(VectorOperators.ADD, d, active3);
            sumX3 = TYPE.cast(sumX3).lanewise(VectorOperators.ADD, dx, active3);
        }
        float[] lanes = scratch.lanes;
        sum0.intoArray(lanes, lane);
        sumX0.intoArray(lanes, LANES + lane);
        sum1.intoArray(lanes, 2 * LANES + lane);
        sumX1.intoArray(lanes, 3 * LANES + lane);
        sum2.intoArray(lanes, 4 * LANES + lane);
        sumX2.intoArray(lanes, 5 * LANES + lane);
        sum3.intoArray(lanes, 6 * LANES + lane);
        sumX3.intoArray(lanes, 7 * LANES + lane);
    }

    /** NaN counts as active: then it reaches every sum it enters. */
    private VectorMask<Float> active(FloatVector p) {
        return p.compare(VectorOperators.LT, nodeBend).not();
    }
}
