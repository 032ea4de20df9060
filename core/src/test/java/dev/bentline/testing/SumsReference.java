package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Gradient;
import dev.bentline.Network;
import dev.bentline.kernel.Softplus;

/**
 * The sums as the numerical contract words them, one dosage after the other and one float operation a line.
 *
 * <ul>
 *   <li>A call is cut into chunks of whole blocks of 2048 dosages, as few blocks a chunk as make at most 64 chunks.
 *   <li>In a block every sum has 16 float lanes that start at +0; dosage i of the block goes to lane i mod 16.
 *   <li>After a block the lanes are added, in lane order, to a double that starts at 0; that goes to the chunk's double.
 *       Chunks are added in order.
 *   <li>With observed effects d is the residual y - t, and the loss lane takes fma(d, d, lane); otherwise d is the upstream
 *       value. It is NaN where z is.
 *   <li>Where the output is inactive nothing is added, the loss aside. D takes d.
 *   <li>An active ReLU node adds d to S0 and the rounded product d*x to S1; an inactive one adds nothing.
 *   <li>A softplus node adds the rounded product e = d*f'(p) to S0; S1 takes fma(e, x, lane), S2 takes fma(d, f(p), lane).
 *   <li>The gradient is put together in double: see {@link Gradient}; with observed effects all sums of d count twice.
 * </ul>
 */
public final class SumsReference {
    private static final int LANES = 16;
    private static final int BLOCK = 2048;
    private static final int CHUNKS = 64;

    private final Network network;
    private final boolean observed;

    private SumsReference(Network network, boolean observed) {
        this.network = network;
        this.observed = observed;
    }

    public static double[] gradient(Network network, float[] x, float[] observed) {
        return new SumsReference(network, true).numbers(x, observed);
    }

    public static double[] backward(Network network, float[] x, float[] upstream) {
        return new SumsReference(network, false).numbers(x, upstream);
    }

    /** A gradient's numbers in the order of {@link #numbers(float[], float[])}. */
    public static double[] numbers(Gradient gradient) {
        int width = gradient.hiddenWeights().length;
        double[] numbers = new double[2 + 3 * width];
        numbers[0] = gradient.loss();
        numbers[1] = gradient.outputBias();
        System.arraycopy(gradient.hiddenWeights(), 0, numbers, 2, width);
        System.arraycopy(gradient.hiddenBiases(), 0, numbers, 2 + width, width);
        System.arraycopy(gradient.outputWeights(), 0, numbers, 2 + 2 * width, width);
        return numbers;
    }

    private double[] numbers(float[] x, float[] t) {
        double[] sums = sums(x, t);
        int width = network.width();
        double[] numbers = new double[2 + 3 * width];
        numbers[0] = observed ? sums[0] : Double.NaN;
        double factor = observed ? 2 : 1;
        numbers[1] = factor * sums[1];
        for (int h = 0; h < width; h++) {
            double s0 = factor * sums[2 + 3 * h];
            double s1 = factor * sums[3 + 3 * h];
            double s2 = factor * sums[4 + 3 * h];
            numbers[2 + h] = network.outputWeight(h) * s1;
            numbers[2 + width + h] = network.outputWeight(h) * s0;
            numbers[2 + 2 * width + h] = network.hidden() == Activation.SOFTPLUS
                    ? s2
                    : network.hiddenWeight(h) * s1 + network.hiddenBias(h) * s0;
        }
        return numbers;
    }

    /** The loss, D, and S0, S1, S2 of every node. */
    private double[] sums(float[] x, float[] t) {
        int blocks = Math.ceilDiv(x.length, BLOCK);
        int blocksPerChunk = Math.max(1, Math.ceilDiv(blocks, CHUNKS));
        double[] total = new double[2 + 3 * network.width()];
        for (int first = 0; first < blocks; first += blocksPerChunk) {
            double[] chunk = new double[total.length];
            for (int block = first; block < Math.min(blocks, first + blocksPerChunk); block++) {
                addBlock(x, t, block * BLOCK, Math.min(x.length, (block + 1) * BLOCK), chunk);
            }
            for (int k = 0; k < total.length; k++) {
                total[k] += chunk[k];
            }
        }
        return total;
    }

    private void addBlock(float[] x, float[] t, int start, int end, double[] chunk) {
        float[][] lanes = new float[chunk.length][LANES];
        for (int i = start; i < end; i++) {
            add(x[i], t[i], (i - start) % LANES, lanes);
        }
        for (int k = 0; k < chunk.length; k++) {
            double sum = 0;
            for (float lane : lanes[k]) {
                sum += lane;
            }
            chunk[k] += sum;
        }
    }

    private void add(float x, float t, int lane, float[][] lanes) {
        float[] p = new float[network.width()];
        float z = network.outputBias();
        for (int h = 0; h < p.length; h++) {
            p[h] = Math.fma(network.hiddenWeight(h), x, network.hiddenBias(h));
            z = Math.fma(network.outputWeight(h), value(p[h]), z);
        }
        float y = network.output() == Activation.RELU ? Math.max(0f, z) : z;
        float d = observed ? y - t : t;
        if (observed) {
            lanes[0][lane] = Math.fma(d, d, lanes[0][lane]);
        }
        if (network.output() == Activation.RELU && !active(z)) {
            return;
        }
        if (Float.isNaN(z)) {
            d = Float.NaN;
        }
        lanes[1][lane] += d;
        for (int h = 0; h < p.length; h++) {
            float[] s0 = lanes[2 + 3 * h];
            float[] s1 = lanes[3 + 3 * h];
            float[] s2 = lanes[4 + 3 * h];
            if (network.hidden() == Activation.SOFTPLUS) {
                float e = d * Softplus.slope(p[h]);
                s0[lane] += e;
                s1[lane] = Math.fma(e, x, s1[lane]);
                s2[lane] = Math.fma(d, Softplus.value(p[h]), s2[lane]);
            } else if (active(p[h])) {
                s0[lane] += d;
                float product = d * x;
                s1[lane] += product;
            }
        }
    }

    private float value(float p) {
        return network.hidden() == Activation.SOFTPLUS ? Softplus.value(p) : Math.max(0f, p);
    }

    /** NaN counts as active. */
    private boolean active(float p) {
        return Float.isNaN(p) || (network.bend() == Bend.ONE ? p >= 0f : p > 0f);
    }
}
