package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Scalar kernel of the dense formulation: plain loops that any JVM runs, and what defines the bits. The SIMD kernel
 * hands it every rest that fills no vector.
 *
 * <p>Nodes are the outer loop and dosages the inner one, over a tile in L1, because HotSpot vectorises that by itself:
 * the effects of ReLU networks, that is; slopes, sums and softplus it leaves scalar. Every inner loop is a method of its
 * own: called once a tile, it is compiled early (of the first 16,000,000 slopes in a process, 160 instead of 187 ms).
 */
public final class ScalarDenseKernel implements ScalarKernel {
    /** Nodes for a warm-up: all run through the same loops, up to four at a time. */
    private static final int FEW = 6;

    /** Cost of a softplus node, in ReLU nodes. */
    private static final int SOFTPLUS_WORK = 32;

    private final NetworkParameters network;
    private final float[] steepness;

    public ScalarDenseKernel(NetworkParameters network) {
        this.network = network;
        this.steepness = network.steepness();
    }

    /** The network. */
    public NetworkParameters network() {
        return network;
    }

    @Override
    public String loopsKey(KernelOperation operation) {
        // of a pair, the nodes' numbers stay in registers
        return (network.softplus() ? "softplus " : network.width() == 2 ? "pair " : "relu ") + operation.title;
    }

    @Override
    public long dosageWork() {
        return (long) network.width() * (network.softplus() ? SOFTPLUS_WORK : 1);
    }

    @Override
    public ScalarKernel forWarmup() {
        return network.width() <= FEW ? this : new ScalarDenseKernel(network.first(FEW));
    }

