package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The dense formulation with ReLU nodes, on vectors. Whatever does not fill a vector is the scalar kernel's. */
final class SimdReluKernel implements Kernel {
    /** Nodes summed in one walk over a block: two accumulators each, and the block's three tiles are loaded once. */
    private static final int NODES = 4;

    /** Dosages mapped with care where one is not finite or too large. */
    private static final int STRETCH = 32 * W;

    private final NetworkParameters network;
    private final FiniteReluForward finite;
    private final TwoNodeReluSums pair;
    private final ScalarDenseKernel tail;
    private final float[] steepness;
    /** 1, unknown to C2, which would unroll the loop over the nodes until it spills. */
    private final int each;

    private final float nodeBend;
    private final float outputBend;

    SimdReluKernel(ScalarDenseKernel tail) {
        this.network = tail.network();
        this.finite = new FiniteReluForward(network);
        this.pair = new TwoNodeReluSums(network, finite);
        this.tail = tail;
        this.steepness = network.steepness();
        this.each = 1;
        this.nodeBend = SimdUpstream.bend(true, network.bendOne());
        this.outputBend = SimdUpstream.bend(network.reluOutput(), network.bendOne());
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int last = count - W;
        if (last < 0) {
            tail.forward(x, from, y, to, count, scratch);
            return;
        }
        // taken before it is written over, where the arrays are the same
        System.arraycopy(x, from + last, scratch.x, 0, W);
        int done = weigh(x, from, y, to, count, network.reluOutput());
        done += finite.single(x, from + done, y, to + done, count - done, network.reluOutput());
        // a last vector, shifted: what it has in common with the one before gets the same bits once more
        if (done > last && done < count && finite.single(scratch.x, 0, y, to + last, W, network.reluOutput()) == W) {
            return;
        }
        tail.forward(x, from + done, y, to + done, count - done, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int whole = count - count % (2 * W);
        for (int i = 0; i < whole; i += Simd.STRIP) {
            slopes(x, from + i, slopes, to + i, Math.min(Simd.STRIP, whole - i));
        }
        tail.derivative(x, from + whole, slopes, to + whole, count - whole, scratch);
    }

    @Override
    public String description() {
        return Simd.DESCRIPTION;
    }

    @Override
    public int partLength() {
        return SumsLayout.length(network.width());
    }

    /** Lanes are positions mod 16, so vectors of 8 or 4 walk the block in two or four passes. */
    @Override
    public void sums(
            float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, PartialSums part) {
        double[] sums = part.all();
        if (pair.applies()) {
            pair.add(x, from, t, fromT, count, observed, scratch, sums);
            return;
        }
        int whole = count - count % LANES;
        int weighed = weigh(x, from, scratch.z, 0, whole, false);
        tail.weigh(x, from, weighed, count, scratch);
        SimdUpstream.sums(network, tail, x, from, t, fromT, count, observed, scratch, sums);
        for (int h = 0; h < network.width(); h += NODES) {
            for (int lane = 0; lane < LANES; lane += W) {
                nodes(h, lane, whole, LANES, scratch);
            }
            for (int k = 0; k < NODES && h + k < network.width(); k++) {
                foldNode(h + k, whole, count, scratch, 2 * k * LANES, sums);
            }
        }
    }

    private void foldNode(int h, int whole, int count, Scratch scratch, int at, double[] sums) {
        tail.node(h, whole, count, scratch, at);
        tail.foldNode(h, scratch, at, sums);
    }

    /** Maps as many dosages as fill four vectors; returns how many. */
    private int weigh(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        int whole = count - count % (4 * W);
        for (int i = 0; i < whole; ) {
            int end = Math.min(whole, i + Simd.STRIP);
            int wild = i + finite.map(x, from + i, y, to + i, end - i, reluOutput);
            i = Math.min(end, wild + STRETCH);
            if (i > wild) {
                weighWild(x, from + wild, y, to + wild, i - wild, reluOutput);
            }
        }
        return whole;
    }

    /** Dosages of any kind, four vectors at a time, so that broadcasting a node's numbers is paid for once in four. */
    private void weighWild(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        // NaN, which nothing is below, for the identity: no branch in the loop
        FloatVector floor = FloatVector.broadcast(Simd.SPECIES, reluOutput ? 0f : Float.NaN);
        for (int i = 0; i < count; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(Simd.SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(Simd.SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(Simd.SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(Simd.SPECIES, x, from + i + 3 * W);
            FloatVector z0 = FloatVector.broadcast(Simd.SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            for (int h = 0; h < w.length; h++) {
                FloatVector wh = FloatVector.broadcast(Simd.SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(Simd.SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(Simd.SPECIES, v[h]);
                FloatVector p0 = x0.fma(wh, bh);
                z0 = vh.fma(p0.blend(0f, p0.compare(VectorOperators.LE, 0f)), z0);
                FloatVector p1 = x1.fma(wh, bh);
                z1 = vh.fma(p1.blend(0f, p1.compare(VectorOperators.LE, 0f)), z1);
                FloatVector p2 = x2.fma(wh, bh);
                z2 = vh.fma(p2.blend(0f, p2.compare(VectorOperators.LE, 0f)), z2);
                FloatVector p3 = x3.fma(wh, bh);
                z3 = vh.fma(p3.blend(0f, p3.compare(VectorOperators.LE, 0f)), z3);
            }
            z0.blend(0f, z0.compare(VectorOperators.LE, floor)).intoArray(y, to + i);
            z1.blend(0f, z1.compare(VectorOperators.LE, floor)).intoArray(y, to + i + W);
            z2.blend(0f, z2.compare(VectorOperators.LE, floor)).intoArray(y, to + i + 2 * W);
            z3.blend(0f, z3.compare(VectorOperators.LE, floor)).intoArray(y, to + i + 3 * W);
        }
    }

    private void slopes(float[] x, int from, float[] slopes, int to, int count) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        for (int i = 0; i < count; i += 2 * W) {
            FloatVector x0 = FloatVector.fromArray(Simd.SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(Simd.SPECIES, x, from + i + W);
            FloatVector z0 = FloatVector.broadcast(Simd.SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector s0 = FloatVector.broadcast(Simd.SPECIES, 0f);
            FloatVector s1 = s0;
            for (int h = 0; h < w.length; h += each) {
                FloatVector wh = FloatVector.broadcast(Simd.SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(Simd.SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(Simd.SPECIES, v[h]);
                FloatVector steep = FloatVector.broadcast(Simd.SPECIES, steepness[h]);
                FloatVector p0 = x0.fma(wh, bh);
                FloatVector p1 = x1.fma(wh, bh);
                s0 = s0.add(steep.blend(0f, p0.compare(VectorOperators.LT, nodeBend)));
                s1 = s1.add(steep.blend(0f, p1.compare(VectorOperators.LT, nodeBend)));
                z0 = vh.fma(p0.blend(0f, p0.compare(VectorOperators.LE, 0f)), z0);
                z1 = vh.fma(p1.blend(0f, p1.compare(VectorOperators.LE, 0f)), z1);
            }
            slope(z0, s0).intoArray(slopes, to + i);
            slope(z1, s1).intoArray(slopes, to + i + W);
        }
    }

    private FloatVector slope(FloatVector z, FloatVector s) {
        return s.blend(0f, z.compare(VectorOperators.LT, outputBend))
                .blend(Float.NaN, z.compare(VectorOperators.NE, z));
    }

    /** The lanes of four nodes, where the last node stands in for those past it; {@code step} as in {@link TwoNodeReluSums}. */
    private void nodes(int h, int lane, int whole, int step, Scratch scratch) {
        int last = network.width() - 1;
        int h1 = Math.min(h + 1, last);
        int h2 = Math.min(h + 2, last);
        int h3 = Math.min(h + 3, last);
        FloatVector w0 = FloatVector.broadcast(Simd.SPECIES, network.w()[h]);
        FloatVector b0 = FloatVector.broadcast(Simd.SPECIES, network.b()[h]);
        FloatVector w1 = FloatVector.broadcast(Simd.SPECIES, network.w()[h1]);
        FloatVector b1 = FloatVector.broadcast(Simd.SPECIES, network.b()[h1]);
        FloatVector w2 = FloatVector.broadcast(Simd.SPECIES, network.w()[h2]);
        FloatVector b2 = FloatVector.broadcast(Simd.SPECIES, network.b()[h2]);
        FloatVector w3 = FloatVector.broadcast(Simd.SPECIES, network.w()[h3]);
        FloatVector b3 = FloatVector.broadcast(Simd.SPECIES, network.b()[h3]);
        FloatVector sum0 = FloatVector.broadcast(Simd.SPECIES, 0f);
        FloatVector sumX0 = sum0;
        FloatVector sum1 = sum0;
        FloatVector sumX1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sumX2 = sum0;
        FloatVector sum3 = sum0;
        FloatVector sumX3 = sum0;
        for (int i = lane; i < whole; i += step) {
            FloatVector x = FloatVector.fromArray(Simd.SPECIES, scratch.x, i);
            FloatVector d = FloatVector.fromArray(Simd.SPECIES, scratch.d, i);
            FloatVector dx = FloatVector.fromArray(Simd.SPECIES, scratch.dx, i);
            VectorMask<Float> active0 = active(x.fma(w0, b0));
            sum0 = sum0.lanewise(VectorOperators.ADD, d, active0);
            sumX0 = sumX0.lanewise(VectorOperators.ADD, dx, active0);
            VectorMask<Float> active1 = active(x.fma(w1, b1));
            sum1 = sum1.lanewise(VectorOperators.ADD, d, active1);
            sumX1 = sumX1.lanewise(VectorOperators.ADD, dx, active1);
            VectorMask<Float> active2 = active(x.fma(w2, b2));
            sum2 = sum2.lanewise(VectorOperators.ADD, d, active2);
            sumX2 = sumX2.lanewise(VectorOperators.ADD, dx, active2);
            VectorMask<Float> active3 = active(x.fma(w3, b3));
            sum3 = sum3.lanewise(VectorOperators.ADD, d, active3);
            sumX3 = sumX3.lanewise(VectorOperators.ADD, dx, active3);
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
