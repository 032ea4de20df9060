package dev.bentline.onnx;

import dev.bentline.onnx.Operand.Comparison;
import dev.bentline.onnx.Operand.Constant;
import dev.bentline.onnx.Operand.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node of the graph while it is read: its inputs, its attributes, and how it is refused. */
final class Step {
    /** What every step of a graph shares. */
    record Setting(
            long opset,
            long batch,
            boolean isChain,
            NetworkNodes nodes,
            ExternalData beside,
            Allowance allowance,
            Consumer<String> notes) {}

    final NodeMessage node;
    final Setting setting;
    private final Tensors tensors;
    private final List<AttributeMessage> unread;

    /** The tensors that nodes may read so far. */
    interface Tensors {
        /** The tensor of a name; null if there is none. */
        @Nullable
        Operand get(String name);
    }

    Step(NodeMessage node, Tensors tensors, Setting setting) {
        this.node = node;
        this.tensors = tensors;
        this.setting = setting;
        this.unread = new ArrayList<>(node.attributes());
    }

    NetworkNodes nodes() {
        return setting.nodes;
    }

    long opset() {
        return setting.opset;
    }

    int inputs() {
        return node.inputs().size();
    }

    boolean has(int input) {
        return input < inputs() && !node.inputs().get(input).isEmpty();
    }

    private Operand any(int input) {
        if (!has(input)) {
            throw refused("without its input " + (input + 1));
        }
        String name = node.inputs().get(input);
        Operand operand = tensors.get(name);
        if (operand == null) {
            throw refused("of " + Quoted.name(name) + ", which no node before it makes; nodes have to stand in order");
        }
        return operand;
    }

    /** A constant or a value. */
    Operand operand(int input) {
        Operand operand = any(input);
        if (operand instanceof Comparison) {
            throw refused("of truth values");
        }
        return operand;
    }

    /** A value, or finite numbers that are no integers. */
    Operand number(int input) {
        return operand(input) instanceof Constant ? weights(input) : operand(input);
    }

    Value value(int input) {
        if (operand(input) instanceof Value value) {
            return value;
        }
        throw refused(
                "of a constant, " + Quoted.name(node.inputs().get(input)) + "; it may be of what the dosage goes into");
    }

    Comparison comparison(int input) {
        if (any(input) instanceof Comparison comparison) {
            return comparison;
        }
        throw refused("without a comparison");
    }

    private Constant constant(int input) {
        if (operand(input) instanceof Constant constant) {
            return constant;
        }
        throw refused("whose input " + (input + 1) + ", "
                + Quoted.name(node.inputs().get(input)) + ", depends on the dosage; it has to be a constant");
    }

    /** Numbers that may be infinite. */
    Constant floats(int input) {
        Constant constant = constant(input);
        if (constant.integers() || constant.values().length == 0) {
            throw refused("with " + Quoted.name(node.inputs().get(input)) + ", "
                    + (constant.integers() ? "integers" : "which has no element") + "; it needs floats");
        }
        return constant;
    }

    /** Numbers, all of them finite. */
    Constant weights(int input) {
        Constant weights = floats(input);
        for (int i = 0; i < weights.values().length; i++) {
            if (!Double.isFinite(weights.values()[i])) {
                throw refused("with " + Quoted.name(node.inputs().get(input)) + ", whose element " + i + " is "
                        + weights.values()[i] + "; it has to be finite");
            }
        }
        return weights;
    }

    long[] integers(int input) {
        Constant constant = constant(input);
        if (!constant.integers() || constant.values().length > Dimensions.MOST_AXES) {
            throw refused("with " + Quoted.name(node.inputs().get(input)) + "; it needs up to " + Dimensions.MOST_AXES
                    + " integers there");
        }
        return Arrays.stream(constant.values()).mapToLong(value -> (long) value).toArray();
    }

