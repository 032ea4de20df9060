package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Softplus.*;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelOperation;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Dense formulation with softplus nodes, on vectors: {@link dev.bentline.kernel.Softplus}, operation for operation.
 *
 * <p>A node comes in short loops with tiles in L1 between them: written as one loop, C2's node budget for inlining runs
 * out in the middle, and the vectors that cross the missing call are boxed (12 ns per dosage instead of 1.3).
 */
final class SimdSoftplusKernel implements Kernel {
    private static final double[] NO_SUMS = {};

    private final NetworkParameters network;
    private final ScalarDenseKernel scalar;
    private final float[] steepness;
    private final float outputBend;

    SimdSoftplusKernel(ScalarDenseKernel scalar) {
        this.network = scalar.network();
        this.scalar = scalar;
        this.steepness = network.steepness();
        this.outputBend = SimdUpstream.bend(network.reluOutput(), network.bendOne());
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        for (int done = 0; done < whole; done += BLOCK) {
            int n = Math.min(BLOCK, whole - done);
            weightedSums(x, from + done, n, scratch);
            effects(y, to + done, n, scratch);
        }
        scalar.forward(x, from + whole, y, to + whole, count - whole, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        for (int done = 0; done < whole; done += BLOCK) {
            int n = Math.min(BLOCK, whole - done);
            Arrays.fill(scratch.z, 0, n, network.c());
            Arrays.fill(scratch.d, 0, n, 0f);
            for (int h = 0; h < network.width(); h++) {
                exponentials(h, x, from + done, n, scratch);
                valuesAndSlopes(h, x, from + done, n, scratch);
                addValuesAndSlopes(h, n, scratch);
            }
            slopes(slopes, to + done, n, scratch);
        }
        scalar.derivative(x, from + whole, slopes, to + whole, count - whole, scratch);
    }

    @Override
    public String description() {
        return Simd.DESCRIPTION;
    }

    @Override
    public int partialSumsLength() {
        return SumsLayout.length(network.width());
    }

    /** Lanes are positions mod 16, so vectors of 8 or 4 walk the block in two or four passes. */
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
        double[] sums = partial.all();
        int whole = count - count % LANES;
        weightedSums(x, from, whole, scratch);
        scalar.weightedSums(x, from, whole, count, scratch);
        SimdUpstream.sums(network, scalar, x, from, t, fromT, count, observed, scratch, sums);
        for (int h = 0; h < network.width(); h++) {
            exponentials(h, scratch.x, 0, whole, scratch);
            valuesAndSlopes(h, scratch.x, 0, whole, scratch);
            for (int lane = 0; lane < LANES; lane += W) {
                node(lane, whole, scratch);
            }
            scalar.node(h, whole, count, scratch, 0);
            scalar.foldNode(h, scratch, 0, sums);
        }
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            exponentials(0, scratch.in, 0, 0, scratch);
            switch (operation) {
                case FORWARD -> {
                    addValues(0, 0, scratch);
                    effects(scratch.out, 0, 0, scratch);
                }
                case DERIVATIVE -> {
                    valuesAndSlopes(0, scratch.in, 0, 0, scratch);
                    addValuesAndSlopes(0, 0, scratch);
                    slopes(scratch.out, 0, 0, scratch);
                }
                case SUMS -> {
                    addValues(0, 0, scratch);
                    SimdUpstream.sums(network, scalar, scratch.in, 0, scratch.out, 0, 0, true, scratch, NO_SUMS);
                    valuesAndSlopes(0, scratch.in, 0, 0, scratch);
                    node(0, 0, scratch);
                }
            }
        }
    }

    /** Turns the tile z into effects. */
    private void effects(float[] y, int to, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        // NaN, which nothing is below, for the identity
        float floor = network.reluOutput() ? 0f : Float.NaN;
        for (int i = 0; i < count; i += W) {
            FloatVector z = FloatVector.fromArray(Simd.SPECIES, scratch.z, i);
            z.blend(0f, z.compare(VectorOperators.LE, floor)).intoArray(y, to + i);
        }
    }

    /** Turns the tiles z and d into slopes dy/dx. */
    private void slopes(float[] slopes, int to, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i += W) {
            FloatVector z = FloatVector.fromArray(Simd.SPECIES, scratch.z, i);
            FloatVector.fromArray(Simd.SPECIES, scratch.d, i)
                    .blend(0f, z.compare(VectorOperators.LT, outputBend))
                    .blend(Float.NaN, z.compare(VectorOperators.NE, z))
                    .intoArray(slopes, to + i);
        }
    }

    /** Fills the tile z. */
    private void weightedSums(float[] x, int from, int whole, Scratch scratch) {
        Arrays.fill(scratch.z, 0, whole, network.c());
        for (int h = 0; h < network.width(); h++) {
            exponentials(h, x, from, whole, scratch);
            addValues(h, whole, scratch);
        }
    }

    /** Fills the tiles e = exp(-|p|) and base: what e (1 + e LOG(e)) is added to. */
    private void exponentials(int h, float[] x, int from, int whole, Scratch scratch) {
        if (whole == 0) {
            return;
        }
        FloatVector w = FloatVector.broadcast(Simd.SPECIES, network.w()[h]);
        FloatVector b = FloatVector.broadcast(Simd.SPECIES, network.b()[h]);
        FloatVector least = FloatVector.broadcast(Simd.SPECIES, -LARGEST);
        FloatVector round = FloatVector.broadcast(Simd.SPECIES, ROUND);
        FloatVector unscale = FloatVector.broadcast(Simd.SPECIES, UNSCALE);
        FloatVector zero = FloatVector.broadcast(Simd.SPECIES, 0f);
        FloatVector one = FloatVector.broadcast(Simd.SPECIES, 1f);
        for (int i = 0; i < whole; i += W) {
            FloatVector p = FloatVector.fromArray(Simd.SPECIES, x, from + i).fma(w, b);
            // -|p| by its sign bit: FloatVector.abs costs five times the whole ReLU kernel
            FloatVector a = p.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
            a = a.blend(least, a.compare(VectorOperators.LT, least));
            FloatVector t = a.fma(FloatVector.broadcast(Simd.SPECIES, LOG2_E), round);
            FloatVector n = t.sub(round);
            FloatVector scale =
                    t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
            FloatVector r = n.fma(
                    FloatVector.broadcast(Simd.SPECIES, MINUS_LN2_LOW),
                    n.fma(FloatVector.broadcast(Simd.SPECIES, MINUS_LN2_HIGH), a));
            FloatVector s = FloatVector.broadcast(Simd.SPECIES, EXP4).fma(r, FloatVector.broadcast(Simd.SPECIES, EXP3));
            s = s.fma(r, FloatVector.broadcast(Simd.SPECIES, EXP2));
            s = s.fma(r, FloatVector.broadcast(Simd.SPECIES, EXP1));
            s = s.fma(r, FloatVector.broadcast(Simd.SPECIES, EXP0));
            FloatVector q = r.mul(r).fma(s, r);
            FloatVector m = q.add(one);
            FloatVector lost = q.sub(m.sub(one));
            FloatVector e = m.mul(scale).mul(unscale);
            FloatVector base = lost.mul(scale)
                    .fma(
                            e.fma(FloatVector.broadcast(Simd.SPECIES, -0.5f * UNSCALE), unscale),
                            p.blend(zero, p.compare(VectorOperators.LE, zero)));
            e.intoArray(scratch.e, i);
            base.intoArray(scratch.base, i);
        }
    }

    /** Adds a node's values to the tile z. */
    private void addValues(int h, int whole, Scratch scratch) {
        if (whole == 0) {
            return;
        }
        FloatVector v = FloatVector.broadcast(Simd.SPECIES, network.v()[h]);
        for (int i = 0; i < whole; i += W) {
            FloatVector e = FloatVector.fromArray(Simd.SPECIES, scratch.e, i);
            FloatVector base = FloatVector.fromArray(Simd.SPECIES, scratch.base, i);
            FloatVector s = FloatVector.broadcast(Simd.SPECIES, LOG8).fma(e, FloatVector.broadcast(Simd.SPECIES, LOG7));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG6));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG5));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG4));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG3));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG2));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG1));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG0));
            FloatVector value = e.fma(s.fma(e, FloatVector.broadcast(Simd.SPECIES, 1f)), base);
            v.fma(value, FloatVector.fromArray(Simd.SPECIES, scratch.z, i)).intoArray(scratch.z, i);
        }
    }

    /**
     * Turns the tiles e and base into the slope and the value of a node. It is written out, in more than 325 bytes of bytecode:
     * a shorter loop may be inlined, and its caller then run out of nodes.
     */
    private void valuesAndSlopes(int h, float[] x, int from, int whole, Scratch scratch) {
        if (whole == 0) {
            return;
        }
        FloatVector w = FloatVector.broadcast(Simd.SPECIES, network.w()[h]);
        FloatVector b = FloatVector.broadcast(Simd.SPECIES, network.b()[h]);
        FloatVector zero = FloatVector.broadcast(Simd.SPECIES, 0f);
        FloatVector one = FloatVector.broadcast(Simd.SPECIES, 1f);
        for (int i = 0; i < whole; i += W) {
            FloatVector p = FloatVector.fromArray(Simd.SPECIES, x, from + i).fma(w, b);
            FloatVector e = FloatVector.fromArray(Simd.SPECIES, scratch.e, i);
            FloatVector base = FloatVector.fromArray(Simd.SPECIES, scratch.base, i);
            FloatVector s = FloatVector.broadcast(Simd.SPECIES, LOG8).fma(e, FloatVector.broadcast(Simd.SPECIES, LOG7));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG6));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG5));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG4));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG3));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG2));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG1));
            s = s.fma(e, FloatVector.broadcast(Simd.SPECIES, LOG0));
            e.fma(s.fma(e, one), base).intoArray(scratch.base, i);
            FloatVector d = e.add(one);
            FloatVector minusD = FloatVector.broadcast(Simd.SPECIES, -1f).sub(e);
            FloatVector minusLost = d.sub(one).sub(e);
            FloatVector inverse = one.div(d);
            FloatVector top = one.blend(e, p.compare(VectorOperators.LT, zero));
            FloatVector y = top.mul(inverse);
            FloatVector residual = y.fma(minusLost, y.fma(minusD, top));
            residual.fma(inverse, y).intoArray(scratch.e, i);
        }
    }

    private void addValuesAndSlopes(int h, int whole, Scratch scratch) {
        if (whole == 0) {
            return;
        }
        FloatVector v = FloatVector.broadcast(Simd.SPECIES, network.v()[h]);
        FloatVector steep = FloatVector.broadcast(Simd.SPECIES, steepness[h]);
        for (int i = 0; i < whole; i += W) {
            FloatVector value = FloatVector.fromArray(Simd.SPECIES, scratch.base, i);
            FloatVector slope = FloatVector.fromArray(Simd.SPECIES, scratch.e, i);
            v.fma(value, FloatVector.fromArray(Simd.SPECIES, scratch.z, i)).intoArray(scratch.z, i);
            steep.fma(slope, FloatVector.fromArray(Simd.SPECIES, scratch.d, i)).intoArray(scratch.d, i);
        }
    }

    private static void node(int lane, int whole, Scratch scratch) {
        if (whole == 0) {
            Arrays.fill(scratch.lanes, 0f);
            return;
        }
        FloatVector sum = FloatVector.broadcast(Simd.SPECIES, 0f);
        FloatVector sumX = sum;
        FloatVector sumValue = sum;
        for (int i = lane; i < whole; i += LANES) {
            FloatVector d = FloatVector.fromArray(Simd.SPECIES, scratch.d, i);
            FloatVector term = d.mul(FloatVector.fromArray(Simd.SPECIES, scratch.e, i));
            sum = term.add(sum);
            sumX = term.fma(FloatVector.fromArray(Simd.SPECIES, scratch.x, i), sumX);
            sumValue = d.fma(FloatVector.fromArray(Simd.SPECIES, scratch.base, i), sumValue);
        }
        sum.intoArray(scratch.lanes, lane);
        sumX.intoArray(scratch.lanes, LANES + lane);
        sumValue.intoArray(scratch.lanes, 2 * LANES + lane);
    }
}
