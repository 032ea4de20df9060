package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.NetworkParameters;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Forward of the dense formulation with ReLU nodes: effects, or the sums z before the output.
 *
 * <p>Where nothing overflows, so that no NaN arises, ReLU is a maximum of integers, to which floats with a sign are
 * negative: one instruction instead of a compare and a blend, and on another port than the multiply-adds. Two nodes take
 * 0.091 instead of 0.112 ns per dosage (Zen 4, 100,000 dosages; a copy takes 0.080). Elsewhere it is the compare and blend.
 */
final class ReluForward {
    /** Dosages mapped by compare and blend where one is not finite or too large. */
    private static final int STRETCH = 32 * W;

    /** Eight dosages' and eight sums' vectors beside the node's: AVX-512 has 32 registers, AVX2 16. */
    private static final boolean REGISTERS_FOR_EIGHT = W == 16;

    private final NetworkParameters network;
    private final OverflowBound bound;

    /** The bound's, at hand for the loops. */
    private final int reach;

    /** 1, unknown to C2: it would unroll the loop over the nodes until it spills, to 89 from 40 ns for 1,024 of them. */
    private final int nodeStep;

    ReluForward(NetworkParameters network, OverflowBound bound) {
        this.network = network;
        this.bound = bound;
        this.reach = bound.reach;
        this.nodeStep = 1;
    }

    /** Maps as many dosages as fill four vectors; returns how many. */
    int map(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        int whole = count - count % (4 * W);
        for (int i = 0; i < whole; ) {
            int end = Math.min(whole, i + Simd.STRIP);
            int stop = i + mapFinite(x, from + i, y, to + i, end - i, reluOutput);
            i = Math.min(end, stop + STRETCH);
            if (i > stop) {
                mapAny(x, from + stop, y, to + stop, i - stop, reluOutput);
            }
        }
        return whole;
    }

