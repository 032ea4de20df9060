package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.Layer;
import dev.bentline.onnx.NetworkNodes.Node;
import dev.bentline.onnx.Operand.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

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

    private final NetworkNodes nodes;
    private final Consumer<String> notes;
    private final int top;
    /** For every node, the highest level at which another needs it. */
    private final int[] lastLevel;

    private final BitSet needed = new BitSet();
    private final List<List<Integer>> levels = new ArrayList<>();

    /** Where in a layer a node is: its place, and whether it is a pair, carried as the dosage is. */
    private record Place(int at, boolean isPair) {}

    private Place[] places;
    private int width;

    private Assembly(NetworkNodes nodes, int output, Consumer<String> notes) {
        this.nodes = nodes;
        this.notes = notes;
        this.top = nodes.get(output).level();
        this.lastLevel = new int[output + 1];
        this.places = new Place[output + 1];
        findNeeded(output);
    }

    /** @param effect a value of one column */
    static List<Layer> layers(NetworkNodes nodes, Value effect, Consumer<String> notes) {
        Form sum = effect.columns()[0];
        boolean isOutput =
                !effect.sums() && sum.isNode() && nodes.get(sum.nodes[0]).activation() == Activation.RELU;
        Form output = isOutput ? sum : nodes.node(sum, Activation.IDENTITY, "the output");
        return new Assembly(nodes, output.nodes[0], notes).layers();
    }

    private void findNeeded(int output) {
        for (int level = 0; level <= top; level++) {
            levels.add(new ArrayList<>());
        }
        needed.set(output);
        for (int n = output; n > 0; n--) {
            if (needed.get(n)) {
                Node node = nodes.get(n);
                for (int read : node.sum().nodes) {
                    needed.set(read);
                    lastLevel[read] = Math.max(lastLevel[read], node.level() - 1);
                }
            }
        }
        needed.stream().forEach(n -> levels.get(nodes.get(n).level()).add(n));
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        places[NetworkNodes.DOSAGE] = new Place(0, false);
        width = 1;
        List<Integer> carried = new ArrayList<>(List.of(NetworkNodes.DOSAGE));
        for (int level = 1; level <= top; level++) {
            int below = level - 1;
            carried.removeIf(n -> lastLevel[n] <= below);
            layers.add(layer(level, carried));
            carried.addAll(levels.get(level));
        }
        return layers;
    }

    /** Builds a layer: its own nodes, then those it carries. */
    private Layer layer(int level, List<Integer> carried) {
        List<Integer> own = levels.get(level);
        Activation activation = nodes.get(own.getFirst()).activation();
        nodes.take((own.size() + 2L * carried.size()) * width);
        List<float[]> weights = new ArrayList<>();
        List<Float> biases = new ArrayList<>();
        Place[] next = places.clone();
        for (int n : own) {
            Node node = nodes.get(n);
            if (node.activation() != activation) {
                throw new IllegalArgumentException(
                        node.origin() + " and " + nodes.get(own.getFirst()).origin()
                                + " make one layer of " + node.activation() + " and " + activation
                                + " nodes; a layer has one activation");
            }
            next[n] = new Place(weights.size(), false);
            add(node, level, weights, biases);
        }
        for (int n : carried) {
            next[n] = carry(n, activation, weights, biases);
        }
        if (!carried.isEmpty()) {
            notes.accept("layer " + level + " carries " + carried.size() + (carried.size() == 1 ? " node" : " nodes")
                    + " of layers below it, for layers above it");
        }
        tell(level, own, biases);
        places = next;
        width = weights.size();
        return new Layer(weights.toArray(float[][]::new), floats(biases), activation);
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }

    private void add(Node node, int level, List<float[]> weights, List<Float> biases) {
        Form sum = node.sum();
        float[] row = new float[width];
        double bias = sum.constant;
        for (int i = 0; i < sum.nodes.length; i++) {
            Place place = places[sum.nodes[i]];
            row[place.at] = rounded(sum.coefficients[i], node, level);
            if (place.isPair) {
                row[place.at + 1] = -row[place.at];
                bias += sum.coefficients[i] * ASIDE;
            }
        }
        weights.add(row);
        biases.add(rounded(bias, node, level));
    }

    private static float rounded(double value, Node node, int level) {
        float rounded = (float) value;
        if (!Float.isFinite(rounded)) {
            throw new IllegalArgumentException(
                    node.origin() + " needs the number " + value + " in layer " + level + ", which overflows a float");
        }
        return rounded;
    }

    private Place carry(int n, Activation activation, List<float[]> weights, List<Float> biases) {
        Place place = places[n];
        int at = weights.size();
        if (activation == Activation.SOFTPLUS) {
            throw new IllegalArgumentException(
                    "the effect depends on the dosage past the Softplus layer; a network with"
                            + " Softplus has one hidden layer and no way round it");
        }
        boolean isSigned = nodes.get(n).activation() == Activation.IDENTITY;
        if (activation == Activation.RELU && isSigned && !place.isPair) {
            weights.add(unit(place.at, 1));
            biases.add(-ASIDE);
            weights.add(unit(place.at, -1));
            biases.add(ASIDE);
            return new Place(at, true);
        }
        for (int i = place.at; i <= (place.isPair ? place.at + 1 : place.at); i++) {
            weights.add(unit(i, 1));
            biases.add(0f);
        }
        return new Place(at, place.isPair);
    }

    private float[] unit(int at, float weight) {
        float[] row = new float[width];
        row[at] = weight;
        return row;
    }

    /** Tells what a layer's numbers were composed of, or how many were rounded. */
    private void tell(int level, List<Integer> own, List<Float> biases) {
        int traits = 0;
        long counted = 0;
        int rounded = 0;
        for (int i = 0; i < own.size(); i++) {
            Form sum = nodes.get(own.get(i)).sum();
            traits |= sum.traits;
            counted += sum.coefficients.length;
            rounded += sum.constant != (double) biases.get(i) ? 1 : 0;
            rounded += (int)
                    Arrays.stream(sum.coefficients).filter(c -> c != (float) c).count();
        }
        String numbers = counted + (counted == 1 ? " weight and " : " weights and ") + own.size()
                + (own.size() == 1 ? " bias" : " biases") + ", rounded once";
        if ((traits & Form.SCALED_BEFORE) != 0) {
            notes.accept("the scaler before " + (level == 1 ? "the first layer" : "layer " + level)
                    + " is composed into it: " + numbers);
        }
        if ((traits & Form.SCALED_AFTER) != 0) {
            notes.accept("the scaler after " + (level == top ? "the last layer" : "layer " + level)
                    + " is composed into it: " + numbers);
        }
        if ((traits & Form.COMPOSED) != 0) {
            notes.accept("layer " + level + " is composed of sums of layers below it: " + numbers);
        }
        if (traits == 0 && rounded > 0) {
            notes.accept("layer " + level + " has " + rounded
                    + (rounded == 1 ? " number that is no float" : " numbers that are no floats") + ", rounded once");
        }
    }
}
