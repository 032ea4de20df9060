package dev.bentline;

import dev.bentline.kernel.SumsLayout;
import java.util.Arrays;

/**
 * The gradient of a loss with respect to every parameter of a network, summed over the dosages.
 *
 * <p>With d = dL/dy * g'(z), S0[h] = sum d f'(p[h]) and S1[h] = sum d f'(p[h]) x:
 *
 * <pre>
 * dL/dc = sum d      dL/db[h] = v[h] S0[h]      dL/dw[h] = v[h] S1[h]
 * dL/dv[h] = sum d f(p[h]), which for ReLU is w[h] S1[h] + b[h] S0[h]
 * </pre>
 */
public final class Gradient {
    private final double loss;
    private final double[] hiddenWeights;
    private final double[] hiddenBiases;
    private final double[] outputWeights;
    private final double outputBias;

    Gradient(double loss, double[] hiddenWeights, double[] hiddenBiases, double[] outputWeights, double outputBias) {
        this.loss = loss;
        this.hiddenWeights = hiddenWeights;
        this.hiddenBiases = hiddenBiases;
        this.outputWeights = outputWeights;
        this.outputBias = outputBias;
    }

    /**
     * Makes the gradient from a kernel's sums.
     *
     * @param observed whether the sums are of y - t: then the loss is known, and its derivative is twice that
     */
    static Gradient of(Network network, double[] sums, boolean observed) {
        int width = network.width();
        double[] dw = new double[width];
        double[] db = new double[width];
        double[] dv = new double[width];
        boolean relu = network.hidden() == Activation.RELU;
        double factor = observed ? 2 : 1;
        for (int h = 0; h < width; h++) {
            double s0 = factor * sums[SumsLayout.node(h)];
            double s1 = factor * sums[SumsLayout.node(h) + 1];
            double v = network.outputWeight(h);
            dw[h] = v * s1;
            db[h] = v * s0;
            dv[h] = relu
                    ? network.hiddenWeight(h) * s1 + network.hiddenBias(h) * s0
                    : factor * sums[SumsLayout.node(h) + 2];
        }
        return new Gradient(observed ? sums[SumsLayout.LOSS] : Double.NaN, dw, db, dv, factor * sums[SumsLayout.D]);
    }

    /** The loss L = sum (y - t)^2, or NaN where the gradient is that of {@link Engine#backward(float[], float[])}. */
    public double loss() {
        return loss;
    }

    /** dL/dw, one for every hidden node; a copy. */
    public double[] hiddenWeights() {
        return hiddenWeights.clone();
    }

    /** dL/db, one for every hidden node; a copy. */
    public double[] hiddenBiases() {
        return hiddenBiases.clone();
    }

    /** dL/dv, one for every hidden node; a copy. */
    public double[] outputWeights() {
        return outputWeights.clone();
    }

    /** dL/dc. */
    public double outputBias() {
        return outputBias;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gradient that
                && Double.compare(loss, that.loss) == 0
                && Double.compare(outputBias, that.outputBias) == 0
                && Arrays.equals(hiddenWeights, that.hiddenWeights)
                && Arrays.equals(hiddenBiases, that.hiddenBiases)
                && Arrays.equals(outputWeights, that.outputWeights);
    }

    @Override
    public int hashCode() {
        return 31
                        * (31 * (31 * Arrays.hashCode(hiddenWeights) + Arrays.hashCode(hiddenBiases))
                                + Arrays.hashCode(outputWeights))
                + Double.hashCode(outputBias);
    }

    @Override
    public String toString() {
        return "Gradient[loss=" + loss + ", hiddenWeights=" + Arrays.toString(hiddenWeights) + ", hiddenBiases="
                + Arrays.toString(hiddenBiases) + ", outputWeights=" + Arrays.toString(outputWeights)
                + ", outputBias=" + outputBias + "]";
    }
}
