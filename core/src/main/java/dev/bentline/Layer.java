package dev.bentline;

import java.util.Arrays;
import java.util.Objects;

/**
 * A layer of a network: node j is {@code activation(biases[j] + sum weights[j][i] x[i])}, x the nodes of the layer before,
 * or the dosage. Immutable: arrays are copied, in and out.
 *
 * @param weights for every node j, at least one, a weight for every node i of the layer before
 * @param biases one for every node
 * @param activation of all its nodes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their numbers, below
public record Layer(float[][] weights, float[] biases, Activation activation) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no node or no weight, the lengths differ, or a number is not finite
     */
    public Layer {
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(biases, "biases");
        Objects.requireNonNull(activation, "activation");
        if (weights.length == 0) {
            throw new IllegalArgumentException("the layer has 0 nodes; it needs at least 1");
        }
        if (biases.length != weights.length) {
            throw new IllegalArgumentException("the layer has the weights of " + weights.length + " nodes and "
                    + biases.length + " biases; it needs one bias for every node");
        }
        weights = weights.clone();
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Network.finite(weights[j], "weight " + j + ", ");
            if (weights[j].length != weights[0].length || weights[j].length == 0) {
                throw new IllegalArgumentException("node " + j + " has " + weights[j].length
                        + " weights; every node needs as many, at least 1: node 0 has " + weights[0].length);
            }
        }
        biases = Network.finite(biases, "bias ");
    }

    /** The number of its nodes. */
    public int nodes() {
        return biases.length;
    }

    /** The number of nodes of the layer before. */
    public int inputs() {
        return weights[0].length;
    }

    /** The weight of node j for node i of the layer before. */
    public float weight(int j, int i) {
        return weights[j][i];
    }

    /** The bias of node j. */
    public float bias(int j) {
        return biases[j];
    }

    /** The weights; a copy. */
    @Override
    public float[][] weights() {
        float[][] copy = weights.clone();
        for (int j = 0; j < copy.length; j++) {
            copy[j] = copy[j].clone();
        }
        return copy;
    }

    /** The biases; a copy. */
    @Override
    public float[] biases() {
        return biases.clone();
    }

    /** Node by node, as a kernel reads them. */
    float[] flatWeights() {
        float[] flat = new float[nodes() * inputs()];
        for (int j = 0; j < nodes(); j++) {
            System.arraycopy(weights[j], 0, flat, j * inputs(), inputs());
        }
        return flat;
    }

    /** Layers are equal if their activations and the bits of their numbers are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Layer that
                && activation == that.activation
                && Arrays.deepEquals(weights, that.weights)
                && Arrays.equals(biases, that.biases);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.deepHashCode(weights) + Arrays.hashCode(biases)) + activation.hashCode();
    }

    @Override
    public String toString() {
        return "Layer[weights=" + Arrays.deepToString(weights) + ", biases=" + Arrays.toString(biases) + ", activation="
                + activation + "]";
    }
}
