package dev.bentline.onnx;

import dev.bentline.Activation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a graph means, node by node: what the dosage goes into becomes sums over the nodes of a network. */
final class GraphReader {
    /** Numbers of an object in memory, about. */
    private static final int OBJECT = 8;

    /** No length of an axis. */
    private static final int NO_BATCH = -3;

    final long opset;

    /** The number of dosages, if the graph is made for one number; else no length. */
    final int batch;

    /** True if everything that depends on the dosage goes into one node only. */
    final boolean isChain;

    /** The network's nodes, in the order they were met. */
    final List<Node> nodes = new ArrayList<>();

    final List<String> notes;
    private final Message graph;
    private final TensorReader tensors;
    private final Map<String, Message> initializers = new HashMap<>();
    private final Map<String, Tensor> made = new HashMap<>();

    /** Names of tensors that nodes read. */
    private final Set<String> read = new HashSet<>();

    GraphReader(Message graph, long opset, TensorReader tensors, List<String> notes) {
        this.graph = graph;
        this.opset = opset;
        this.tensors = tensors;
        this.notes = notes;
        if (graph.last(15) != null) {
            throw Message.error("the graph has sparse initializers; a network's have to be dense");
        }
        for (Message initializer : graph.all(5)) {
            initializers.put(initializer.text(8), initializer);
        }
        boolean isChain = true;
        for (Message node : graph.all(1)) {
            for (String name : node.texts(1)) {
                isChain &= read.add(name) || name.isEmpty() || initializers.containsKey(name);
            }
        }
        this.isChain = isChain;
        Message input = only(11, "inputs", "dosage");
        String name = input.text(1);
        Message tensor = input.message(2).message(1);
        int type = (int) tensor.number(1, Message.VARINT, TensorReader.FLOAT);
        List<String> axes = axes(tensor.last(2));
        String last = axes.isEmpty() ? "?" : axes.getLast();
        boolean isColumn = axes.size() == 2 && (last.equals("1") || last.isEmpty());
        if ((!isColumn && axes.size() != 1) || TensorReader.isInteger(type)) {
            throw Message.error(
                    "the input " + Message.quoted(name) + " has elements of type " + type + " and the shape "
                            + Message.plain(axes.toString())
                            + "; the dosage's may be FLOAT (1), FLOAT16 (10) or DOUBLE (11), and"
                            + " [N, 1], [N] or [1]");
        }
        String first = axes.getFirst();
        // an axis of length 1 may be one of columns
        int rows = first.equals("1") ? 1 : Tensor.BATCH;
        this.batch = first.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(first) : NO_BATCH;
        nodes.add(new Node(Form.constant(0), Activation.IDENTITY, 0, "the dosage"));
        int[] dims = isColumn ? new int[] {rows, 1} : new int[] {rows};
        made.put(name, new Tensor(dims, new double[0], new Form[] {Form.node(0)}, false, false));
    }

    /** A number, a name or, where the file says nothing, an empty text for every axis. */
    private static List<String> axes(@Nullable Message shape) {
        List<String> axes = new ArrayList<>();
        for (Message axis : shape == null ? List.<Message>of() : shape.all(1)) {
            long length = axis.number(1, Message.VARINT, -1);
            axes.add(length < 0 ? axis.text(2) : "" + length);
        }
        return shape == null ? List.of("", "1") : axes;
    }

    /** The graph's only input, or output. */
    private Message only(int field, String what, String meaning) {
        List<Message> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Message value : graph.all(field)) {
            String name = value.text(1);
            if (field == 12 || !initializers.containsKey(name)) {
                values.add(value);
                names.add(name);
            }
        }
        if (names.size() != 1) {
            throw Message.error("the graph has " + names.size() + " " + what + ", " + Message.plain(names.toString())
                    + "; a network has one, the " + meaning);
        }
        return values.getFirst();
    }

    /** The effect, as sums over {@link #nodes}: a value of one column. */
    Tensor effect() {
        int number = 0;
        for (Message node : graph.all(1)) {
            read(new Step(this, node, number++));
        }
        String name = only(12, "outputs", "effect").text(1);
        Tensor effect = made.get(name);
        if (effect == null || effect.columns.length != 1) {
            throw Message.error("the output " + Message.quoted(name) + " has "
                    + (effect == null ? 0 : effect.columns.length)
                    + " columns that depend on the dosage; a network has one, the effect");
        }
        return effect;
    }

    private void read(Step step) {
        Tensor result = step.result();
        step.checkAttributes();
        for (int i = 0; i < step.outputs.size(); i++) {
            String name = step.outputs.get(i);
            if (i == 0
                    ? initializers.containsKey(name) || made.put(name, result) != null
                    : read.contains(name) && !name.isEmpty()) {
                throw step.refused("whose output " + Message.quoted(name)
                        + (i == 0 ? " is there already" : " is read; only" + " its first may be"));
            }
        }
    }

    /** The tensor of a name, which a node before has made, or which the file has; else null. */
    @Nullable
    Tensor tensor(String name) {
        Message initializer = initializers.get(name);
        if (initializer != null && !made.containsKey(name)) {
            made.put(name, read(initializer));
        }
        return made.get(name);
    }

    Tensor read(Message tensor) {
        return tensors.read(tensor);
    }

    /** Makes sure that a sum may be made of so many numbers. */
    void take(long numbers) {
        tensors.take(OBJECT + numbers);
    }

    /** Adds a node of the sum. */
    Form node(Form sum, Activation activation, String origin) {
        nodes.add(new Node(sum, activation, level(sum) + 1, origin));
        return Form.node(nodes.size() - 1);
    }

    /** The highest level of the nodes that a sum reads. */
    int level(Form sum) {
        int level = 0;
        for (int node : sum.nodes) {
            level = Math.max(level, nodes.get(node).level);
        }
        return level;
    }
}
