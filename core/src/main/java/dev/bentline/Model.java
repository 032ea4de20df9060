package dev.bentline;

import java.util.List;
import java.util.Optional;

/** A model that an {@link Engine} evaluates: a {@link Network} of one hidden layer, or a {@link DeepNetwork} of any number. */
public sealed interface Model permits Network, DeepNetwork {
    /**
     * A network of layers: a {@link Network} where they are a hidden layer of RELU or SOFTPLUS and an output, otherwise a
     * {@link DeepNetwork}; with {@link Bend#ZERO}.
     *
     * @param layers from the dosage to the effect
     * @throws IllegalArgumentException if {@link Network#of} or {@link DeepNetwork#of} refuses them
     */
    static Model of(List<Layer> layers) {
        if (layers.size() == 2 && layers.getFirst().activation() != Activation.IDENTITY) {
            DeepNetwork.checkShapes(layers);
            Layer hidden = layers.getFirst();
            Layer output = layers.getLast();
            float[] w = new float[hidden.nodes()];
            for (int h = 0; h < w.length; h++) {
                w[h] = hidden.weight(h, 0);
            }
            return Network.of(
                    hidden.activation(), w, hidden.biases(), output.weights()[0], output.bias(0), output.activation());
        }
        return DeepNetwork.of(layers);
    }

    /**
     * Reads the text of a network file, of either form: {@link Network#parse} and {@link DeepNetwork#toJson} show them.
     * Layers make what {@link #of} makes of them.
     *
     * @throws IllegalArgumentException if the text is anything else; the message names the line, the column and the
     *     reason
     */
    static Model parse(String json) {
        return NetworkJson.parse(json);
    }

    /** The text of a network file; {@link #parse} reads the same network back, bit for bit. */
    String toJson();

    /** The derivative of ReLU at its bend. */
    Bend bend();

    /** Returns the same network with another derivative at the bend. */
    Model withBend(Bend bend);

    /** The dosages it was made for, if they are known. */
    Optional<Interval> dosages();

    /** Returns the same network with a note of the dosages it was made for; see {@link Network#withDosages}. */
    Model withDosages(Interval dosages);

    /** The scale it sees dosages on; {@link DosageScale#LINEAR} unless it was given another. */
    DosageScale dosageScale();

    /** Returns a network of the same numbers that sees dosages on another scale; its file keeps that. */
    Model withDosageScale(DosageScale scale);

    /** The layers, from the dosage to the effect; the last is the output. */
    List<Layer> layers();

    /** Returns whether it is a {@link BentLine}: none of its nodes is SOFTPLUS. */
    boolean isPiecewiseLinear();
}
