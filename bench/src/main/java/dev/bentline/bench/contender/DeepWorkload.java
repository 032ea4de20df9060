package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.DeepNetwork;
import dev.bentline.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Holds a network of several layers and its dosages: the same bits in every fork.
 *
 * @param dosages from -2 to 2
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; read in hot loops
public record DeepWorkload(DeepNetwork network, float[] dosages) {
    private static final long SEED = 0x62656e746c696e65L;
    private static final float MOST = 2;

    /**
     * Makes a network of ReLU layers and an output of IDENTITY, and dosages in the given order.
     *
     * @param widths nodes of every layer, from the dosage to the effect: {@code 1-64-1} has one hidden layer
     */
    public static DeepWorkload of(String widths, int size, DosageOrder order) {
        float[] dosages = order.dosages(new SplittableRandom(SEED), size);
        for (int i = 0; i < size; i++) {
            dosages[i] = 2 * MOST * dosages[i] - MOST;
        }
        return new DeepWorkload(network(widths), dosages);
    }

    private static DeepNetwork network(String widths) {
        int[] nodes =
                Stream.of(widths.split("-", -1)).mapToInt(Integer::parseInt).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        List<Layer> layers = new ArrayList<>();
        for (int l = 1; l < nodes.length; l++) {
            Activation activation = l == nodes.length - 1 ? Activation.IDENTITY : Activation.RELU;
            layers.add(layer(nodes[l - 1], nodes[l], activation, random));
        }
        return DeepNetwork.of(layers);
    }

    /**
     * Weights as He et al. (2015) start a network of ReLU, uniform, so that effects neither vanish nor grow with depth; biases
     * as PyTorch starts them.
     */
    private static Layer layer(int inputs, int nodes, Activation activation, SplittableRandom random) {
        double mostWeight = Math.sqrt(6.0 / inputs);
        double mostBias = 1 / Math.sqrt(inputs);
        float[][] weights = new float[nodes][inputs];
        float[] biases = new float[nodes];
        for (int j = 0; j < nodes; j++) {
            for (int i = 0; i < inputs; i++) {
                weights[j][i] = (float) random.nextDouble(-mostWeight, mostWeight);
            }
            biases[j] = (float) random.nextDouble(-mostBias, mostBias);
        }
        return new Layer(weights, biases, activation);
    }

    /** Counts the dosages. */
    public int size() {
        return dosages.length;
    }

    /** Counts the nodes of the widest layer. */
    public int widest() {
        return network.layers().stream().mapToInt(Layer::nodes).max().orElseThrow();
    }
}
