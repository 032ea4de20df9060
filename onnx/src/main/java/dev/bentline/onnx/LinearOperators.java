package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.onnx.Operand.Constant;
import dev.bentline.onnx.Operand.Value;
import java.util.Arrays;

/** Operators whose results are sums of what they are of: matrix products, and arithmetic with constants. */
final class LinearOperators {
    private LinearOperators() {}

    static Operand gemm(Step step) {
        double alpha = step.finite("alpha", 1);
        double beta = step.finite("beta", 1);
        boolean transposed = step.integer("transB", 0) != 0;
        Value x = step.value(0);
        if (x.dims().length != 2) {
            throw step.refused("of " + Dimensions.text(x.dims()) + "; it has to have two axes");
        }
        if (step.integer("transA", 0) != 0) {
            x = (Value) ShapeOperators.transposed(x, new int[] {1, 0});
        }
        Constant weights = step.weights(1);
        if (weights.dims().length != 2) {
            throw mismatch(step, x, weights);
        }
        Value sums = product(step, x, weights, transposed, alpha);
        if (!step.has(2)) {
            return sums;
        }
        Constant biases = step.weights(2);
        Operand result = step.combine(
                sums, biases, (sum, bias) -> sum.plus(bias.times(beta)).with(beta == 1 ? 0 : Form.SCALED_AFTER));
        return inShapeOf(step, sums, result);
    }

    static Operand matMul(Step step) {
        return product(step, step.value(0), step.weights(1), false, 1);
    }

