package dev.bentline;

import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.DeepCompiler;
import dev.bentline.kernel.LayerParameters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A network of one dosage, any number of layers of RELU and IDENTITY nodes, and one effect; immutable. It is a {@link
 * BentLine}, however deep, and an {@link Engine} computes it as that.
 *
 * <p>{@link #bend} is the derivative of each RELU node where its input is 0. The derivative of the effect there is what
 * the chain rule makes of it, node by node, so it need not be the slope of either side.
 */
public final class DeepNetwork implements Model {
    private final List<Layer> layers;
    private final Bend bend;
    private final @Nullable Interval dosages;
    private final DosageScale scale;

    private DeepNetwork(List<Layer> layers, Bend bend, @Nullable Interval dosages, DosageScale scale) {
        this.layers = layers;
        this.bend = bend;
        this.dosages = dosages;
        this.scale = scale;
    }

    /**
     * A network of your own, with {@link Bend#ZERO}.
     *
     * @param layers from the dosage to the effect, at least one: the first has one input, the last has one node, and each
     *     other has as many inputs as the one before has nodes
     * @throws IllegalArgumentException if there is none, they do not fit together, or an activation is SOFTPLUS
     */
    public static DeepNetwork of(List<Layer> layers) {
        checkShapes(layers);
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l).activation() == Activation.SOFTPLUS) {
                throw new IllegalArgumentException("layer " + (l + 1) + " of " + layers.size()
                        + " is SOFTPLUS; a network of several layers may be RELU or IDENTITY, and only the one hidden"
                        + " layer of a Network may be SOFTPLUS");
            }
        }
        return new DeepNetwork(List.copyOf(layers), Bend.ZERO, null, DosageScale.LINEAR);
    }

    static void checkShapes(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("the network has 0 layers; it needs at least 1");
        }
        int nodes = 1;
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            if (layer.inputs() != nodes) {
                throw new IllegalArgumentException("layer " + (l + 1) + " has " + layer.inputs()
                        + " weights for every node; it needs " + nodes + ", one for "
                        + (l == 0 ? "the dosage" : "every node of layer " + l));
            }
            nodes = layer.nodes();
        }
        if (nodes != 1) {
            throw new IllegalArgumentException(
                    "the last layer, " + layers.size() + ", has " + nodes + " nodes; it needs 1, the effect");
        }
    }

    @Override
    public DeepNetwork withBend(Bend bend) {
        return new DeepNetwork(layers, Objects.requireNonNull(bend, "bend"), dosages, scale);
    }

    @Override
    public DeepNetwork withDosageScale(DosageScale scale) {
        return new DeepNetwork(layers, bend, dosages, Objects.requireNonNull(scale, "dosage scale"));
    }

    /**
     * Returns the same network with a note of the dosages it was made for, as {@link Network#withDosages} does.
     *
     * @throws IllegalArgumentException if the ends are not finite floats and in order
     */
    @Override
    public DeepNetwork withDosages(Interval dosages) {
        return new DeepNetwork(layers, bend, Network.floats(dosages), scale);
    }

    /**
     * The text of a network file:
     *
     * <pre>
     * {"layers": [
     *   {"weights": [[1.70], [12.6]], "biases": [-0.85, 0.0], "activation": "relu"},
     *   {"weights": [[1.0, -0.5], [2.0, 0.25]], "biases": [0.1, 0.2], "activation": "relu"},
     *   {"weights": [[-40.8, 2.7]], "biases": [-16.0], "activation": "identity"}],
     *  "bend": 0, "dosageScale": {"name": "log10", "zero": 0.01}, "dosages": {"from": 0.0, "to": 1.0}}
     * </pre>
     *
     * All after the layers may be left out.
     */
    @Override
    public String toJson() {
        return NetworkJson.write(this);
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Bend bend() {
        return bend;
    }

    @Override
    public DosageScale dosageScale() {
        return scale;
    }

    @Override
    public Optional<Interval> dosages() {
        return Optional.ofNullable(dosages);
    }

    @Override
    public boolean isPiecewiseLinear() {
        return true;
    }

    BentLineTable compile() {
        return DeepCompiler.compile(
                layers.stream()
                        .map(layer -> new LayerParameters(
                                layer.flatWeights(), layer.biases(), layer.activation() == Activation.RELU))
                        .toList(),
                bend == Bend.ONE);
    }

    /** Networks are equal if their bends, scales and layers are, whatever their dosages. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DeepNetwork that
                && bend == that.bend
                && scale.equals(that.scale)
                && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(layers, bend, scale);
    }

    @Override
    public String toString() {
        return toJson();
    }
}
