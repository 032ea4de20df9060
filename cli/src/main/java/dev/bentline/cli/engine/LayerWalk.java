package dev.bentline.cli.engine;

import dev.bentline.Activation;
import dev.bentline.Layer;
import dev.bentline.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of a network's layers for one dosage, in double. The engine has no such steps: it looks up the segment that
 * the layers were compiled to.
 *
 * @param layers what each node does, layer by layer
 * @param effect what the engine computes
 */
public record LayerWalk(List<List<Node>> layers, float effect) {
    /**
     * A node of a layer.
     *
     * @param x p, the bias and the sum of weights times values of the layer before
     * @param y f(p), its value
     */
    public record Node(double x, double y) {}

    /** The walk through a network of ReLU and identity layers. */
    public static LayerWalk of(Model model, float dosage) {
        List<List<Node>> layers = new ArrayList<>();
        float position = model.dosageScale().position(dosage);
        List<Node> values = List.of(new Node(position, position));
        for (Layer layer : model.layers()) {
            values = values(layer, values);
            layers.add(values);
        }
        float[] effect = {dosage};
        EngineFactory.of(model).forward(effect, effect);
        return new LayerWalk(layers, effect[0]);
    }

    private static List<Node> values(Layer layer, List<Node> before) {
        List<Node> values = new ArrayList<>(layer.nodes());
        for (int j = 0; j < layer.nodes(); j++) {
            double x = layer.bias(j);
            for (int i = 0; i < layer.inputs(); i++) {
                x += layer.weight(j, i) * before.get(i).y();
            }
            values.add(new Node(x, layer.activation() == Activation.RELU ? Math.max(0.0, x) : x));
        }
        return values;
    }
}
