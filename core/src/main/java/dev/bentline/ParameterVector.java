package dev.bentline;

import dev.bentline.descent.Shape;
import dev.bentline.kernel.NetworkParameters;

/** Networks as one array of parameters: hidden weights, hidden biases, output weights, output bias. */
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
        NetworkParameters numbers = shape.network(parameters);
        return Network.of(
                        shape.softplus() ? Activation.SOFTPLUS : Activation.RELU,
                        numbers.w(),
                        numbers.b(),
                        numbers.v(),
                        numbers.c(),
                        shape.reluOutput() ? Activation.RELU : Activation.IDENTITY)
                .withBend(shape.bendOne() ? Bend.ONE : Bend.ZERO);
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

    /** Moves parameters beyond the largest float to it; NaN stays. */
    static void clampToFloats(double[] parameters) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Math.clamp(parameters[i], -Float.MAX_VALUE, Float.MAX_VALUE);
        }
    }
}
