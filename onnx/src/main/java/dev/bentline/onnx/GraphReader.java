package dev.bentline.onnx;

import dev.bentline.onnx.Operand.Value;
import dev.bentline.onnx.Step.Setting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds out what a graph means, node by node: what the dosage goes into becomes sums over the nodes of a network. */
final class GraphReader {
    private static final String ACCEPTED = "; a network may have Gemm, MatMul, Add, Sub, Mul, Div, Neg, Sum, Relu,"
            + " LeakyRelu, PRelu, Abs, Clip, Max, Min, Softplus (one hidden layer), Identity, Cast, Dropout, Flatten, Reshape, Squeeze, Unsqueeze,"
            + " Transpose, Constant, and Scaler of ai.onnx.ml";

    private final GraphMessage graph;
    private final NetworkNodes nodes;
    private final Setting setting;
    private final Map<String, TensorMessage> initializers = new HashMap<>();
    private final Map<String, Operand> made = new HashMap<>();

    /** Names of tensors that nodes read, or that are outputs. */
    private final Set<String> read = new HashSet<>();

    GraphReader(GraphMessage graph, long opset, ExternalData beside, Allowance allowance, Consumer<String> notes) {
        this.graph = graph;
        this.nodes = new NetworkNodes(allowance);
        if (graph.sparse() > 0) {
            throw new IllegalArgumentException("the graph has sparse initializers; a network's have to be dense");
        }
        for (TensorMessage initializer : graph.initializers()) {
            if (initializers.put(initializer.name(), initializer) != null) {
                throw new IllegalArgumentException(initializer.title() + " is an initializer twice");
            }
        }
        graph.nodes().forEach(node -> read.addAll(node.inputs()));
        graph.outputs().forEach(output -> read.add(output.name()));
        read.remove("");
        ValueMessage input = only(
                "input",
                graph.inputs().stream()
                        .filter(value -> !initializers.containsKey(value.name()))
                        .toList());
        checkType(input);
        int[] dims = dims(input);
        this.setting = new Setting(opset, batch(input), isChain(input.name()), nodes, beside, allowance, notes);
        made.put(input.name(), new Value(dims, new Form[] {Form.node(NetworkNodes.DOSAGE)}, false));
    }

    private static ValueMessage only(String what, List<ValueMessage> values) {
        if (values.size() != 1) {
            List<String> names = values.stream()
                    .limit(4)
                    .map(value -> Quoted.name(value.name()))
                    .toList();
            throw new IllegalArgumentException("the graph has " + values.size() + " " + what + "s"
                    + (names.isEmpty() ? "" : ", " + String.join(", ", names) + (values.size() > 4 ? ", ..." : ""))
                    + "; a network has one, " + (what.equals("input") ? "the dosage" : "the effect"));
        }
        return values.getFirst();
    }

    private static void checkType(ValueMessage input) {
        String title = "the input " + Quoted.name(input.name());
        if (input.type() != 0 && ElementType.of(input.type(), title).isInteger()) {
            throw new IllegalArgumentException(title + " is of integers; it has to be FLOAT, DOUBLE or FLOAT16");
        }
    }

    /** The shape of the dosages: [N, 1], [N], or [1], whose axis may be one of columns. */
    private static int[] dims(ValueMessage input) {
        List<String> shape = input.shape();
        if (shape == null) {
            return new int[] {Dimensions.BATCH, 1};
        }
        boolean isColumn = shape.size() == 2
                && (shape.getLast().equals("1") || shape.getLast().isEmpty());
        if ((!isColumn && shape.size() != 1) || shape.getFirst().equals("0")) {
            throw new IllegalArgumentException("the input " + Quoted.name(input.name()) + " has the shape ["
                    + Quoted.text(String.join(", ", shape)) + "]; that of the dosage may be [N, 1], [N] or [1]");
        }
        int first = shape.getFirst().equals("1") ? 1 : Dimensions.BATCH;
        return shape.size() == 1 ? new int[] {first} : new int[] {first, 1};
    }

    /** The number of dosages, if the graph is made for one number; else 0. */
    private static long batch(ValueMessage input) {
        String first = input.shape() == null ? "" : input.shape().getFirst();
        return first.matches("[0-9]{1,9}") ? Long.parseLong(first) : 0;
    }

