package dev.bentline.onnx;

import dev.bentline.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of the graph while it is read: what it makes of its inputs, by its attributes, or how it is refused. */
final class Step {
    /** Types of attributes. */
    static final int FLOAT = 1;

    static final int INT = 2;
    static final int TENSOR = 4;
    static final int FLOATS = 6;
    static final int INTS = 7;

    private static final String ACCEPTED = "; a network may have Gemm, MatMul, Add, Sub, Mul, Div, Neg, Sum, Relu,"
            + " LeakyRelu, PRelu, Abs, Clip, Max, Min, Softplus (one hidden layer), Identity, Cast, Dropout, Flatten,"
            + " Reshape, Squeeze, Unsqueeze, Transpose, Constant, and Scaler of ai.onnx.ml";

    /**
     * The least threshold above which softplus may be the identity: there softplus(p) - p = ln(1 + e^-p) is below e^-15 =
     * 3.1e-7, and half an ulp of a float of 15 is 4.8e-7. PyTorch's is 20.
     */
    private static final double LEAST_THRESHOLD = 15;

    private static final String SCALER = " is a scaler; it is composed into the layers beside it, in double";

    /** A length that is left open. */
    private static final int INFERRED = -2;

    final GraphReader graph;
    final String operator;
    final String domain;
    final List<String> inputs;
    final List<String> outputs;

    /** The node in a message: its name, or its number from 0. */
    final String title;

    /** Attributes that nothing has asked for yet. */
    private final List<Message> unread;

    /** The limits of Clip. */
    private double low;

    private double high;

    Step(GraphReader graph, Message node, int number) {
        this.graph = graph;
        this.inputs = node.texts(1);
        this.outputs = node.texts(2);
        String name = node.text(3);
        this.title = "node " + (name.isEmpty() ? "" + number : Message.quoted(name));
        this.operator = node.text(4);
        this.unread = new ArrayList<>(node.all(5));
        this.domain = node.text(7);
    }

    Tensor result() {
        // those of ai.onnx.ml have other names
        if (!domain.matches("(ai[.]onnx([.]ml)?)?")) {
            throw refused("of " + Message.quoted(domain) + ACCEPTED);
        }
        return switch (operator) {
            case "Gemm" -> gemm();
            case "MatMul" -> product(value(0), weights(1), false, 1);
            case "Add" -> arithmetic('+');
            case "Sub" -> arithmetic('-');
            case "Mul" -> arithmetic('*');
            case "Div" -> arithmetic('/');
            case "Sum" -> fold('+');
            case "Max" -> fold('>');
            case "Min" -> fold('<');
            case "Neg" -> ofEach('*', number(0), Tensor.number(-1));
            case "Relu" -> ofEach('r', value(0), Tensor.number(0));
            case "Abs" -> pieces('r', Tensor.number(-1));
            case "LeakyRelu" -> pieces('r', Tensor.number(number("alpha", FLOAT, 0.01f)));
            case "PRelu" -> pieces('r', weights(1));
            case "Softplus" -> ofEach('s', value(0), Tensor.number(0));
            case "Clip" -> clip();
            case "Greater" -> greaterThan();
            case "Where" -> where();
            case "Identity" -> operand(0);
            case "Cast" -> cast();
            case "Dropout" -> dropout();
            case "Flatten" -> flatten();
            case "Reshape" -> reshape();
            case "Squeeze" -> squeeze();
            case "Unsqueeze" -> unsqueeze();
            case "Transpose" -> transpose();
            case "Constant" -> constant();
            case "Scaler" -> scaler();
            default -> throw refused(ACCEPTED);
        };
    }

    private Tensor gemm() {
        double alpha = number("alpha", FLOAT, 1);
        double beta = number("beta", FLOAT, 1);
        boolean transposed = number("transB", INT, 0) != 0;
        Tensor x = value(0);
        Tensor weights = weights(1);
        if (x.dims.length != 2 || weights.dims.length != 2) {
            throw mismatch(x, weights);
        }
        if (number("transA", INT, 0) != 0) {
            x = x.transposed(new int[] {1, 0});
        }
        Tensor sums = product(x, weights, transposed, alpha);
        return has(2) ? inShapeOf(sums, '+', ofEach('*', weights(2), Tensor.number(beta))) : sums;
    }

