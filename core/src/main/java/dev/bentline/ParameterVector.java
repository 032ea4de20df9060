package dev.bentline;

import dev.bentline.descent.Shape;
import java.util.Arrays;

/** Networks and gradients as one array of parameters: hidden weights, hidden biases, output weights, output bias. */
final class ParameterVector {
    private ParameterVector() {}

    static Shape shape(Network network) {
        return new Shape(
                network.width(),
                network.hidden() == Activation.SOFTPLUS,
                network.output() == Activation.RELU,
                network.bend() == Bend.ONE);
    }

    static double[] of(Network network) {
        Shape shape = shape(network);
        double[] parameters = new double[shape.parameters()];
        for (int h = 0; h < network.width(); h++) {
            parameters[shape.hiddenWeight(h)] = network.hiddenWeight(h);
            parameters[shape.hiddenBias(h)] = network.hiddenBias(h);
            parameters[shape.outputWeight(h)] = network.outputWeight(h);
        }
        parameters[shape.outputBias()] = network.outputBias();
        return parameters;
    }

    /**
     * The network of the nearest floats.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    static Network network(Shape shape, double[] parameters) {
        int width = shape.width();
        float[] numbers = new float[parameters.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) parameters[i];
        }
        return Network.of(
                        shape.softplus() ? Activation.SOFTPLUS : Activation.RELU,
                        Arrays.copyOfRange(numbers, 0, width),
                        Arrays.copyOfRange(numbers, width, 2 * width),
                        Arrays.copyOfRange(numbers, 2 * width, 3 * width),
                        numbers[3 * width],
                        shape.reluOutput() ? Activation.RELU : Activation.IDENTITY)
                .withBend(shape.bendOne() ? Bend.ONE : Bend.ZERO);
    }

    /** The nearest floats. */
    static double[] rounded(double[] parameters) {
        double[] rounded = new double[parameters.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) parameters[i];
        }
        return rounded;
    }

    /** Returns whether every parameter is a finite float. */
    static boolean isFinite(double[] parameters) {
        for (double parameter : parameters) {
            if (!Float.isFinite((float) parameter)) {
                return false;
            }
        }
        return true;
    }

    /** Writes a gradient as parameters stand. */
    static void put(Gradient gradient, Shape shape, double[] into) {
        int width = shape.width();
        System.arraycopy(gradient.hiddenWeights(), 0, into, 0, width);
        System.arraycopy(gradient.hiddenBiases(), 0, into, width, width);
        System.arraycopy(gradient.outputWeights(), 0, into, 2 * width, width);
        into[3 * width] = gradient.outputBias();
    }

    static Gradient gradient(double loss, double[] gradient) {
        int width = gradient.length / 3;
        return new Gradient(
                loss,
                Arrays.copyOfRange(gradient, 0, width),
                Arrays.copyOfRange(gradient, width, 2 * width),
                Arrays.copyOfRange(gradient, 2 * width, 3 * width),
                gradient[3 * width]);
    }
}