    /** Returns whether everything that depends on the dosage goes into one node only. */
    private boolean isChain(String input) {
        Set<String> dependent = new HashSet<>(Set.of(input));
        Set<String> used = new HashSet<>();
        for (NodeMessage node : graph.nodes()) {
            boolean depends = false;
            for (String name : node.inputs()) {
                if (dependent.contains(name)) {
                    depends = true;
                    if (!used.add(name)) {
                        return false;
                    }
                }
            }
            if (depends) {
                dependent.addAll(node.outputs());
            }
        }
        return true;
    }

    /** The effect, as sums over {@link #nodes}: a value of one column. */
    Value effect() {
        for (NodeMessage node : graph.nodes()) {
            read(node);
        }
        ValueMessage output = only("output", graph.outputs());
        String title = "the output " + Quoted.name(output.name());
        Operand effect = made.get(output.name());
        if (!(effect instanceof Value value)) {
            throw new IllegalArgumentException(title
                    + (effect == null && !initializers.containsKey(output.name())
                            ? " is made by no node"
                            : " does not depend on the dosage"));
        }
        if (value.columns().length != 1) {
            throw new IllegalArgumentException(title + " has the shape " + Dimensions.text(value.dims())
                    + "; a network has one effect for a dosage");
        }
        return value;
    }

    NetworkNodes nodes() {
        return nodes;
    }

    private void read(NodeMessage node) {
        Step step = new Step(node, this::operand, setting);
        Operand result = apply(step);
        step.checkAttributes();
        if (node.outputs().isEmpty() || node.outputs().getFirst().isEmpty()) {
            throw step.refused("without an output");
        }
        for (String name : node.outputs().subList(1, node.outputs().size())) {
            if (read.contains(name)) {
                throw step.refused("whose output " + Quoted.name(name) + " is read; only its first may be");
            }
        }
        String name = node.outputs().getFirst();
        if (initializers.containsKey(name) || made.put(name, result) != null) {
            throw step.refused("that makes " + Quoted.name(name) + ", which is there already");
        }
    }

    /** The tensor of a name, which a node before has made, or which the file has; else null. */
    private @Nullable Operand operand(String name) {
        Operand operand = made.get(name);
        TensorMessage initializer = initializers.get(name);
        if (operand == null && initializer != null) {
            operand = initializer.constant(setting.beside(), setting.allowance());
            made.put(name, operand);
        }
        return operand;
    }

    private static Operand apply(Step step) {
        NodeMessage node = step.node;
        boolean isScaler = node.domain().equals("ai.onnx.ml") && node.operator().equals("Scaler");
        if (!NodeMessage.isDefault(node.domain()) && !isScaler) {
            throw step.refused("of " + Quoted.name(node.domain()) + ACCEPTED);
        }
        return switch (node.operator()) {
            case "Gemm" -> LinearOperators.gemm(step);
            case "MatMul" -> LinearOperators.matMul(step);
            case "Add" -> LinearOperators.add(step);
            case "Sub" -> LinearOperators.subtract(step);
            case "Mul" -> LinearOperators.multiply(step);
            case "Div" -> LinearOperators.divide(step);
            case "Neg" -> LinearOperators.negate(step);
            case "Sum" -> LinearOperators.sum(step);
            case "Relu" -> BendOperators.relu(step);
            case "LeakyRelu" -> BendOperators.leakyRelu(step);
            case "PRelu" -> BendOperators.parametricRelu(step);
            case "Abs" -> BendOperators.abs(step);
            case "Clip" -> BendOperators.clip(step);
            case "Max" -> BendOperators.max(step);
            case "Min" -> BendOperators.min(step);
            case "Softplus" -> BendOperators.softplus(step);
            case "Greater" -> BendOperators.greaterThan(step);
            case "Where" -> BendOperators.where(step);
            case "Identity" -> step.operand(0);
            case "Cast" -> ShapeOperators.cast(step);
            case "Dropout" -> ShapeOperators.dropout(step);
            case "Flatten" -> ShapeOperators.flatten(step);
            case "Reshape" -> ShapeOperators.reshape(step);
            case "Squeeze" -> ShapeOperators.squeeze(step);
            case "Unsqueeze" -> ShapeOperators.unsqueeze(step);
            case "Transpose" -> ShapeOperators.transpose(step);
            case "Constant" -> ShapeOperators.constant(step);
            default -> {
                if (isScaler) {
                    yield LinearOperators.scaler(step);
                }
                throw step.refused(ACCEPTED);
            }
        };
    }
}