    /** The product of a value's last axis and a matrix, or a vector. */
    private static Value product(Step step, Value x, Constant weights, boolean transposed, double alpha) {
        int[] shape = weights.dims();
        int axes = x.dims().length;
        if (axes == 0 || shape.length == 0 || shape.length > 2) {
            throw mismatch(step, x, weights);
        }
        int inputs = shape[transposed ? 1 : 0];
        int outputs = shape.length == 1 ? 1 : shape[transposed ? 0 : 1];
        if (x.dims()[axes - 1] != inputs) {
            throw mismatch(step, x, weights);
        }
        int[] dims = Arrays.copyOf(x.dims(), shape.length == 1 ? axes - 1 : axes);
        if (shape.length == 2) {
            dims[axes - 1] = outputs;
        }
        Value layer = x.sums() && step.setting.isChain() ? identityLayer(step, x) : x;
        int rows = layer.columns().length / inputs;
        step.nodes().take((long) rows * outputs);
        Form[] columns = new Form[rows * outputs];
        for (int row = 0; row < rows; row++) {
            Form[] nodes = Arrays.copyOfRange(layer.columns(), row * inputs, (row + 1) * inputs);
            step.nodes()
                    .take(Arrays.stream(nodes)
                            .mapToLong(form -> form.nodes.length)
                            .sum());
            int[] union = Form.union(nodes);
            int traits = layer.sums() ? Form.COMPOSED : 0;
            for (Form node : nodes) {
                traits |= node.traits;
            }
            for (int j = 0; j < outputs; j++) {
                step.nodes().take(union.length);
                int from = transposed ? j * inputs : j;
                columns[row * outputs + j] = sum(nodes, union, weights.values(), from, transposed ? 1 : outputs, alpha)
                        .with(traits);
            }
        }
        int scaled = alpha == 1 ? 0 : Form.SCALED_AFTER;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = columns[i].with(scaled);
        }
        return new Value(dims, columns, true);
    }

    private static Form sum(Form[] nodes, int[] union, double[] weights, int from, int stride, double alpha) {
        double[] sums = new double[union.length];
        Arrays.fill(sums, -0.0);
        double constant = 0;
        for (int i = 0; i < nodes.length; i++) {
            double weight = alpha * weights[from + i * stride];
            nodes[i].addTo(sums, union, weight);
            if (nodes[i].constant != 0) {
                constant += weight * nodes[i].constant;
            }
        }
        return new Form(union, sums, constant, 0);
    }

    /** A layer of its own for sums that go into sums, so that a network of IDENTITY layers is read as it is. */
    private static Value identityLayer(Step step, Value sums) {
        return step.map(sums, form -> step.nodes().node(form, Activation.IDENTITY, step.title()), false);
    }

    private static IllegalArgumentException mismatch(Step step, Value x, Constant weights) {
        return step.refused("of the shapes " + Dimensions.text(x.dims()) + " and " + Dimensions.text(weights.dims())
                + ", which do not go together");
    }

    /** An operator's result, if what came to the value in it did not change its shape. */
    static Operand inShapeOf(Step step, Value x, Operand result) {
        if (!Arrays.equals(x.dims(), result.dims())) {
            throw step.refused("whose numbers of the shape " + Dimensions.text(result.dims()) + " do not fit into "
                    + Dimensions.text(x.dims()));
        }
        return result;
    }

    static Operand add(Step step) {
        return plus(step, step.number(0), step.number(1), 1);
    }

    static Operand subtract(Step step) {
        return plus(step, step.number(0), step.number(1), -1);
    }

    static Operand sum(Step step) {
        Operand sum = step.number(0);
        for (int i = 1; i < step.inputs(); i++) {
            sum = plus(step, sum, step.number(i), 1);
        }
        return sum;
    }

    private static Operand plus(Step step, Operand a, Operand b, int sign) {
        boolean layer = Step.isSums(a) || Step.isSums(b);
        return step.combine(a, b, (x, y) -> {
            Form sum = x.plus(y.times(sign));
            if (!x.isConstant() && !y.isConstant()) {
                return sum.with(Form.COMPOSED);
            }
            Form sums = x.isConstant() ? y : x;
            boolean isBias = layer && sums.constant == 0;
            return sums.isConstant() || isBias ? sum : sum.with(scaled(layer));
        });
    }

    private static int scaled(boolean layer) {
        return layer ? Form.SCALED_AFTER : Form.SCALED_BEFORE;
    }

    static Operand multiply(Step step) {
        Operand a = step.number(0);
        Operand b = step.number(1);
        if (a instanceof Value && b instanceof Value) {
            throw step.refused("of two values that depend on the dosage; one has to be a constant");
        }
        int scaled = scaled(Step.isSums(a) || Step.isSums(b));
        return step.combine(
                a,
                b,
                (x, y) -> x.isConstant() && !y.isConstant()
                        ? y.times(x.constant).with(scaled)
                        : x.times(y.constant).with(scaled));
    }

    static Operand divide(Step step) {
        Operand a = step.number(0);
        Constant b = step.weights(1);
        for (double divisor : b.values()) {
            if (divisor == 0) {
                throw step.refused("by 0");
            }
        }
        int scaled = scaled(Step.isSums(a));
        return step.combine(a, b, (x, y) -> x.dividedBy(y.constant).with(scaled));
    }

    static Operand negate(Step step) {
        return step.number(0) instanceof Value value
                ? step.map(value, form -> form.times(-1), value.sums())
                : step.combine(
                        step.weights(0),
                        new Constant(new int[0], new double[] {-1}, false),
                        (x, y) -> x.times(y.constant));
    }

    /** The Scaler of ai.onnx.ml: {@code (x - offset) * scale}. */
    static Operand scaler(Step step) {
        Value x = step.value(0);
        Operand centred = step.combine(x, numbers(step, "offset"), Form::minus);
        Operand scaled = step.combine(
                centred,
                numbers(step, "scale"),
                (form, factor) -> form.times(factor.constant).with(scaled(x.sums())));
        return inShapeOf(step, x, scaled);
    }

    private static Constant numbers(Step step, String name) {
        AttributeMessage attribute = step.attribute(name, AttributeMessage.NUMBERS);
        float[] numbers = attribute == null ? new float[0] : attribute.numbers();
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers[i];
        }
        if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw step.refused("whose " + name + " is no list of finite numbers");
        }
        return new Constant(new int[] {values.length}, values, false);
    }
}
