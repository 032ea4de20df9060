package dev.bentline.cli.engine;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine's arithmetic for one dosage, step by step, with the floats it computes on the way.
 *
 * @param nodes what each hidden node does
 * @param effect the last value
 */
public record Walk(List<Node> nodes, float effect) {
    /**
     * Adds one hidden node.
     *
     * @param x p = w x + b, its x-axis coordinate
     * @param y f(p), its y-axis coordinate
     * @param product v f(p); the engine does not round it on its own, but with the sum
     * @param sum the output's sum from the final bias up to this node
     */
    public record Node(float x, float y, float product, float sum) {}

    /** The walk from a dosage, or from its position on the network's scale. */
    public static Walk of(Network network, float dosage) {
        float position = network.dosageScale().position(dosage);
        List<Node> nodes = new ArrayList<>(network.width());
        float sum = network.outputBias();
        for (int h = 0; h < network.width(); h++) {
            float x = Math.fma(network.hiddenWeight(h), position, network.hiddenBias(h));
            float y = activated(network, h, position);
            float v = network.outputWeight(h);
            sum = Math.fma(v, y, sum);
            nodes.add(new Node(x, y, v * y, sum));
        }
        return new Walk(nodes, network.output() == Activation.RELU ? Math.max(0f, sum) : sum);
    }

    /** f(p) as the engine computes it: the effect of a network of this node alone. */
    private static float activated(Network network, int h, float position) {
        float[] value = {position};
        EngineFactory.of(HiddenNode.alone(network, h, 1)).forward(value, value);
        return value[0];
    }
}
