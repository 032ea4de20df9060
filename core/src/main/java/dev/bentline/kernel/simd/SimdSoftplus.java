package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Softplus.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** {@link dev.bentline.kernel.Softplus}, operation for operation, on vectors. */
final class SimdSoftplus {
    private SimdSoftplus() {}

    static FloatVector value(FloatVector p) {
        FloatVector a = p.lanewise(VectorOperators.ABS);
        a = a.blend(LARGEST, a.compare(VectorOperators.GT, LARGEST));
        FloatVector t = a.fma(splat(MINUS_LOG2_E), splat(ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector scale =
                t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector r = n.fma(splat(MINUS_LN2_LOW), n.fma(splat(MINUS_LN2_HIGH), a.neg()));
        FloatVector q = r.mul(r).fma(expTail(r), r);
        FloatVector m = q.add(1f);
        FloatVector lost = q.sub(m.sub(1f));
        FloatVector e = m.mul(scale).mul(UNSCALE);
        FloatVector max = p.blend(0f, p.compare(VectorOperators.LE, 0f));
        FloatVector base = lost.mul(scale).fma(e.fma(splat(-0.5f * UNSCALE), splat(UNSCALE)), max);
        return e.fma(logTail(e).fma(e, splat(1f)), base);
    }

    static FloatVector slope(FloatVector p) {
        FloatVector a = p.lanewise(VectorOperators.ABS);
        a = a.blend(LARGEST, a.compare(VectorOperators.GT, LARGEST));
        FloatVector t = a.fma(splat(MINUS_LOG2_E), splat(ROUND));
        FloatVector n = t.sub(ROUND);
        FloatVector scale =
                t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector r = n.fma(splat(MINUS_LN2_LOW), n.fma(splat(MINUS_LN2_HIGH), a.neg()));
        FloatVector m = r.mul(r).fma(expTail(r), r).add(1f);
        FloatVector e = m.mul(scale).mul(UNSCALE);
        FloatVector d = e.add(1f);
        FloatVector lost = e.sub(d.sub(1f));
        FloatVector inverse = splat(1f).div(d);
        FloatVector top = splat(1f).blend(e, p.compare(VectorOperators.LT, 0f));
        FloatVector y = top.mul(inverse);
        FloatVector minusY = y.neg();
        FloatVector residual = minusY.fma(lost, minusY.fma(d, top));
        return residual.fma(inverse, y);
    }

    private static FloatVector expTail(FloatVector r) {
        FloatVector s = splat(EXP4).fma(r, splat(EXP3));
        s = s.fma(r, splat(EXP2));
        s = s.fma(r, splat(EXP1));
        return s.fma(r, splat(EXP0));
    }

    private static FloatVector logTail(FloatVector e) {
        FloatVector s = splat(LOG8).fma(e, splat(LOG7));
        s = s.fma(e, splat(LOG6));
        s = s.fma(e, splat(LOG5));
        s = s.fma(e, splat(LOG4));
        s = s.fma(e, splat(LOG3));
        s = s.fma(e, splat(LOG2));
        s = s.fma(e, splat(LOG1));
        return s.fma(e, splat(LOG0));
    }

    private static FloatVector splat(float value) {
        return FloatVector.broadcast(SimdKernel.SPECIES, value);
    }
}
