package dev.bentline.kernel;

/**
 * A layer of a deep network as its compiler sees it. The arrays are never written.
 *
 * @param weights node by node, as many for each as the layer before has nodes
 * @param biases one for every node
 * @param relu whether the nodes are ReLU, otherwise identity
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LayerParameters(float[] weights, float[] biases, boolean relu) {
    /** The number of nodes. */
    public int nodes() {
        return biases.length;
    }

    /** The number of nodes of the layer before. */
    public int inputs() {
        return weights.length / biases.length;
    }
}