    /** The product of a value's last axis and a matrix, or a vector. */
    private Tensor product(Tensor x, Tensor weights, boolean transposed, double alpha) {
        int[] shape = weights.dims;
        int last = x.dims.length - 1;
        boolean isMatrix = shape.length == 2;
        if (last < 0 || !(isMatrix || shape.length == 1) || x.dims[last] != shape[transposed ? 1 : 0]) {
            throw mismatch(x, weights);
        }
        int inputs = x.dims[last];
        int outputs = weights.values.length / inputs;
        int[] dims = Arrays.copyOf(x.dims, isMatrix ? last + 1 : last);
        if (isMatrix) {
            dims[last] = outputs;
        }
        int rows = x.columns.length / inputs;
        graph.take((long) rows * outputs);
        Form[] columns = new Form[rows * outputs];
        for (int row = 0; row < rows; row++) {
            Form[] forms = Arrays.copyOfRange(x.columns, row * inputs, (row + 1) * inputs);
            prepare(forms, x.sums && graph.isChain);
            int[] union = Form.union(forms);
            for (int j = 0; j < outputs; j++) {
                graph.take(union.length);
                double[] sums = new double[union.length];
                Arrays.fill(sums, -0.0);
                double constant = 0;
                for (int i = 0; i < inputs; i++) {
                    double weight = alpha * weights.values[transposed ? j * inputs + i : i * outputs + j];
                    forms[i].addTo(sums, union, weight);
                    constant += forms[i].constant == 0 ? 0 : weight * forms[i].constant;
                }
                columns[row * outputs + j] = new Form(union, sums, constant);
            }
        }
        return new Tensor(dims, new double[0], columns, false, true);
    }

    /** Makes a layer of its own of sums that go into sums, so that a network of IDENTITY layers is read as it is. */
    private void prepare(Form[] forms, boolean isLayer) {
        for (int i = 0; i < forms.length; i++) {
            if (isLayer) {
                forms[i] = graph.node(forms[i], Activation.IDENTITY, title);
            }
            graph.take(forms[i].nodes.length);
        }
    }

    private IllegalArgumentException mismatch(Tensor a, Tensor b) {
        return refused(
                "of the shapes " + Tensor.text(a.dims) + " and " + Tensor.text(b.dims) + ", which do not go together");
    }

    private Tensor arithmetic(char operation) {
        Tensor x = number(0);
        boolean isProduct = operation == '*' || operation == '/';
        Tensor y = operation == '/' || (isProduct && x.isValue()) ? weights(1) : number(1);
        if (x.isValue() != y.isValue() && (isProduct || !(x.sums || y.sums))) {
            note(SCALER);
        }
        return ofEach(operation, x, y);
    }

    private Tensor fold(char operation) {
        Tensor result = number(0);
        for (int i = 1; i < inputs.size(); i++) {
            result = ofEach(operation, result, number(i));
        }
        return result;
    }

    /** The Scaler of ai.onnx.ml: {@code (x - offset) * scale}. */
    private Tensor scaler() {
        Tensor offset = numbers("offset", FLOATS);
        Tensor scale = numbers("scale", FLOATS);
        if (offset == null || scale == null) {
            throw refused("without an offset or a scale");
        }
        note(SCALER);
        return inShapeOf(inShapeOf(value(0), '-', offset), '*', scale);
    }

    private Tensor pieces(char operation, Tensor number) {
        note(" is read as pieces, sums of p and relu(p)");
        return inShapeOf(value(0), operation, number);
    }

    private Tensor clip() {
        boolean attributes = graph.opset < 11;
        low = attributes ? number("min", FLOAT, -Float.MAX_VALUE) : limit(1, -Float.MAX_VALUE);
        high = attributes ? number("max", FLOAT, Float.MAX_VALUE) : limit(2, Float.MAX_VALUE);
        if (!(low <= high)) {
            throw refused("from " + low + " to " + high + "; the limits have to be in order");
        }
        return pieces('c', Tensor.number(0));
    }

    private double limit(int input, double missing) {
        return has(input) ? scalar(floats(input)) : missing;
    }

    private double scalar(Tensor number) {
        if (number.values.length != 1) {
            throw refused("with numbers of the shape " + Tensor.text(number.dims) + "; each has to be one number");
        }
        return number.values[0];
    }

