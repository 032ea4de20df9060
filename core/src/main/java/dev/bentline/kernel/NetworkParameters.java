package dev.bentline.kernel;

import java.util.Arrays;

/**
 * A network as a kernel sees it. The arrays have one length, the width, and are never written.
 *
 * @param softplus whether the hidden nodes are softplus, otherwise ReLU
 * @param w hidden weights
 * @param b hidden biases
 * @param v output weights
 * @param c output bias
 * @param reluOutput whether the output is ReLU, otherwise identity
 * @param bendOne whether the derivative of ReLU at 0 is 1, otherwise 0
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a kernel reads the arrays in its hot loop
public record NetworkParameters(
        boolean softplus, float[] w, float[] b, float[] v, float c, boolean reluOutput, boolean bendOne) {

    /** The number of hidden nodes. */
    public int width() {
        return w.length;
    }

    /** Returns the same with its first nodes alone. */
    NetworkParameters first(int nodes) {
        return new NetworkParameters(
                softplus,
                Arrays.copyOf(w, nodes),
                Arrays.copyOf(b, nodes),
                Arrays.copyOf(v, nodes),
                c,
                reluOutput,
                bendOne);
    }

    /** {@code v[h] * w[h]}, rounded: what an active ReLU node adds to the slope. */
    public float[] steepness() {
        float[] vw = new float[w.length];
        for (int h = 0; h < vw.length; h++) {
            vw[h] = v[h] * w[h];
        }
        return vw;
    }
}