    @Override
    public float[] bends() {
        float[] bends = new float[network.width()];
        for (int h = 0; h < bends.length; h++) {
            bends[h] = -network.b()[h] / network.w()[h];
        }
        return bends;
    }

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        float[] z = scratch.z;
        for (int done = 0; done < count; done += BLOCK) {
            int n = Math.min(BLOCK, count - done);
            weightedSums(x, from + done, 0, n, scratch);
            if (network.reluOutput()) {
                rectify(z, n);
            }
            System.arraycopy(z, 0, y, to + done, n);
        }
    }

    @Override
    public float effect(float x) {
        float z = weightedSum(x);
        return network.reluOutput() ? Math.max(0f, z) : z;
    }

    @Override
    public float slope(float x) {
        float s = 0;
        for (int h = 0; h < network.width(); h++) {
            float p = Math.fma(network.w()[h], x, network.b()[h]);
            if (network.softplus()) {
                s = Math.fma(steepness[h], Softplus.slope(p), s);
            } else if (active(p)) {
                s += steepness[h];
            }
        }
        return slope(weightedSum(x), s);
    }

    private float weightedSum(float x) {
        float z = network.c();
        for (int h = 0; h < network.width(); h++) {
            float p = Math.fma(network.w()[h], x, network.b()[h]);
            z = Math.fma(network.v()[h], network.softplus() ? Softplus.value(p) : Math.max(0f, p), z);
        }
        return z;
    }

    private static void rectify(float[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = Math.max(0f, z[i]);
        }
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        float[] z = scratch.z;
        float[] s = scratch.d;
        for (int done = 0; done < count; done += BLOCK) {
            int n = Math.min(BLOCK, count - done);
            weightedSums(x, from + done, 0, n, scratch);
            Arrays.fill(s, 0, n, 0f);
            for (int h = 0; h < network.width(); h++) {
                addSlope(h, x, from + done, s, n);
            }
            slopes(z, s, slopes, to + done, n);
        }
    }

    private void slopes(float[] z, float[] s, float[] slopes, int to, int n) {
        for (int i = 0; i < n; i++) {
            slopes[to + i] = slope(z[i], s[i]);
        }
    }

    private float slope(float z, float s) {
        return outputActive(z) ? Float.isNaN(z) ? Float.NaN : s : 0f;
    }

    @Override
    public int partialSumsLength() {
        return SumsLayout.length(network.width());
    }

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
        weightedSums(x, from, 0, count, scratch);
        Arrays.fill(scratch.lanes, 0f);
        upstream(x, from, t, fromT, 0, count, observed, scratch);
        SumsLayout.fold(scratch.lanes, 0, sums, SumsLayout.LOSS);
        SumsLayout.fold(scratch.lanes, LANES, sums, SumsLayout.D);
        for (int h = 0; h < network.width(); h++) {
            Arrays.fill(scratch.lanes, 0f);
            node(h, 0, count, scratch, 0);
            foldNode(h, scratch, 0, sums);
        }
    }

    /**
     * {@code z = c + sum v f(w x + b)} for the dosages begin to end of a tile that starts at {@code x[from]}.
     *
     * <p>The dosages are copied behind z, into one array with it: HotSpot 25 does not vectorise a loop over two arrays
     * that might be the same one (0.10 instead of 0.73 ns per ReLU node).
     */
    public void weightedSums(float[] x, int from, int begin, int end, Scratch scratch) {
        float[] z = scratch.z;
        System.arraycopy(x, from + begin, z, BLOCK + begin, end - begin);
        Arrays.fill(z, begin, end, network.c());
        for (int h = 0; h < network.width(); h++) {
            float w = network.w()[h];
            float b = network.b()[h];
            float v = network.v()[h];
            if (network.softplus()) {
                for (int i = begin; i < end; i++) {
                    z[i] = Math.fma(v, Softplus.value(Math.fma(w, z[BLOCK + i], b)), z[i]);
                }
            } else {
                for (int i = begin; i < end; i++) {
                    z[i] = Math.fma(v, Math.max(0f, Math.fma(w, z[BLOCK + i], b)), z[i]);
                }
            }
        }
    }

    private void addSlope(int h, float[] x, int from, float[] s, int n) {
        float w = network.w()[h];
        float b = network.b()[h];
        float vw = steepness[h];
        if (network.softplus()) {
            for (int i = 0; i < n; i++) {
                s[i] = Math.fma(vw, Softplus.slope(Math.fma(w, x[from + i], b)), s[i]);
            }
        } else {
            // chosen as integers, not by a branch, which is guessed wrong in no order: 0.7 instead of 4.5 ns a node
            int bits = Float.floatToRawIntBits(vw);
            for (int i = 0; i < n; i++) {
                // s is never -0, so adding +0 is adding nothing
                s[i] += Float.intBitsToFloat(active(Math.fma(w, x[from + i], b)) ? bits : 0);
            }
        }
    }

    /**
     * Fills the tiles x, d and d*x and adds loss and d to their lanes. Where the output is inactive, x is 0 too: then
     * every term of that dosage is a zero, which adds nothing.
     */
    public void upstream(
            float[] x, int from, float[] t, int fromT, int begin, int end, boolean observed, Scratch scratch) {
        float[] lanes = scratch.lanes;
        for (int i = begin; i < end; i++) {
            float z = scratch.z[i];
            float u = t[fromT + i];
            if (observed) {
                u = (network.reluOutput() ? Math.max(0f, z) : z) - u;
                lanes[i % LANES] = Math.fma(u, u, lanes[i % LANES]);
            }
            boolean active = outputActive(z);
            float d = active ? Float.isNaN(z) ? Float.NaN : u : 0f;
            float xi = active ? x[from + i] : 0f;
            lanes[LANES + i % LANES] += d;
            scratch.x[i] = xi;
            scratch.d[i] = d;
            scratch.dx[i] = d * xi;
        }
    }

    /** Adds the terms of one node to its three runs of lanes, which start at {@code lanes[at]}. */
    public void node(int h, int begin, int end, Scratch scratch, int at) {
        float w = network.w()[h];
        float b = network.b()[h];
        float[] lanes = scratch.lanes;
        for (int i = begin; i < end; i++) {
            float p = Math.fma(w, scratch.x[i], b);
            int lane = at + i % LANES;
            if (network.softplus()) {
                float d0 = scratch.d[i] * Softplus.slope(p);
                lanes[lane] += d0;
                lanes[lane + LANES] = Math.fma(d0, scratch.x[i], lanes[lane + LANES]);
                lanes[lane + 2 * LANES] = Math.fma(scratch.d[i], Softplus.value(p), lanes[lane + 2 * LANES]);
            } else if (active(p)) {
                lanes[lane] += scratch.d[i];
                lanes[lane + LANES] += scratch.dx[i];
            }
        }
    }

    /** Adds a node's lanes to its sums. */
    public void foldNode(int h, Scratch scratch, int at, double[] sums) {
        int s0 = SumsLayout.node(h);
        SumsLayout.fold(scratch.lanes, at, sums, s0);
        SumsLayout.fold(scratch.lanes, at + LANES, sums, s0 + 1);
        if (network.softplus()) {
            SumsLayout.fold(scratch.lanes, at + 2 * LANES, sums, s0 + 2);
        }
    }

    /** NaN counts as active: then it reaches every sum it enters. */
    private boolean active(float p) {
        return network.bendOne() ? !(p < 0f) : !(p <= 0f);
    }

    private boolean outputActive(float z) {
        return !network.reluOutput() || active(z);
    }
}