    private Tensor greaterThan() {
        Tensor x = value(0);
        return new Tensor(x.dims, new double[] {scalar(weights(1))}, x.columns, false, false);
    }

    /** PyTorch's softplus, {@code p > threshold ? p : softplus(p)}, which is a Where of a Greater, and nothing else. */
    private Tensor where() {
        Tensor compared = any(0);
        Tensor above = value(1);
        Tensor softplus = value(2);
        int count = softplus.columns.length;
        boolean isSoftplus = compared.columns.length == count
                && above.columns.length == count
                && compared.values.length == 1
                && compared.values[0] >= LEAST_THRESHOLD;
        for (int i = 0; isSoftplus && i < count; i++) {
            Form below = softplus.columns[i];
            Form sum = above.columns[i];
            Node node = graph.nodes.get(below.isNode() ? below.nodes[0] : 0);
            isSoftplus = node.activation == Activation.SOFTPLUS && node.sum == sum && compared.columns[i] == sum;
        }
        if (!isSoftplus) {
            throw refused(
                    "that is not PyTorch's softplus, p > threshold ? p : softplus(p) with a threshold of at least "
                            + LEAST_THRESHOLD);
        }
        note(": softplus, which is the identity above " + compared.values[0]
                + ", is read as softplus: they are the same to within half an ulp of a float");
        return softplus;
    }

    /** The result, if the second operand does not change the shape of the first. */
    private Tensor inShapeOf(Tensor x, char operation, Tensor y) {
        Tensor result = ofEach(operation, x, y);
        if (!Arrays.equals(x.dims, result.dims)) {
            throw mismatch(x, y);
        }
        return result;
    }

    /**
     * Applies an operation to every pair of elements: arithmetic, the greater ({@code >}), the lesser ({@code <}), a ReLU with
     * a slope ({@code r}), Clip ({@code c}) or Softplus ({@code s}).
     *
     * <p>The operands are broadcast to one shape by NumPy's rules.
     */
    private Tensor ofEach(char operation, Tensor x, Tensor y) {
        int[] dims = new int[Math.max(x.dims.length, y.dims.length)];
        int batches = 0;
        for (int i = 1; i <= dims.length; i++) {
            int a = i > x.dims.length ? 1 : x.dims[x.dims.length - i];
            int b = i > y.dims.length ? 1 : y.dims[y.dims.length - i];
            int length = a == 1 ? b : a;
            batches += (length == Tensor.BATCH ? 1 : 0) + (a == b || a == 1 || b == 1 ? 0 : 2);
            dims[dims.length - i] = length;
        }
        if (batches > 1) {
            throw mismatch(x, y);
        }
        graph.take(3 * Tensor.count(dims));
        int[] left = x.broadcastTo(dims);
        int[] right = y.broadcastTo(dims);
        boolean isValue = x.isValue() || y.isValue();
        Form[] columns = new Form[isValue ? left.length : 0];
        double[] values = new double[isValue ? 0 : left.length];
        for (int i = 0; i < left.length; i++) {
            Form a = x.form(left[i]);
            Form b = y.form(right[i]);
            graph.take(a.nodes.length + (long) b.nodes.length);
            Form result = of(operation, a, b);
            if (isValue) {
                columns[i] = result;
            } else {
                values[i] = result.constant;
            }
        }
        boolean isLinear = "+-*/".indexOf(operation) >= 0;
        return new Tensor(dims, values, columns, false, isLinear && (x.sums || y.sums));
    }

    private Form of(char operation, Form x, Form y) {
        return switch (operation) {
            case '+' -> x.plus(y);
            case '-' -> x.plus(y.times(-1));
            case '*' -> x.isConstant() ? y.times(x.constant) : x.times(y.constant);
            case '/' -> x.times(1 / y.constant);
            case '>' -> greater(x, y);
            case '<' -> lesser(x, y);
            case 'r' -> leaky(x, y.constant);
            case 'c' -> clipped(x);
            default -> graph.node(x, Activation.SOFTPLUS, title);
        };
    }

    private Form relu(Form sum) {
        return sum.isConstant() ? Form.constant(Math.max(0, sum.constant)) : graph.node(sum, Activation.RELU, title);
    }

