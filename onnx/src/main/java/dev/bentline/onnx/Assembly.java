package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes layers of the nodes that the effect depends on: a node's layer is its level, and a node that is needed above the
 * next layer is carried through those between.
 *
 * <p>ReLU nodes are never negative, so relu(h) = h carries them exactly, at bends as well: where h is 0, its own derivative
 * is what it is times that of relu at 0, and with {@code Bend.ONE} that is 1, with {@code Bend.ZERO} both are 0.
 */
final class Assembly {
    /**
     * The dosage, which may be negative, is carried as relu(x - K) - relu(K - x) + K. Its two bends cancel; at a K beside
     * every dosage but itself they do so away from dosage 0, where the derivative would be that of one of them, or of both.
     */
    private static final float ASIDE = 1e-30f;

    private final GraphReader graph;

    /** For every node, the highest level at which another needs it; -1 if none does. */
    private final int[] lastLevel;

    /** For every node, its place in the layer below; and whether it is a pair there, carried as the dosage is. */
    private int[] places;

    private final boolean[] isPair;

    /** Nodes of the layer below. */
    private int width = 1;

    /** The weights and the bias of every node of the layer that is built. */
    private final List<float[]> rows = new ArrayList<>();

    private Activation activation = Activation.IDENTITY;
    private int rounded;

    private Assembly(GraphReader graph, int output) {
        this.graph = graph;
        this.lastLevel = new int[output + 1];
        this.places = new int[output + 1];
        this.isPair = new boolean[output + 1];
        Arrays.fill(lastLevel, -1);
        lastLevel[output] = graph.nodes.get(output).level;
        for (int n = output; n > 0; n--) {
            Node node = graph.nodes.get(n);
            for (int i = 0; i < node.sum.nodes.length && lastLevel[n] >= 0; i++) {
                int read = node.sum.nodes[i];
                lastLevel[read] = Math.max(lastLevel[read], node.level - 1);
            }
        }
    }

    /** @param effect a value of one column */
    static List<Layer> layers(GraphReader graph, Tensor effect) {
        Form sum = effect.columns[0];
        boolean isOutput = !effect.sums && sum.isNode() && graph.nodes.get(sum.nodes[0]).activation == Activation.RELU;
        int output = (isOutput ? sum : graph.node(sum, Activation.IDENTITY, "the output")).nodes[0];
        Assembly assembly = new Assembly(graph, output);
        List<Layer> layers = new ArrayList<>();
        for (int level = 1; level <= graph.nodes.get(output).level; level++) {
            layers.add(assembly.layer(level));
        }
        return layers;
    }

    /** Builds a layer: its own nodes, then those it carries. */
    private Layer layer(int level) {
        graph.take(lastLevel.length);
        rows.clear();
        rounded = 0;
        int[] next = places.clone();
        for (int n = 0; n < lastLevel.length; n++) {
            if (lastLevel[n] >= level && graph.nodes.get(n).level == level) {
                next[n] = rows.size();
                add(graph.nodes.get(n));
            }
        }
        int own = rows.size();
        for (int n = 0; n < lastLevel.length; n++) {
            if (lastLevel[n] >= level && graph.nodes.get(n).level < level) {
                next[n] = rows.size();
                carry(n);
            }
        }
        if (rounded > 0) {
            graph.notes.add("layer " + level + ": numbers rounded to floats, once: " + rounded);
        }
        if (rows.size() > own) {
            graph.notes.add("layer " + level + ": nodes that carry others to layers above: " + (rows.size() - own));
        }
        float[][] weights = new float[rows.size()][];
        float[] biases = new float[weights.length];
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Arrays.copyOf(rows.get(j), width);
            biases[j] = rows.get(j)[width];
        }
        places = next;
        width = weights.length;
        return new Layer(weights, biases, activation);
    }

    private void add(Node node) {
        if (rows.isEmpty()) {
            activation = node.activation;
        } else if (node.activation != activation) {
            throw mixed(node);
        }
        float[] row = row();
        double bias = node.sum.constant;
        for (int i = 0; i < node.sum.nodes.length; i++) {
            int read = node.sum.nodes[i];
            double weight = node.sum.coefficients[i];
            row[places[read]] = rounded(weight, node);
            if (isPair[read]) {
                row[places[read] + 1] = -row[places[read]];
                bias += weight * ASIDE;
            }
        }
        row[width] = rounded(bias, node);
    }

    private static IllegalArgumentException mixed(Node node) {
        return Message.error(
                node.origin + " is needed beside a layer of another kind; Softplus may be all of the only hidden"
                        + " layer, without a way round it");
    }

    private float[] row() {
        graph.take(width);
        rows.add(new float[width + 1]);
        return rows.getLast();
    }

    private float rounded(double value, Node node) {
        float result = (float) value;
        rounded += result == value ? 0 : 1;
        if (!Float.isFinite(result)) {
            throw Message.error(node.origin + " needs the number " + value + ", which overflows a float");
        }
        return result;
    }

    /** Carries a node of a layer below. */
    private void carry(int n) {
        Node node = graph.nodes.get(n);
        if (activation == Activation.SOFTPLUS) {
            throw mixed(node);
        }
        boolean becomesPair = activation == Activation.RELU && node.activation == Activation.IDENTITY && !isPair[n];
        float[] row = row();
        row[places[n]] = 1;
        if (becomesPair) {
            row[width] = -ASIDE;
            row = row();
            row[places[n]] = -1;
            row[width] = ASIDE;
        } else if (isPair[n]) {
            row()[places[n] + 1] = 1;
        }
        isPair[n] |= becomesPair;
    }
}
