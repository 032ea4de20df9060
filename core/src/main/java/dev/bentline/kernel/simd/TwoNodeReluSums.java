package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Kernel.LANES;
import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.TYPE;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The sums of a network of two ReLU nodes, their lanes all in registers.
 *
 * <p>The last dosages, where they do not fill the lanes, are copied and filled up with dosages that add nothing: 0, observed
 * to have the very effect it has, or with an upstream value of 0. Eight by the scalar kernel would take 45 ns.
 */
final class TwoNodeReluSums {
    private final NetworkParameters network;
    private final OverflowBound bound;
    private final float nodeBend;
    private final float outputBend;
    private final float effectAtZero;

    TwoNodeReluSums(NetworkParameters network, OverflowBound bound) {
        this.network = network;
        this.bound = bound;
        this.nodeBend = SimdUpstream.bend(true, network.bendOne());
        this.outputBend = SimdUpstream.bend(network.reluOutput(), network.bendOne());
        this.effectAtZero = applies() ? effectAtZero(network) : Float.NaN;
    }

    private static float effectAtZero(NetworkParameters network) {
        float z = network.c();
        for (int h = 0; h < network.width(); h++) {
            z = Math.fma(network.v()[h], Math.max(0f, network.b()[h]), z);
        }
        return network.reluOutput() ? Math.max(0f, z) : z;
    }

    /** Returns whether there are two nodes, and dosage 0 has a finite effect. */
    boolean applies() {
        return network.width() == 2 && bound.applies();
    }

    /** Adds the sums of a block; arguments as for {@link dev.bentline.kernel.Kernel#sums}. */
    void add(float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, double[] sums) {
        int rest = count % LANES;
        int whole = count - rest;
        int filled = rest == 0 ? 0 : LANES;
        if (rest > 0) {
            fillUp(x, from + whole, t, fromT + whole, rest, observed, scratch);
        }
        for (int lane = 0; lane < LANES; lane += Simd.W) {
            if (!addFinite(x, from, t, fromT, lane, whole, filled, LANES, observed, scratch)
                    && !(bound.reaches(x, from + lane, whole - lane, LANES)
                            && bound.reaches(scratch.x, lane, filled - lane, LANES))) {
                addAny(x, from, t, fromT, lane, whole, filled, LANES, observed, scratch);
            }
        }
        fold(scratch.lanes, sums);
    }

    /** Calls every loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            addFinite(scratch.in, 0, scratch.out, 0, 0, 0, 0, LANES, true, scratch);
            bound.reaches(scratch.in, 0, 0, LANES);
            addAny(scratch.in, 0, scratch.out, 0, 0, 0, 0, LANES, true, scratch);
        }
    }

    /** Copies what does not fill the lanes, and fills them up. */
    private void fillUp(float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch) {
        Arrays.fill(scratch.x, 0, LANES, 0f);
        Arrays.fill(scratch.d, 0, LANES, observed ? effectAtZero : 0f);
        System.arraycopy(x, from, scratch.x, 0, count);
        System.arraycopy(t, fromT, scratch.d, 0, count);
    }

    /** Folds like {@link SumsLayout#fold}, but six runs of lanes at once, each still in lane order, so that no addition waits for another. */
    private static void fold(float[] lanes, double[] sums) {
        double loss = 0;
        double sum = 0;
        double sum0 = 0;
        double sumX0 = 0;
        double sum1 = 0;
        double sumX1 = 0;
        for (int lane = 0; lane < LANES; lane++) {
            loss += lanes[lane];
            sum += lanes[LANES + lane];
            sum0 += lanes[2 * LANES + lane];
            sumX0 += lanes[3 * LANES + lane];
            sum1 += lanes[4 * LANES + lane];
            sumX1 += lanes[5 * LANES + lane];
        }
        sums[SumsLayout.LOSS] += loss;
        sums[SumsLayout.D] += sum;
        sums[SumsLayout.node(0)] += sum0;
        sums[SumsLayout.node(0) + 1] += sumX0;
        sums[SumsLayout.node(1)] += sum1;
        sums[SumsLayout.node(1) + 1] += sumX1;
    }

