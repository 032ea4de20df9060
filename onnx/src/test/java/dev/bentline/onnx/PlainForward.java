package dev.bentline.onnx;

import dev.bentline.Layer;
import dev.bentline.Model;

/** A network's effect in double, layer by layer. */
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
}
