package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Kernel.LANES;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.SumsLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Begins a block's sums: the tiles x, d and d*x, and the sums of the loss and of d. */
final class SimdUpstream {
    private SimdUpstream() {}

    /** A node or output is inactive where p is less than this: one compare for both bends, and identity has none. */
    static float bend(boolean relu, boolean bendOne) {
        if (!relu) {
            return Float.NEGATIVE_INFINITY;
        }
        return bendOne ? 0f : Float.MIN_VALUE;
    }

    /**
     * Fills the tiles, and adds the sums of the loss and of d; arguments as for {@link dev.bentline.kernel.Kernel#sums}. Its
     * bytecode has more than the 325 bytes that C2 would inline into its callers, past the node budget.
     */
    static void sums(
            NetworkParameters network,
            ScalarDenseKernel scalar,
            float[] x,
            int from,
            float[] t,
            int fromT,
            int count,
            boolean observed,
            Scratch scratch,
            double[] sums) {
        if (count == 0) {
            return;
        }
        int whole = count - count % LANES;
        float outputBend = bend(network.reluOutput(), network.bendOne());
        for (int lane = 0; lane < LANES; lane += Simd.W) {
            FloatVector loss = FloatVector.broadcast(Simd.SPECIES, 0f);
            FloatVector sum = FloatVector.broadcast(Simd.SPECIES, 0f);
            for (int i = lane; i < whole; i += LANES) {
                FloatVector z = FloatVector.fromArray(Simd.SPECIES, scratch.z, i);
                FloatVector d = FloatVector.fromArray(Simd.SPECIES, t, fromT + i);
                VectorMask<Float> inactive = z.compare(VectorOperators.LT, outputBend);
                if (observed) {
                    d = z.blend(0f, inactive).sub(d);
                    loss = d.fma(d, loss);
                } else {
                    d = d.blend(Float.NaN, z.compare(VectorOperators.NE, z));
                }
                d = d.blend(0f, inactive);
                FloatVector xi =
                        FloatVector.fromArray(Simd.SPECIES, x, from + i).blend(0f, inactive);
                sum = d.add(sum);
                xi.intoArray(scratch.x, i);
                d.intoArray(scratch.d, i);
                d.mul(xi).intoArray(scratch.dx, i);
            }
            loss.intoArray(scratch.lanes, lane);
            sum.intoArray(scratch.lanes, LANES + lane);
        }
        scalar.upstream(x, from, t, fromT, whole, count, observed, scratch);
        SumsLayout.fold(scratch.lanes, 0, sums, SumsLayout.LOSS);
        SumsLayout.fold(scratch.lanes, LANES, sums, SumsLayout.D);
    }
}