    /**
     * Fills the lanes of one vector's place from dosages at which nothing overflows, see {@link ReluForward}: loss, d, then S0 and S1 of both nodes, {@link dev.bentline.kernel.Kernel#LANES}
     * apart. A vector narrower than the lanes walks the block once for each of its places.
     *
     * <p>The terms of an inactive dosage are zeros of either sign,
     * which change no sum.
     *
     * <p>The sums start as zeros and the last dosages go through the same loop, instead of a second call that takes the sums
     * up again, to keep this below the 18,000 nodes from which on C2 puts off inlining the API and then boxes: 16,000.
     *
     * @param whole dosages of the block, a multiple of the lanes
     * @param filled dosages of the tiles x and d that follow on them, none or as many as the lanes
     * @param step {@link dev.bentline.kernel.Kernel#LANES}, but unknown to C2, which otherwise unrolls the loop eightfold and
     *     spills every register: 0.45 instead of 0.33 ns per dosage
     * @return whether all dosages are less than 2 in size, so that none can be too large
     */
    private boolean addFinite(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int lane,
            int whole,
            int filled,
            int step,
            boolean observed,
            Scratch scratch) {
        if (whole + filled == 0) {
            Arrays.fill(scratch.lanes, 0f);
            return true;
        }
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[0]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[0]);
        FloatVector v0 = FloatVector.broadcast(SPECIES, network.v()[0]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[1]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, network.v()[1]);
        FloatVector c = FloatVector.broadcast(SPECIES, network.c());
        FloatVector bend = FloatVector.broadcast(SPECIES, nodeBend);
        FloatVector noEffect = FloatVector.broadcast(SPECIES, 0f);
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector floor = IntVector.broadcast(INTS, network.reluOutput() ? 0 : Integer.MIN_VALUE);
        IntVector seen = zero;
        FloatVector loss = noEffect;
        FloatVector sum = loss;
        FloatVector sum0 = loss;
        FloatVector sumX0 = loss;
        FloatVector sum1 = loss;
        FloatVector sumX1 = loss;
        int end = whole;
        for (int part = 0; part < 2; part++) {
            for (int i = lane; i < end; i += step) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
                FloatVector d = FloatVector.fromArray(SPECIES, t, fromT + i);
                seen = xi.reinterpretAsInts().or(seen);
                FloatVector p0 = xi.fma(w0, b0);
                FloatVector p1 = xi.fma(w1, b1);
                FloatVector z = v0.fma(p0.reinterpretAsInts().max(zero).reinterpretAsFloats(), c);
                z = v1.fma(p1.reinterpretAsInts().max(zero).reinterpretAsFloats(), z);
                if (observed) {
                    d = z.reinterpretAsInts().max(floor).reinterpretAsFloats().sub(d);
                    loss = d.fma(d, loss);
                }
                d = d.blend(noEffect, z.compare(VectorOperators.LT, outputBend));
                FloatVector dx = d.mul(xi);
                VectorMask<Float> active0 = p0.compare(VectorOperators.GE, bend);
                VectorMask<Float> active1 = p1.compare(VectorOperators.GE, bend);
                sum = d.add(sum);
                sum0 = TYPE.cast(sum0).lanewise(VectorOperators.ADD, d, active0);
                sumX0 = TYPE.cast(sumX0).lanewise(VectorOperators.ADD, dx, active0);
                sum1 = TYPE.cast(sum1).lanewise(VectorOperators.ADD, d, active1);
                sumX1 = TYPE.cast(sumX1).lanewise(VectorOperators.ADD, dx, active1);
            }
            x = scratch.x;
            from = 0;
            t = scratch.d;
            fromT = 0;
            end = filled;
        }
        float[] lanes = scratch.lanes;
        loss.intoArray(lanes, lane);
        sum.intoArray(lanes, LANES + lane);
        sum0.intoArray(lanes, 2 * LANES + lane);
        sumX0.intoArray(lanes, 3 * LANES + lane);
        sum1.intoArray(lanes, 4 * LANES + lane);
        sumX1.intoArray(lanes, 5 * LANES + lane);
        return (seen.reduceLanes(VectorOperators.OR) & OverflowBound.TWO_OR_MORE) == 0;
    }

    /**
     * Fills the lanes of one vector's place from dosages of any kind. ReLU is a blend by the mask the sums need anyway. Under {@code Bend.ONE} it lets a -0 through
     * where the scalar kernel has +0; that can turn the sign of a zero term, and adding a zero of either sign changes no sum.
     */
    private void addAny(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int lane,
            int whole,
            int filled,
            int step,
            boolean observed,
            Scratch scratch) {
        if (whole + filled == 0) {
            Arrays.fill(scratch.lanes, 0f);
            return;
        }
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[0]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[0]);
        FloatVector v0 = FloatVector.broadcast(SPECIES, network.v()[0]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[1]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, network.v()[1]);
        FloatVector c = FloatVector.broadcast(SPECIES, network.c());
        FloatVector loss = FloatVector.broadcast(SPECIES, 0f);
        FloatVector sum = loss;
        FloatVector sum0 = loss;
        FloatVector sumX0 = loss;
        FloatVector sum1 = loss;
        FloatVector sumX1 = loss;
        int end = whole;
        for (int part = 0; part < 2; part++) {
            for (int i = lane; i < end; i += step) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
                FloatVector d = FloatVector.fromArray(SPECIES, t, fromT + i);
                FloatVector p0 = xi.fma(w0, b0);
                FloatVector p1 = xi.fma(w1, b1);
                VectorMask<Float> inactive0 = p0.compare(VectorOperators.LT, nodeBend);
                VectorMask<Float> inactive1 = p1.compare(VectorOperators.LT, nodeBend);
                FloatVector z = v1.fma(p1.blend(0f, inactive1), v0.fma(p0.blend(0f, inactive0), c));
                VectorMask<Float> inactive = z.compare(VectorOperators.LT, outputBend);
                if (observed) {
                    d = z.blend(0f, inactive).sub(d);
                    loss = d.fma(d, loss);
                } else {
                    d = d.blend(Float.NaN, z.compare(VectorOperators.NE, z));
                }
                FloatVector dx = d.mul(xi).blend(0f, inactive);
                d = d.blend(0f, inactive);
                VectorMask<Float> active0 = inactive0.not();
                VectorMask<Float> active1 = inactive1.not();
                sum = d.add(sum);
                sum0 = TYPE.cast(sum0).lanewise(VectorOperators.ADD, d, active0);
                sumX0 = TYPE.cast(sumX0).lanewise(VectorOperators.ADD, dx, active0);
                sum1 = TYPE.cast(sum1).lanewise(VectorOperators.ADD, d, active1);
                sumX1 = TYPE.cast(sumX1).lanewise(VectorOperators.ADD, dx, active1);
            }
            x = scratch.x;
            from = 0;
            t = scratch.d;
            fromT = 0;
            end = filled;
        }
        float[] lanes = scratch.lanes;
        loss.intoArray(lanes, lane);
        sum.intoArray(lanes, LANES + lane);
        sum0.intoArray(lanes, 2 * LANES + lane);
        sumX0.intoArray(lanes, 3 * LANES + lane);
        sum1.intoArray(lanes, 4 * LANES + lane);
        sumX1.intoArray(lanes, 5 * LANES + lane);
    }
}
