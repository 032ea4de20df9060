package dev.bentline.cli.engine;

import dev.bentline.Activation;
import dev.bentline.Network;

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
}
