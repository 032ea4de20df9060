package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Parameters;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.Sums;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The dense formulation on vectors. Whatever does not fill a vector is the scalar kernel's. */
final class SimdKernel implements Kernel {
    static final VectorSpecies<Float> SPECIES = species();
    static final int W = SPECIES.length();
    /** Nodes summed in one walk over a block. */
    private static final int NODES = 2;

    private final Parameters network;
    private final ScalarKernel tail;
    private final float[] steepness;
    /** Then an infinite dosage makes a NaN inside: infinity times zero. */
    private final boolean hasZeroWeight;

    SimdKernel(Parameters network) {
        this.network = network;
        this.tail = new ScalarKernel(network);
        this.steepness = network.steepness();
        this.hasZeroWeight = hasZero(network.w());
    }

    /** 512 bits at most: a block's sums have 16 lanes. */
    private static VectorSpecies<Float> species() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() > LANES ? FloatVector.SPECIES_512 : preferred;
    }

    private static boolean hasZero(float[] w) {
        for (float value : w) {
            if (value == 0f) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int vectorised = network.softplus()
                ? forwardSoftplus(x, from, y, to, count, scratch)
                : weighRelu(x, from, y, to, count, network.reluOutput());
        tail.forward(x, from + vectorised, y, to + vectorised, count - vectorised, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int vectorised = network.softplus()
                ? derivativeSoftplus(x, from, slopes, to, count, scratch)
                : derivativeRelu(x, from, slopes, to, count);
        tail.derivative(x, from + vectorised, slopes, to + vectorised, count - vectorised, scratch);
    }

    @Override
    public void sums(
            float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, double[] sums) {
        // Lanes are positions mod 16, so a vector of 8 or 4 walks the block in two or four passes.
        int whole = count - count % LANES;
        weigh(x, from, whole, scratch);
        tail.weigh(x, from, scratch.z, whole, count);

        for (int lane = 0; lane < LANES; lane += W) {
            upstream(x, from, t, fromT, lane, whole, observed, scratch);
        }
        tail.upstream(x, from, t, fromT, whole, count, observed, scratch);
        Sums.fold(scratch.lanes, 0, sums, Sums.LOSS);
        Sums.fold(scratch.lanes, LANES, sums, Sums.D);

        int h = 0;
        for (; !network.softplus() && h <= network.width() - NODES; h += NODES) {
            for (int lane = 0; lane < LANES; lane += W) {
                reluNodes(h, lane, whole, scratch);
            }
            for (int k = 0; k < NODES; k++) {
                foldNode(h + k, whole, count, scratch, 2 * k * LANES, sums);
            }
        }
        for (; h < network.width(); h++) {
            if (network.softplus()) {
                SimdSoftplus.exponentials(network.w()[h], network.b()[h], scratch.x, 0, whole, scratch);
            }
            for (int lane = 0; lane < LANES; lane += W) {
                if (network.softplus()) {
                    softplusNode(h, lane, whole, scratch);
                } else {
                    reluNode(h, lane, whole, scratch);
                }
            }
            foldNode(h, whole, count, scratch, 0, sums);
        }
    }

    private void foldNode(int h, int whole, int count, Scratch scratch, int at, double[] sums) {
        tail.node(h, whole, count, scratch, at);
        tail.foldNode(h, scratch, at, sums);
    }

    private void weigh(float[] x, int from, int whole, Scratch scratch) {
        if (network.softplus()) {
            weighSoftplus(x, from, whole, scratch);
        } else {
            int done = weighRelu(x, from, scratch.z, 0, whole, false);
            tail.weigh(x, from, scratch.z, done, whole);
        }
    }

    private void upstream(
            float[] x, int from, float[] t, int fromT, int lane, int whole, boolean observed, Scratch scratch) {
        FloatVector loss = FloatVector.zero(SPECIES);
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int i = lane; i < whole; i += LANES) {
            FloatVector z = FloatVector.fromArray(SPECIES, scratch.z, i);
            FloatVector u = FloatVector.fromArray(SPECIES, t, fromT + i);
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            if (observed) {
                FloatVector residual = (network.reluOutput() ? relu(z) : z).sub(u);
                loss = residual.fma(residual, loss);
                u = residual.add(residual);
            } else {
                u = u.blend(Float.NaN, z.compare(VectorOperators.NE, z));
            }
            if (network.reluOutput()) {
                VectorMask<Float> inactive = inactive(z);
                u = u.blend(0f, inactive);
                xi = xi.blend(0f, inactive);
            }
            sum = sum.add(u);
            xi.intoArray(scratch.x, i);
            u.intoArray(scratch.d, i);
            u.mul(xi).intoArray(scratch.dx, i);
        }
        loss.intoArray(scratch.lanes, lane);
        sum.intoArray(scratch.lanes, LANES + lane);
    }

    private void reluNodes(int h, int lane, int whole, Scratch scratch) {
        FloatVector w0 = FloatVector.broadcast(SPECIES, network.w()[h]);
        FloatVector b0 = FloatVector.broadcast(SPECIES, network.b()[h]);
        FloatVector w1 = FloatVector.broadcast(SPECIES, network.w()[h + 1]);
        FloatVector b1 = FloatVector.broadcast(SPECIES, network.b()[h + 1]);
        FloatVector sum0 = FloatVector.zero(SPECIES);
        FloatVector sumX0 = sum0;
        FloatVector sum1 = sum0;
        FloatVector sumX1 = sum0;
        for (int i = lane; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, scratch.x, i);
            FloatVector d = FloatVector.fromArray(SPECIES, scratch.d, i);
            FloatVector dx = FloatVector.fromArray(SPECIES, scratch.dx, i);
            VectorMask<Float> inactive0 = inactive(x.fma(w0, b0));
            VectorMask<Float> inactive1 = inactive(x.fma(w1, b1));
            sum0 = sum0.add(d.blend(0f, inactive0));
            sumX0 = sumX0.add(dx.blend(0f, inactive0));
            sum1 = sum1.add(d.blend(0f, inactive1));
            sumX1 = sumX1.add(dx.blend(0f, inactive1));
        }
        sum0.intoArray(scratch.lanes, lane);
        sumX0.intoArray(scratch.lanes, LANES + lane);
        sum1.intoArray(scratch.lanes, 2 * LANES + lane);
        sumX1.intoArray(scratch.lanes, 3 * LANES + lane);
    }

    private void reluNode(int h, int lane, int whole, Scratch scratch) {
        FloatVector w = FloatVector.broadcast(SPECIES, network.w()[h]);
        FloatVector b = FloatVector.broadcast(SPECIES, network.b()[h]);
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector sumX = sum;
        for (int i = lane; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, scratch.x, i);
            VectorMask<Float> inactive = inactive(x.fma(w, b));
            sum = sum.add(FloatVector.fromArray(SPECIES, scratch.d, i).blend(0f, inactive));
            sumX = sumX.add(FloatVector.fromArray(SPECIES, scratch.dx, i).blend(0f, inactive));
        }
        sum.intoArray(scratch.lanes, lane);
        sumX.intoArray(scratch.lanes, LANES + lane);
    }

    private void softplusNode(int h, int lane, int whole, Scratch scratch) {
        FloatVector w = FloatVector.broadcast(SPECIES, network.w()[h]);
        FloatVector b = FloatVector.broadcast(SPECIES, network.b()[h]);
        FloatVector sum = FloatVector.zero(SPECIES);
        FloatVector sumX = sum;
        FloatVector sumValue = sum;
        for (int i = lane; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, scratch.x, i);
            FloatVector d = FloatVector.fromArray(SPECIES, scratch.d, i);
            FloatVector e = FloatVector.fromArray(SPECIES, scratch.e, i);
            FloatVector term = d.mul(SimdSoftplus.slope(x.fma(w, b), e));
            sum = sum.add(term);
            sumX = term.fma(x, sumX);
            FloatVector base = FloatVector.fromArray(SPECIES, scratch.base, i);
            sumValue = d.fma(SimdSoftplus.value(e, base), sumValue);
        }
        sum.intoArray(scratch.lanes, lane);
        sumX.intoArray(scratch.lanes, LANES + lane);
        sumValue.intoArray(scratch.lanes, 2 * LANES + lane);
    }

    private int derivativeRelu(float[] x, int from, float[] slopes, int to, int count) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        int i = 0;
        for (; i <= count - 2 * W; i += 2 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector z0 = FloatVector.broadcast(SPECIES, network.c());
            FloatVector z1 = z0;
            FloatVector s0 = FloatVector.zero(SPECIES);
            FloatVector s1 = s0;
            for (int h = 0; h < w.length; h++) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                FloatVector steep = FloatVector.broadcast(SPECIES, steepness[h]);
                FloatVector p0 = x0.fma(wh, bh);
                FloatVector p1 = x1.fma(wh, bh);
                s0 = s0.add(steep.blend(0f, inactive(p0)));
                s1 = s1.add(steep.blend(0f, inactive(p1)));
                z0 = vh.fma(relu(p0), z0);
                z1 = vh.fma(relu(p1), z1);
            }
            finishSlope(z0, s0).intoArray(slopes, to + i);
            finishSlope(z1, s1).intoArray(slopes, to + i + W);
        }
        return i;
    }

    private int derivativeSoftplus(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        for (int done = 0; done < whole; done += BLOCK) {
            int n = Math.min(BLOCK, whole - done);
            Arrays.fill(scratch.z, 0, n, network.c());
            Arrays.fill(scratch.d, 0, n, 0f);
            for (int h = 0; h < network.width(); h++) {
                SimdSoftplus.exponentials(network.w()[h], network.b()[h], x, from + done, n, scratch);
                addValues(network.v()[h], n, scratch);
                addSlopes(h, x, from + done, n, scratch);
            }
            for (int i = 0; i < n; i += W) {
                finishSlope(
                                FloatVector.fromArray(SPECIES, scratch.z, i),
                                FloatVector.fromArray(SPECIES, scratch.d, i))
                        .intoArray(slopes, to + done + i);
            }
        }
        return whole;
    }

    private void addSlopes(int h, float[] x, int from, int whole, Scratch scratch) {
        FloatVector w = FloatVector.broadcast(SPECIES, network.w()[h]);
        FloatVector b = FloatVector.broadcast(SPECIES, network.b()[h]);
        FloatVector steep = FloatVector.broadcast(SPECIES, steepness[h]);
        for (int i = 0; i < whole; i += W) {
            FloatVector p = FloatVector.fromArray(SPECIES, x, from + i).fma(w, b);
            FloatVector slope = SimdSoftplus.slope(p, FloatVector.fromArray(SPECIES, scratch.e, i));
            steep.fma(slope, FloatVector.fromArray(SPECIES, scratch.d, i)).intoArray(scratch.d, i);
        }
    }

    private FloatVector finishSlope(FloatVector z, FloatVector s) {
        FloatVector slope = network.reluOutput() ? s.blend(0f, inactive(z)) : s;
        return slope.blend(Float.NaN, z.compare(VectorOperators.NE, z));
    }

    private VectorMask<Float> inactive(FloatVector p) {
        return network.bendOne() ? p.compare(VectorOperators.LT, 0f) : p.compare(VectorOperators.LE, 0f);
    }

    /** Four vectors at a time, so that broadcasting a node's numbers is paid for once in four; returns how many. */
    private int weighRelu(float[] x, int from, float[] y, int to, int count, boolean reluOutput) {
        float[] w = network.w();
        float[] b = network.b();
        float[] v = network.v();
        float c = network.c();
        int i = 0;
        for (; i <= count - 4 * W; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(SPECIES, x, from + i + 3 * W);
            FloatVector z0 = FloatVector.broadcast(SPECIES, c);
            FloatVector z1 = z0;
            FloatVector z2 = z0;
            FloatVector z3 = z0;
            for (int h = 0; h < w.length; h++) {
                FloatVector wh = FloatVector.broadcast(SPECIES, w[h]);
                FloatVector bh = FloatVector.broadcast(SPECIES, b[h]);
                FloatVector vh = FloatVector.broadcast(SPECIES, v[h]);
                z0 = vh.fma(reluOfNumber(x0.fma(wh, bh)), z0);
                z1 = vh.fma(reluOfNumber(x1.fma(wh, bh)), z1);
                z2 = vh.fma(reluOfNumber(x2.fma(wh, bh)), z2);
                z3 = vh.fma(reluOfNumber(x3.fma(wh, bh)), z3);
            }
            finish(x0, z0, reluOutput).intoArray(y, to + i);
            finish(x1, z1, reluOutput).intoArray(y, to + i + W);
            finish(x2, z2, reluOutput).intoArray(y, to + i + 2 * W);
            finish(x3, z3, reluOutput).intoArray(y, to + i + 3 * W);
        }
        return i;
    }

    private int forwardSoftplus(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        for (int done = 0; done < whole; done += BLOCK) {
            int n = Math.min(BLOCK, whole - done);
            weighSoftplus(x, from + done, n, scratch);
            for (int i = 0; i < n; i += W) {
                FloatVector z = FloatVector.fromArray(SPECIES, scratch.z, i);
                (network.reluOutput() ? relu(z) : z).intoArray(y, to + done + i);
            }
        }
        return whole;
    }

    /** Fills the tile z. */
    private void weighSoftplus(float[] x, int from, int whole, Scratch scratch) {
        float[] z = scratch.z;
        Arrays.fill(z, 0, whole, network.c());
        for (int h = 0; h < network.width(); h++) {
            SimdSoftplus.exponentials(network.w()[h], network.b()[h], x, from, whole, scratch);
            addValues(network.v()[h], whole, scratch);
        }
    }

    private static void addValues(float v, int whole, Scratch scratch) {
        FloatVector vv = FloatVector.broadcast(SPECIES, v);
        for (int i = 0; i < whole; i += W) {
            FloatVector value = SimdSoftplus.value(
                    FloatVector.fromArray(SPECIES, scratch.e, i), FloatVector.fromArray(SPECIES, scratch.base, i));
            vv.fma(value, FloatVector.fromArray(SPECIES, scratch.z, i)).intoArray(scratch.z, i);
        }
    }

    /** ReLU with NaN kept and -0 made +0: half the time of {@code FloatVector.max}. */
    private static FloatVector relu(FloatVector p) {
        return p.blend(0f, p.compare(VectorOperators.LE, 0f));
    }

    /**
     * ReLU of anything but NaN: as integers, floats with a sign are negative. One instruction instead of two, and a
     * quarter of a wide network's time; {@link #finish} puts the NaN back.
     */
    private static FloatVector reluOfNumber(FloatVector p) {
        return p.reinterpretAsInts().max(0).reinterpretAsFloats();
    }

    private FloatVector finish(FloatVector x, FloatVector z, boolean reluOutput) {
        FloatVector y = reluOutput ? relu(z) : z;
        FloatVector probe = hasZeroWeight ? x.mul(0f) : x;
        return y.blend(probe, probe.compare(VectorOperators.NE, probe));
    }
}
