package dev.bentline.onnx;

import dev.bentline.Activation;
import java.util.ArrayList;
import java.util.List;

/** The nodes of the network that a graph describes, in the order they were met; node 0 is the dosage. */
final class NetworkNodes {
    static final int DOSAGE = 0;

    /** Numbers of an object in memory, about. */
    private static final int OBJECT = 8;

    /**
     * A node.
     *
     * @param sum its input, over nodes before it
     * @param level 1 + the highest level of those
     * @param origin the graph's node it comes from
     */
    record Node(Form sum, Activation activation, int level, String origin) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Allowance allowance;

    NetworkNodes(Allowance allowance) {
        this.allowance = allowance;
        nodes.add(new Node(Form.constant(0), Activation.IDENTITY, 0, "the dosage"));
    }

    Node get(int node) {
        return nodes.get(node);
    }

    /** The highest level of the nodes that it reads. */
    int level(Form form) {
        int level = 0;
        for (int node : form.nodes) {
            level = Math.max(level, nodes.get(node).level);
        }
        return level;
    }

    /** A new node of the sum. */
    Form node(Form sum, Activation activation, String origin) {
        allowance.take(2 * OBJECT);
        nodes.add(new Node(sum, activation, 1 + level(sum), origin));
        return Form.node(nodes.size() - 1);
    }

    /** Max(0, sum), of a constant as well. */
    Form relu(Form sum, String origin) {
        return sum.isConstant() ? Form.constant(Math.max(0, sum.constant)) : node(sum, Activation.RELU, origin);
    }

    /** Makes sure that a sum may be made of so many numbers. */
    void take(long numbers) {
        allowance.take(OBJECT + numbers);
    }
}
