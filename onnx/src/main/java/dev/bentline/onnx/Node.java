package dev.bentline.onnx;

import dev.bentline.Activation;

/** A node of the network that a graph describes. */
final class Node {
    /** Its input, over nodes before it. */
    final Form sum;

    final Activation activation;

    /** 1 + the highest level of the nodes that it reads. */
    final int level;

    /** Says which of the graph's nodes it comes from. */
    final String origin;

    Node(Form sum, Activation activation, int level, String origin) {
        this.sum = sum;
        this.activation = activation;
        this.level = level;
        this.origin = origin;
    }
}