    /** {@code max(a, b) = b + relu(a - b)}: over nothing but the new node if one of them is a constant. */
    private Form greater(Form a, Form b) {
        return a.isConstant() && !b.isConstant() ? greater(b, a) : b.plus(relu(a.plus(b.times(-1))));
    }

    /** {@code min(a, b) = b - relu(b - a)}. */
    private Form lesser(Form a, Form b) {
        return greater(a.times(-1), b.times(-1)).times(-1);
    }

    /** {@code slope p + (1 - slope) relu(p)}: relu(p) for the slope 0, |p| for -1. */
    private Form leaky(Form sum, double slope) {
        Form bent = relu(sum);
        // without the sum itself there is nothing to carry to the layers above
        return slope == 0 ? bent : sum.times(slope).plus(bent.times(1 - slope));
    }

    /** Clips; a limit that no float is beyond is none. */
    private Form clipped(Form sum) {
        boolean isBelow = low <= -Float.MAX_VALUE;
        boolean isAbove = high >= Float.MAX_VALUE;
        if (isBelow) {
            return isAbove ? sum : lesser(sum, Form.constant(high));
        }
        Form above = greater(sum, Form.constant(low));
        return isAbove ? above : above.plus(relu(sum.plus(Form.constant(-high))).times(-1));
    }

    private Tensor cast() {
        int type = (int) number("to", INT, 0);
        number("saturate", INT, 1);
        Tensor tensor = operand(0);
        boolean isInteger = TensorReader.isInteger(type);
        TensorReader.size(type, title);
        if (tensor.isValue()) {
            if (isInteger) {
                throw refused("of what depends on the dosage to integers; it may be to FLOAT, FLOAT16 or DOUBLE");
            }
            return tensor;
        }
        graph.take(tensor.values.length);
        double[] values = tensor.values.clone();
        for (int i = 0; i < values.length; i++) {
            // floats are rounded at the end, once
            if (isInteger) {
                values[i] = (long) values[i];
            } else if (type == TensorReader.FLOAT16) {
                values[i] = Float.float16ToFloat(Float.floatToFloat16((float) values[i]));
            }
        }
        return Tensor.constant(tensor.dims, values, isInteger);
    }

    /** Passes on its input, as in inference. */
    private Tensor dropout() {
        number("ratio", FLOAT, 0);
        number("seed", INT, 0);
        if (has(2) && Arrays.stream(integers(2)).sum() != 0) {
            throw refused("in training mode; a network is for inference");
        }
        return operand(0);
    }

    private Tensor constant() {
        Message tensor = attribute("value", TENSOR);
        if (tensor != null) {
            return graph.read(tensor.message(5));
        }
        String[] names = {"value_float", "value_int", "value_floats", "value_ints"};
        int[] types = {FLOAT, INT, FLOATS, INTS};
        for (int i = 0; i < names.length; i++) {
            Tensor numbers = numbers(names[i], types[i]);
            if (numbers != null) {
                return numbers;
            }
        }
        throw refused("without a value, or " + String.join(", ", names));
    }

    private Tensor flatten() {
        Tensor tensor = operand(0);
        int axes = tensor.dims.length;
        double from = number("axis", INT, 1);
        int axis = from == axes ? axes : axis(from, axes);
        int[] left = Arrays.copyOf(tensor.dims, axis);
        int[] right = Arrays.copyOfRange(tensor.dims, axis, axes);
        return reshaped(tensor, new int[] {group(left), group(right)});
    }

    /** The length of axes as one; of dosages and columns, as many as none may have. */
    private static int group(int[] dims) {
        int length = (int) Tensor.count(dims);
        return Tensor.indexOf(dims, Tensor.BATCH) < 0 ? length : length == 1 ? Tensor.BATCH : 0;
    }

