package dev.bentline.descent;

/**
 * The loss of every network of one shape over some observations. Parameters stand in one array: hidden weights, hidden
 * biases, output weights, output bias.
 */
public interface LossFunction {
    /**
     * The sum of squared residuals and its gradient.
     *
     * @param parameters 3 H + 1
     * @param gradient as many, written
     */
    double evaluate(double[] parameters, double[] gradient);
}
