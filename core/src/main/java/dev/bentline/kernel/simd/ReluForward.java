package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.Scratch;
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
    /** Dosages of a block mapped together where one of the block is 2 or more in size, or not finite. */
    private static final int STRETCH = 32 * W;

    private final NetworkParameters network;
    private final OverflowBound bound;

    /** 1, unknown to C2: it would unroll the loop over the nodes until it spills, to 89 from 40 ns for 1,024 of them. */
    private final int nodeStep;

    ReluForward(NetworkParameters network, OverflowBound bound) {
        this.network = network;
        this.bound = bound;
        this.nodeStep = 1;
    }

    /** Maps as many dosages as fill four vectors, or two; returns how many. */
    @SuppressWarnings("ReferenceEquality") // whether the two are one array is the question
    int map(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        boolean apart = x != y;
        int whole = count - count % (apart && network.width() == 2 ? 2 * W : 4 * W);
        for (int i = 0; i < whole; i += Kernel.BLOCK) {
            int n = Math.min(Kernel.BLOCK, whole - i);
            if (!mapsBelowTwo(apart, x, from + i, y, to + i, n, reluOutput)) {
                int fours = n - n % (4 * W);
                mapStretches(x, from + i, y, to + i, fours, reluOutput);
                if (fours < n) {
                    return i + fours;
                }
            }
        }
        return whole;
    }

    /**
     * Tells whether all dosages of a block are less than 2 in size, and if so has mapped them. Those of two nodes are told by
     * the loop that maps them, if they stay to be mapped again: 0.060 instead of 0.091 ns (Zen 5, 100,000 dosages).
     */
    private boolean mapsBelowTwo(boolean apart, float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        // where the first is not, few others are
        if (!bound.applies() || OverflowBound.isTwoOrMore(x[from])) {
            return false;
        }
        if (apart && network.width() == 2) {
            return pair(x, from, y, to, count, reluOutput);
        }
        if (!OverflowBound.allLessThanTwo(x, from, count)) {
            return false;
        }
        mapFinite(x, from, y, to, count, reluOutput);
        return true;
    }

    /** Maps a block of which some dosages are 2 or more in size, or not finite. */
    private void mapStretches(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        for (int i = 0; i < count; i += STRETCH) {
            int n = Math.min(STRETCH, count - i);
            if (bound.applies() && bound.reaches(x, from + i, n, W)) {
                mapFinite(x, from + i, y, to + i, n, reluOutput);
            } else {
                mapAny(x, from + i, y, to + i, n, reluOutput);
            }
        }
    }

    /**
     * Maps one vector at a time, for what does not fill four, and then a last vector, shifted: what it has in common with the
     * one before gets the same bits once more. It has more than the 325 bytes of bytecode that C2 would inline into its caller,
     * past the node budget.
     *
     * @param last the last vector's dosages, a copy from before any effect was written
     * @return how many dosages are mapped: all, or those before a vector that is not finite or too large
     */
    int rest(float[] x, int from, float[] y, int to, int count, float[] last, boolean reluOutput) {
        if (count == 0 || !bound.applies()) {
            return 0;
        }
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector floor = IntVector.broadcast(INTS, reluOutput ? 0 : Integer.MIN_VALUE);
        IntVector sizes = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector largest = IntVector.broadcast(INTS, bound.reach);
        float[] source = x;
        int shift = from;
        int mapped = 0;
        for (int i = 0; i < count; i += W) {
            if (i > count - W) {
                i = count - W;
                source = last;
                shift = -i;
            }
            FloatVector xi = FloatVector.fromArray(SPECIES, source, shift + i);
            if (xi.reinterpretAsInts()
                    .and(sizes)
                    .compare(VectorOperators.GT, largest)
                    .anyTrue()) {
                break;
            }
            FloatVector z = FloatVector.broadcast(SPECIES, network.c());
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector p = xi.fma(FloatVector.broadcast(SPECIES, w[h]), FloatVector.broadcast(SPECIES, b[h]));
                z = p.reinterpretAsInts().max(zero).reinterpretAsFloats().fma(FloatVector.broadcast(SPECIES, v[h]), z);
            }
            z.reinterpretAsInts().max(floor).reinterpretAsFloats().intoArray(y, to + i);
            mapped = i + W;
        }
        return mapped;
    }

    /** Calls every loop over no dosages, so many times; see {@link Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch, boolean reluOutput) {
        bound.rehearse(times, scratch);
        for (int i = 0; i < times; i++) {
            mapFinite(scratch.in, 0, scratch.out, 0, 0, reluOutput);
            mapAny(scratch.in, 0, scratch.out, 0, 0, reluOutput);
            rest(scratch.in, 0, scratch.out, 0, 0, scratch.x, reluOutput);
        }
    }

    // ---- dosages at which nothing overflows

    /** Maps dosages at which nothing overflows. */
    private void mapFinite(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        if (network.width() == 2) {
            pair(x, from, y, to, count, reluOutput);
        } else {
            // NaN, which nothing is below, for the identity
            four(x, from, y, to, count, reluOutput ? 0f : Float.NaN);
        }
    }

    /** Maps with two nodes, their numbers in registers, as if nothing overflowed; returns whether all dosages are less than 2 in size. */
    private boolean pair(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        if (count == 0) {
            return true;
        }
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[0]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[0]);
        FloatVector v0 = FloatVector.broadcast(SPECIES, network.v()[0]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[1]);
        FloatVector v1 = FloatVector.broadcast(SPECIES, network.v()[1]);
        FloatVector c = FloatVector.broadcast(SPECIES, network.c());
        IntVector zero = IntVector.broadcast(INTS, 0);
        // the least integer, which nothing is below, for the identity: no branch in the loop
        IntVector least = IntVector.broadcast(INTS, reluOutput ? 0 : Integer.MIN_VALUE);
        IntVector seen = zero;
        for (int i = 0; i < count; i += 2 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            seen = x1.reinterpretAsInts().or(x0.reinterpretAsInts().or(seen));
            FloatVector z0 = v0.fma(x0.fma(w0, b0).reinterpretAsInts().max(zero).reinterpretAsFloats(), c);
            FloatVector z1 = v0.fma(x1.fma(w0, b0).reinterpretAsInts().max(zero).reinterpretAsFloats(), c);
            z0 = v1.fma(x0.fma(w1, b1).reinterpretAsInts().max(zero).reinterpretAsFloats(), z0);
            z1 = v1.fma(x1.fma(w1, b1).reinterpretAsInts().max(zero).reinterpretAsFloats(), z1);
            z0.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + i);
            z1.reinterpretAsInts().max(least).reinterpretAsFloats().intoArray(y, to + i + W);
        }
        return (seen.reduceLanes(VectorOperators.OR) & OverflowBound.TWO_OR_MORE) == 0;
    }

    /** Maps four vectors at a time, so that broadcasting a node's numbers is paid for once in four. */
    private void four(float[] x, int from, float[] y, int to, int count, float floor) {
        if (count == 0) {
            return;
        }
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        IntVector zero = IntVector.broadcast(INTS, 0);
        FloatVector none = FloatVector.broadcast(SPECIES, 0f);
        FloatVector least = FloatVector.broadcast(SPECIES, floor);
        for (int i = 0; i < count; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                z0 = vh.fma(x0.fma(wh, bh).reinterpretAsInts().max(zero).reinterpretAsFloats(), z0);
                z1 = vh.fma(x1.fma(wh, bh).reinterpretAsInts().max(zero).reinterpretAsFloats(), z1);
                z2 = vh.fma(x2.fma(wh, bh).reinterpretAsInts().max(zero).reinterpretAsFloats(), z2);
                z3 = vh.fma(x3.fma(wh, bh).reinterpretAsInts().max(zero).reinterpretAsFloats(), z3);
            }
            z0.blend(none, z0.compare(VectorOperators.LE, least)).intoArray(y, to + i);
            z1.blend(none, z1.compare(VectorOperators.LE, least)).intoArray(y, to + i + W);
            z2.blend(none, z2.compare(VectorOperators.LE, least)).intoArray(y, to + i + 2 * W);
            z3.blend(none, z3.compare(VectorOperators.LE, least)).intoArray(y, to + i + 3 * W);
        }
    }

    // ---- dosages of any kind

    /** Maps four vectors at a time, so that broadcasting a node's numbers is paid for once in four. */
    private void mapAny(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        if (count == 0) {
            return;
        }
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