    /** Maps one vector at a time, for what does not fill four. */
    int single(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        if (!bound.applies()) {
            return 0;
        }
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        int floor = reluOutput ? 0 : Integer.MIN_VALUE;
        int i = 0;
        for (; i <= count - W; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            if (xi.reinterpretAsInts()
                    .and(Integer.MAX_VALUE)
                    .compare(VectorOperators.GT, reach)
                    .anyTrue()) {
                break;
            }
            FloatVector z = FloatVector.broadcast(SPECIES, network.c());
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector p = xi.fma(FloatVector.broadcast(SPECIES, w[h]), FloatVector.broadcast(SPECIES, b[h]));
                z = p.reinterpretAsInts().max(0).reinterpretAsFloats().fma(FloatVector.broadcast(SPECIES, v[h]), z);
            }
            z.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i);
        }
        return i;
    }

    // ---- dosages at which nothing overflows

    /** Maps whole vectors up to some with a dosage that is not finite or too large; returns where. */
    private int mapFinite(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        if (!bound.applies()) {
            return 0;
        }
        // the least integer, which nothing is below, for the identity: no branch in the loop
        int floor = reluOutput ? 0 : Integer.MIN_VALUE;
        return network.width() == 2 ? pair(x, from, y, to, count, floor) : nodes(x, from, y, to, count, floor);
    }

    /** Maps with two nodes, their numbers in registers. */
    private int pair(float[] x, int from, float[] y, int to, int count, int floor) {
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[0]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[0]);
        FloatVector v0 = FloatVector.broadcast(SPECIES, network.v()[0]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[1]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, network.v()[1]);
        FloatVector c = FloatVector.broadcast(SPECIES, network.c());
        IntVector sizes = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        int i = 0;
        for (; i <= count - 4 * W; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            IntVector bits0 = x0.reinterpretAsInts();
            IntVector bits1 = x1.reinterpretAsInts();
            IntVector bits2 = x2.reinterpretAsInts();
            IntVector bits3 = x3.reinterpretAsInts();
            if (bits0.or(bits1)
                            .or(bits2)
                            .or(bits3)
                            .and(OverflowBound.TWO_OR_MORE)
                            .compare(VectorOperators.NE, 0)
                            .anyTrue()
                    && bits0.and(sizes)
                            .max(bits1.and(sizes))
                            .max(bits2.and(sizes))
                            .max(bits3.and(sizes))
                            .compare(VectorOperators.GT, reach)
                            .anyTrue()) {
                break;
            }
            FloatVector z0 = v0.fma(x0.fma(w0, b0).reinterpretAsInts().max(0).reinterpretAsFloats(), c);
            FloatVector z1 = v0.fma(x1.fma(w0, b0).reinterpretAsInts().max(0).reinterpretAsFloats(), c);
            FloatVector z2 = v0.fma(x2.fma(w0, b0).reinterpretAsInts().max(0).reinterpretAsFloats(), c);
            FloatVector z3 = v0.fma(x3.fma(w0, b0).reinterpretAsInts().max(0).reinterpretAsFloats(), c);
            z0 = v1.fma(x0.fma(w1, b1).reinterpretAsInts().max(0).reinterpretAsFloats(), z0);
            z1 = v1.fma(x1.fma(w1, b1).reinterpretAsInts().max(0).reinterpretAsFloats(), z1);
            z2 = v1.fma(x2.fma(w1, b1).reinterpretAsInts().max(0).reinterpretAsFloats(), z2);
            z3 = v1.fma(x3.fma(w1, b1).reinterpretAsInts().max(0).reinterpretAsFloats(), z3);
            z0.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i);
            z1.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + W);
            z2.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 2 * W);
            z3.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 3 * W);
        }
        return i;
    }

    private int nodes(float[] x, int from, float[] y, int to, int count, int floor) {
        int done = REGISTERS_FOR_EIGHT ? eight(x, from, y, to, count, floor) : 0;
        return done + four(x, from + done, y, to + done, count - done, floor);
    }

    /**
     * Maps eight vectors at a time: 64 nodes take 2.6 instead of 3.0 ns per dosage, since what a node costs besides its
     * arithmetic is paid for once in eight.
     */
    private int eight(float[] x, int from, float[] y, int to, int count, int floor) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        IntVector sizes = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        int i = 0;
        for (; i <= count - 8 * W; i += 8 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            FloatVector x4 = FloatVector.fromArray(SPECIES, x, from + i + 4 * W);
            FloatVector x5 = FloatVector.fromArray(SPECIES, x, from + i + 5 * W);
            FloatVector x6 = FloatVector.fromArray(SPECIES, x, from + i + 6 * W);
            FloatVector x7 = FloatVector.fromArray(SPECIES, x, from + i + 7 * W);
            if (x0.reinterpretAsInts()
                    .and(sizes)
                    .max(x1.reinterpretAsInts().and(sizes))
                    .max(x2.reinterpretAsInts().and(sizes))
                    .max(x3.reinterpretAsInts().and(sizes))
                    .max(x4.reinterpretAsInts().and(sizes))
                    .max(x5.reinterpretAsInts().and(sizes))
                    .max(x6.reinterpretAsInts().and(sizes))
                    .max(x7.reinterpretAsInts().and(sizes))
                    .compare(VectorOperators.GT, reach)
                    .anyTrue()) {
                break;
            }
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            FloatVector z4 = z0;
            FloatVector z5 = z0;
            FloatVector z6 = z0;
            FloatVector z7 = z0;
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                z0 = vh.fma(x0.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z0);
                z1 = vh.fma(x1.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z1);
                z2 = vh.fma(x2.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z2);
                z3 = vh.fma(x3.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z3);
                z4 = vh.fma(x4.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z4);
                z5 = vh.fma(x5.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z5);
                z6 = vh.fma(x6.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z6);
                z7 = vh.fma(x7.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z7);
            }
            z0.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i);
            z1.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + W);
            z2.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 2 * W);
            z3.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 3 * W);
            z4.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 4 * W);
            z5.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 5 * W);
            z6.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 6 * W);
            z7.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 7 * W);
        }
        return i;
    }

    /** Maps four vectors at a time, so that broadcasting a node's numbers is paid for once in four. */
    private int four(float[] x, int from, float[] y, int to, int count, int floor) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        IntVector sizes = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        int i = 0;
        for (; i <= count - 4 * W; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            if (x0.reinterpretAsInts()
                    .and(sizes)
                    .max(x1.reinterpretAsInts().and(sizes))
                    .max(x2.reinterpretAsInts().and(sizes))
                    .max(x3.reinterpretAsInts().and(sizes))
                    .compare(VectorOperators.GT, reach)
                    .anyTrue()) {
                break;
            }
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                z0 = vh.fma(x0.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z0);
                z1 = vh.fma(x1.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z1);
                z2 = vh.fma(x2.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z2);
                z3 = vh.fma(x3.fma(wh, bh).reinterpretAsInts().max(0).reinterpretAsFloats(), z3);
            }
            z0.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i);
            z1.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + W);
            z2.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 2 * W);
            z3.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i + 3 * W);
        }
        return i;
    }

    // ---- dosages of any kind

    /** Maps four vectors at a time, so that broadcasting a node's numbers is paid for once in four. */
    private void mapAny(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        // NaN, which nothing is below, for the identity: no branch in the loop
        FloatVector floor = FloatVector.broadcast(SPECIES, reluOutput ? 0f : Float.NaN);
        for (int i = 0; i < count; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            for (int h = 0; h < w.length; h++) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
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
}
