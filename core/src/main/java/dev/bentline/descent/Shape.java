package dev.bentline.descent;

import dev.bentline.kernel.NetworkParameters;
import java.util.Arrays;

/**
 * Constants of a descent: the shape of a network, and where its numbers stand among the parameters.
 *
 * @param width the number H of hidden nodes
 * @param softplus whether they are softplus, otherwise ReLU
 * @param reluOutput whether the output is ReLU, otherwise identity
 * @param bendOne whether the derivative of ReLU at 0 is 1, otherwise 0
 */
public record Shape(int width, boolean softplus, boolean reluOutput, boolean bendOne) {
    /** Returns the network of the nearest floats, finite or not. */
    public NetworkParameters network(double[] parameters) {
        float[] numbers = new float[parameters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) parameters[i];
        }
        return new NetworkParameters(
                softplus,
                Arrays.copyOfRange(numbers, 0, width),
                Arrays.copyOfRange(numbers, width, 2 * width),
                Arrays.copyOfRange(numbers, 2 * width, 3 * width),
                numbers[outputBias()],
                reluOutput,
                bendOne);
    }

    /** The number of parameters. */
    public int parameters() {
        return 3 * width + 1;
    }

    /** Returns the place of the hidden weight of node h. */
    public int hiddenWeight(int h) {
        return h;
    }

    /** Returns the place of the hidden bias of node h. */
    public int hiddenBias(int h) {
        return width + h;
    }

    /** Returns the place of the output weight of node h. */
    public int outputWeight(int h) {
        return 2 * width + h;
    }

    /** Returns the place of the output bias. */
    public int outputBias() {
        return 3 * width;
    }
}