    private Tensor reshape() {
        Tensor tensor = operand(0);
        boolean isZeroCopied = number("allowzero", INT, 0) == 0;
        double[] target = integers(1);
        int[] dims = new int[target.length];
        for (int axis = 0; axis < dims.length; axis++) {
            double length = target[axis];
            boolean isCopied = length == 0 && isZeroCopied && axis < tensor.dims.length;
            boolean isOpen = length == -1 && Tensor.indexOf(dims, INFERRED) < 0;
            // what is no length gives a shape without elements, which is refused
            dims[axis] = isCopied ? tensor.dims[axis] : isOpen ? INFERRED : (int) Math.max(length, 0);
        }
        boolean needsBatch = Tensor.indexOf(tensor.dims, Tensor.BATCH) >= 0 && Tensor.indexOf(dims, Tensor.BATCH) < 0;
        int open = Tensor.indexOf(dims, INFERRED);
        int batch = Tensor.indexOf(dims, graph.batch);
        if (open >= 0) {
            dims[open] = 1;
            long others = Math.max(Tensor.count(dims), 1);
            dims[open] = needsBatch ? Tensor.BATCH : (int) (Tensor.count(tensor.dims) / others);
        } else if (needsBatch && batch >= 0) {
            dims[batch] = Tensor.BATCH;
        }
        return reshaped(tensor, dims);
    }

    /** The tensor in another shape, if that keeps the elements of a dosage together and in order. */
    private Tensor reshaped(Tensor tensor, int[] dims) {
        long count = Tensor.count(tensor.dims);
        int before = Tensor.indexOf(tensor.dims, Tensor.BATCH);
        int after = Tensor.indexOf(dims, Tensor.BATCH);
        boolean isSame = count == Tensor.count(dims) && before < 0 == after < 0 && dims.length <= Tensor.MOST_AXES;
        if (isSame && before >= 0 && count > 1) {
            isSame = Tensor.count(Arrays.copyOf(tensor.dims, before)) == Tensor.count(Arrays.copyOf(dims, after));
        }
        if (!isSame) {
            throw refused("of " + Tensor.text(tensor.dims) + " to " + Tensor.text(dims)
                    + "; it has to keep the columns of every dosage together");
        }
        return tensor.reshaped(dims);
    }

    private Tensor squeeze() {
        Tensor tensor = operand(0);
        double[] axes = axes();
        int[] dims = tensor.dims.clone();
        for (double axis : axes) {
            dims[axis(axis, dims.length)] = INFERRED;
        }
        int count = 0;
        for (int length : dims) {
            if (axes.length == 0 ? length != 1 : length != INFERRED) {
                dims[count++] = length;
            }
        }
        return reshaped(tensor, Arrays.copyOf(dims, count));
    }

