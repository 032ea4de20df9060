package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Softplus.*;

import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link dev.bentline.kernel.Softplus}, operation for operation, on vectors.
 *
 * <p>It comes in two short halves, with a tile in L1 between them: written as one, C2's node budget for inlining runs
 * out in the middle, and the vectors that cross the missing call are boxed (12 ns a dosage instead of 1.6).
 */
final class SimdSoftplus {
    private SimdSoftplus() {}

    /** For p = w x + b of the tile's first {@code whole} dosages: e = exp(-|p|), and what is added to e (1 + e LOG(e)). */
    static void exponentials(float w, float b, float[] x, int from, int whole, Scratch scratch) {
        FloatVector wv = splat(w);
        FloatVector bv = splat(b);
        for (int i = 0; i < whole; i += SimdKernel.W) {
            FloatVector p = FloatVector.fromArray(SimdKernel.SPECIES, x, from + i).fma(wv, bv);
            FloatVector a = p.reinterpretAsInts().or(Integer.MIN_VALUE).reinterpretAsFloats();
            a = a.blend(-LARGEST, a.compare(VectorOperators.LT, -LARGEST));
            FloatVector t = a.fma(splat(LOG2_E), splat(ROUND));
            FloatVector n = t.sub(ROUND);
            FloatVector scale = t.reinterpretAsInts()
                    .lanewise(VectorOperators.LSHL, 23)
                    .reinterpretAsFloats();
            FloatVector r = n.fma(splat(MINUS_LN2_LOW), n.fma(splat(MINUS_LN2_HIGH), a));
            FloatVector s = splat(EXP4).fma(r, splat(EXP3));
            s = s.fma(r, splat(EXP2));
            s = s.fma(r, splat(EXP1));
            s = s.fma(r, splat(EXP0));
            FloatVector q = r.mul(r).fma(s, r);
            FloatVector m = q.add(1f);
            FloatVector lost = q.sub(m.sub(1f));
            FloatVector e = m.mul(scale).mul(UNSCALE);
            FloatVector max = p.blend(0f, p.compare(VectorOperators.LE, 0f));
            FloatVector base = lost.mul(scale).fma(e.fma(splat(-0.5f * UNSCALE), splat(UNSCALE)), max);
            e.intoArray(scratch.e, i);
            base.intoArray(scratch.base, i);
        }
    }

    /** Softplus, from the two tiles. */
    static FloatVector value(FloatVector e, FloatVector base) {
        FloatVector s = splat(LOG8).fma(e, splat(LOG7));
        s = s.fma(e, splat(LOG6));
        s = s.fma(e, splat(LOG5));
        s = s.fma(e, splat(LOG4));
        s = s.fma(e, splat(LOG3));
        s = s.fma(e, splat(LOG2));
        s = s.fma(e, splat(LOG1));
        s = s.fma(e, splat(LOG0));
        return e.fma(s.fma(e, splat(1f)), base);
    }

    /** The logistic function, from p and e. */
    static FloatVector slope(FloatVector p, FloatVector e) {
        FloatVector d = e.add(1f);
        FloatVector minusLost = d.sub(1f).sub(e);
        FloatVector minusD = splat(-1f).sub(e);
        FloatVector inverse = splat(1f).div(d);
        FloatVector top = splat(1f).blend(e, p.compare(VectorOperators.LT, 0f));
        FloatVector y = top.mul(inverse);
        FloatVector residual = y.fma(minusLost, y.fma(minusD, top));
        return residual.fma(inverse, y);
    }

    private static FloatVector splat(float value) {
        return FloatVector.broadcast(SimdKernel.SPECIES, value);
    }
}
