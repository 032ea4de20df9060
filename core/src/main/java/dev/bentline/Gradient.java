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
    /** Every dL/dw, every dL/db, every dL/dv, then dL/dc. */
    private final double[] parameters;

    /** Keeps the array. */
    Gradient(double loss, double[] parameters) {
        this.loss = loss;
        this.parameters = parameters;
    }

    /**
     * Makes the gradient from a kernel's sums.
     *
     * @param observed whether the sums are of y - t: then the loss is known, and its derivative is twice that
     */
    static Gradient of(Network network, double[] sums, boolean observed) {
        double[] parameters = new double[3 * network.width() + 1];
        SumsLayout.gradient(network.parameters(), sums, observed ? 2 : 1, parameters);
        return new Gradient(observed ? sums[SumsLayout.LOSS] : Double.NaN, parameters);
    }

    /** The loss L = sum (y - t)^2, or NaN where the gradient is that of {@link Engine#backward(float[], float[])}. */
    public double loss() {
        return loss;
    }

    /** dL/dw, one for every hidden node; a copy. */
    public double[] hiddenWeights() {
        return third(0);
    }

    /** dL/db, one for every hidden node; a copy. */
    public double[] hiddenBiases() {
        return third(1);
    }

    /** dL/dv, one for every hidden node; a copy. */
    public double[] outputWeights() {
        return third(2);
    }

    /** dL/dc. */
    public double outputBias() {
        return parameters[parameters.length - 1];
    }

    private double[] third(int number) {
        int width = parameters.length / 3;
        return Arrays.copyOfRange(parameters, number * width, (number + 1) * width);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gradient that
                && Double.compare(loss, that.loss) == 0
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(loss) + Arrays.hashCode(parameters);
    }

    @Override
    public String toString() {
        return "Gradient[loss=" + loss + ", hiddenWeights=" + Arrays.toString(hiddenWeights()) + ", hiddenBiases="
                + Arrays.toString(hiddenBiases()) + ", outputWeights=" + Arrays.toString(outputWeights())
                + ", outputBias=" + outputBias() + "]";
    }
}