    private Tensor unsqueeze() {
        Tensor tensor = operand(0);
        double[] axes = axes();
        int[] dims = new int[tensor.dims.length + axes.length];
        for (double axis : axes) {
            dims[axis(axis, dims.length)] = 1;
        }
        int at = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == 0 && at < tensor.dims.length) {
                dims[axis] = tensor.dims[at++];
            }
        }
        return reshaped(tensor, dims);
    }

    private double[] axes() {
        if (graph.opset >= 13) {
            return has(1) ? integers(1) : new double[0];
        }
        Tensor axes = numbers("axes", INTS);
        return axes == null ? new double[0] : axes.values;
    }

    private Tensor transpose() {
        Tensor tensor = operand(0);
        Tensor perm = numbers("perm", INTS);
        int axes = tensor.dims.length;
        int[] order = new int[axes];
        boolean isOrder = perm == null || perm.values.length == axes;
        for (int i = 0; i < axes && isOrder; i++) {
            order[i] = perm == null ? axes - 1 - i : axis(perm.values[i], axes);
            isOrder = Tensor.indexOf(order, order[i]) == i;
        }
        if (!isOrder) {
            throw refused("of " + axes + " axes to what is no order of them");
        }
        graph.take(2 * Tensor.count(tensor.dims));
        return tensor.transposed(order);
    }

    boolean has(int input) {
        return input < inputs.size() && !inputs.get(input).isEmpty();
    }

    /** An input that is a constant, a value, or a comparison. */
    Tensor any(int input) {
        if (!has(input)) {
            throw refused("without its input " + (input + 1));
        }
        Tensor tensor = graph.tensor(inputs.get(input));
        if (tensor == null) {
            throw refused(input, "which no node before it makes; nodes have to stand in order");
        }
        return tensor;
    }

    /** An input that is a constant or a value. */
    Tensor operand(int input) {
        Tensor tensor = any(input);
        if (tensor.isValue() && tensor.values.length > 0) {
            throw refused(input, "truth values; it needs numbers");
        }
        return tensor;
    }

    /** An input that is a value, or finite numbers. */
    Tensor number(int input) {
        return operand(input).isValue() ? operand(input) : weights(input);
    }

    Tensor value(int input) {
        Tensor value = operand(input);
        if (!value.isValue()) {
            throw refused(input, "a constant; it needs what depends on the dosage");
        }
        return value;
    }

    /** An input that is a constant of floats, which may be infinite. */
    Tensor floats(int input) {
        Tensor floats = constant(input);
        if (floats.integers || floats.values.length == 0) {
            throw refused(input, floats.integers ? "integers; it needs floats" : "which has no element");
        }
        return floats;
    }

    private Tensor constant(int input) {
        Tensor constant = operand(input);
        if (constant.isValue()) {
            throw refused(input, "which depends on the dosage; it needs a constant there");
        }
        return constant;
    }

    /** An input that is a constant of finite floats. */
    Tensor weights(int input) {
        Tensor weights = floats(input);
        for (int i = 0; i < weights.values.length; i++) {
            if (!Double.isFinite(weights.values[i])) {
                throw refused(input, "whose element " + i + " is " + weights.values[i] + "; it has to be finite");
            }
        }
        return weights;
    }

    /** An input that is a constant of a few integers. */
    double[] integers(int input) {
        Tensor integers = constant(input);
        if (!integers.integers || integers.values.length > Tensor.MOST_AXES) {
            throw refused(input, "which is no list of up to " + Tensor.MOST_AXES + " integers");
        }
        return integers.values;
    }

    /** The attribute of a name, which has to be of a type; null if there is none. */
    @Nullable
    Message attribute(String name, int type) {
        for (Message attribute : unread) {
            if (attribute.text(1).equals(name)) {
                long actual = attribute.number(20, Message.VARINT, type);
                if (actual != type) {
                    throw refused("whose " + name + " is of type " + actual + "; it has to be " + type);
                }
                unread.remove(attribute);
                return attribute;
            }
        }
        return null;
    }

    /** An attribute's number or numbers, of type FLOAT, FLOATS, INT or INTS; null if there is none. */
    @Nullable
    Tensor numbers(String name, int type) {
        Message attribute = attribute(name, type);
        if (attribute == null) {
            return null;
        }
        boolean isReal = type == FLOAT || type == FLOATS;
        boolean isList = type == FLOATS || type == INTS;
        int wire = isReal ? Message.FIXED32 : Message.VARINT;
        // fields 2, 3, 7 and 8 hold what types 1, 2, 6 and 7 say
        int field = type + 1;
        long[] bits = isList ? attribute.numbers(field, wire) : new long[] {attribute.number(field, wire, 0)};
        double[] values = new double[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = isReal ? Float.intBitsToFloat((int) bits[i]) : bits[i];
        }
        return Tensor.constant(isList ? new int[] {values.length} : new int[0], values, !isReal);
    }

    double number(String name, int type, double missing) {
        Tensor number = numbers(name, type);
        return number == null ? missing : number.values[0];
    }

    /** Refuses attributes that nothing has asked for: they might change what the operator means. */
    void checkAttributes() {
        if (!unread.isEmpty()) {
            throw refused("with the attribute "
                    + Message.quoted(unread.getFirst().text(1)) + ", which it may not have in opset " + graph.opset);
        }
    }

    /** An axis, counted from the end if it is negative. */
    int axis(double axis, int axes) {
        if (axis < -axes || axis >= axes) {
            throw refused("along the axis " + (long) axis + " where there are " + axes);
        }
        return (int) (axis < 0 ? axis + axes : axis);
    }

    void note(String note) {
        graph.notes.add(title + note);
    }

    private IllegalArgumentException refused(int input, String why) {
        return refused("of " + Message.quoted(inputs.get(input)) + ", " + why);
    }

    /** An error that names the node and its operator. */
    IllegalArgumentException refused(String how) {
        boolean isVowel = !operator.isEmpty() && "AEIOU".indexOf(operator.charAt(0)) >= 0;
        return Message.error(title
                + (isVowel ? " is an " : " is a ")
                + Message.plain(operator)
                + (how.startsWith(";") ? "" : " ")
                + how);
    }
}
