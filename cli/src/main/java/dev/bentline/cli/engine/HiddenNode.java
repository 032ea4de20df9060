package dev.bentline.cli.engine;

import dev.bentline.Activation;
import dev.bentline.DeepNetwork;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.List;

/** Hidden nodes as networks of their own. */
public final class HiddenNode {
    private HiddenNode() {}

    /**
     * A network of one hidden node of another, whose effect is weight * f(p[h]) as the engine computes it.
     *
     * @param weight the output weight
     */
    public static Network alone(Network network, int h, float weight) {
        return Network.of(
                network.hidden(),
                new float[] {network.hiddenWeight(h)},
                new float[] {network.hiddenBias(h)},
                new float[] {weight},
                0,
                Activation.IDENTITY);
    }

    /** A network whose effect is what node j of layer l of another, of ReLU and identity nodes, hands on. */
    public static DeepNetwork ofLayer(Model model, int l, int j) {
        List<Layer> layers = new ArrayList<>(model.layers().subList(0, l));
        Layer layer = model.layers().get(l);
        layers.add(new Layer(new float[][] {layer.weights()[j]}, new float[] {layer.bias(j)}, layer.activation()));
        return DeepNetwork.of(layers);
    }
}
