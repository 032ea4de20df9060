package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Slopes dy/dx of the dense formulation with ReLU nodes. */
final class ReluSlopes {
    private final NetworkParameters network;
    private final float[] steepness;
    /** 1, unknown to C2, which would unroll the loop over the nodes until it spills. */
    private final int nodeStep;

    private final float nodeBend;
    private final float outputBend;

    ReluSlopes(NetworkParameters network) {
        this.network = network;
        this.steepness = network.steepness();
        this.nodeStep = 1;
        this.nodeBend = SimdUpstream.bend(true, network.bendOne());
        this.outputBend = SimdUpstream.bend(network.reluOutput(), network.bendOne());
    }

    /** Maps as many dosages as fill two vectors; returns how many. */
    int map(float[] x, int from, float[] slopes, int to, int count) {
        int whole = count - count % (2 * W);
        for (int i = 0; i < whole; i += Simd.STRIP) {
            strip(x, from + i, slopes, to + i, Math.min(Simd.STRIP, whole - i));
        }
        return whole;
    }

    /** Calls the loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            strip(scratch.in, 0, scratch.out, 0, 0);
        }
    }

    private void strip(float[] x, int from, float[] slopes, int to, int count) {
        if (count == 0) {
            return;
        }
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        for (int i = 0; i < count; i += 2 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector s0 = FloatVector.broadcast(SPECIES, 0f);
            FloatVector s1 = s0;
            for (int h = 0; h < w.length; h += nodeStep) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                FloatVector steep = FloatVector.broadcast(SPECIES, steepness[h]);
                FloatVector p0 = x0.fma(wh, bh);
                FloatVector p1 = x1.fma(wh, bh);
                s0 = steep.blend(0f, p0.compare(VectorOperators.LT, nodeBend)).add(s0);
                s1 = steep.blend(0f, p1.compare(VectorOperators.LT, nodeBend)).add(s1);
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
}