    /** @param type that it has to have */
    @Nullable
    AttributeMessage attribute(String name, int type) {
        for (AttributeMessage attribute : unread) {
            if (attribute.name().equals(name)) {
                if (attribute.type() != 0 && attribute.type() != type) {
                    throw refused("whose " + name + " is of the type " + attribute.type() + "; it has to be " + type);
                }
                unread.remove(attribute);
                return attribute;
            }
        }
        return null;
    }

    long integer(String name, long missing) {
        AttributeMessage attribute = attribute(name, AttributeMessage.INTEGER);
        return attribute == null ? missing : attribute.integer();
    }

    double finite(String name, double missing) {
        AttributeMessage attribute = attribute(name, AttributeMessage.NUMBER);
        double value = attribute == null ? missing : attribute.number();
        if (!Double.isFinite(value)) {
            throw refused("whose " + name + " is " + value + "; it has to be finite");
        }
        return value;
    }

    /** Refuses attributes that nothing has asked for: they might change what the operator means. */
    void checkAttributes() {
        if (!unread.isEmpty()) {
            throw refused("with the attribute " + Quoted.name(unread.getFirst().name()) + ", which it may not have in"
                    + " opset " + opset());
        }
    }

    /** An axis, counted from the end if it is negative. */
    int axis(long axis, int axes) {
        if (axis < -axes || axis >= axes) {
            throw refused("along the axis " + axis + " where there are " + axes);
        }
        return (int) (axis < 0 ? axis + axes : axis);
    }

    /** Applies an operation to every column. */
    Value map(Value value, UnaryOperator<Form> operation, boolean sums) {
        Form[] columns = new Form[value.columns().length];
        for (int i = 0; i < columns.length; i++) {
            nodes().take(value.columns()[i].nodes.length);
            columns[i] = operation.apply(value.columns()[i]);
        }
        return new Value(value.dims(), columns, sums);
    }

    /** Applies an operation to the elements of two operands, broadcast to one shape. */
    Operand combine(Operand a, Operand b, BinaryOperator<Form> operation) {
        int[] dims = Dimensions.broadcast(a.dims(), b.dims());
        if (dims == null) {
            throw refused("of the shapes " + Dimensions.text(a.dims()) + " and " + Dimensions.text(b.dims())
                    + ", which do not go together");
        }
        long count = Dimensions.count(dims);
        nodes().take(3 * count);
        int[] left = Dimensions.broadcastIndices(a.dims(), dims);
        int[] right = Dimensions.broadcastIndices(b.dims(), dims);
        Form[] forms = new Form[(int) count];
        for (int i = 0; i < forms.length; i++) {
            Form x = a.form(left[i]);
            Form y = b.form(right[i]);
            nodes().take(x.nodes.length + (long) y.nodes.length);
            forms[i] = operation.apply(x, y);
        }
        if (a instanceof Constant && b instanceof Constant) {
            return new Constant(
                    dims,
                    Arrays.stream(forms).mapToDouble(form -> form.constant).toArray(),
                    false);
        }
        return new Value(dims, forms, isSums(a) || isSums(b));
    }

    /** Returns whether it is a layer's sums, which no activation has been applied to yet. */
    static boolean isSums(Operand operand) {
        return operand instanceof Value value && value.sums();
    }

    void note(String note) {
        setting.notes.accept(title() + note);
    }

    String title() {
        return node.title();
    }

    /** An error that names the node and its operator. */
    IllegalArgumentException refused(String how) {
        String operator = node.operator();
        return new IllegalArgumentException(title() + " is "
                + (operator.isEmpty() ? "an operator " : "AEIOU".indexOf(operator.charAt(0)) < 0 ? "a " : "an ")
                + plain(operator) + (how.startsWith(";") ? "" : " ") + how);
    }

    private static String plain(String operator) {
        return operator.matches("[A-Za-z0-9_]{1,40}") ? operator : Quoted.name(operator);
    }
}
