package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Layer;
import dev.bentline.Model;

/** A network's effect and derivative in double, layer by layer. */
final class PlainForward {
    private PlainForward() {}

    static double effect(Model model, double dosage) {
        double[] nodes = {dosage};
        for (Layer layer : model.layers()) {
            double[] next = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                double sum = layer.bias(j);
                for (int i = 0; i < nodes.length; i++) {
                    sum += layer.weight(j, i) * nodes[i];
                }
                next[j] = switch (layer.activation()) {
                    case RELU -> Math.max(0, sum);
                    case SOFTPLUS -> Math.max(0, sum) + Math.log1p(Math.exp(-Math.abs(sum)));
                    case IDENTITY -> sum;
                };
            }
            nodes = next;
        }
        return nodes[0];
    }

    /** The derivative by the dosage: the chain rule, node by node. */
    static double slope(Model model, double dosage) {
        double[] nodes = {dosage};
        double[] slopes = {1};
        for (Layer layer : model.layers()) {
            double[] next = new double[layer.nodes()];
            double[] nextSlopes = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                double sum = layer.bias(j);
                double slope = 0;
                for (int i = 0; i < nodes.length; i++) {
                    sum += layer.weight(j, i) * nodes[i];
                    slope += layer.weight(j, i) * slopes[i];
                }
                boolean isActive =
                        layer.activation() == Activation.IDENTITY || sum > 0 || (sum == 0 && model.bend() == Bend.ONE);
                next[j] = isActive ? sum : 0;
                nextSlopes[j] = isActive ? slope : 0;
            }
            nodes = next;
            slopes = nextSlopes;
        }
        return slopes[0];
    }
}
