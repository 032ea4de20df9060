package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.onnx.NetworkNodes.Node;
import dev.bentline.onnx.Operand.Comparison;
import dev.bentline.onnx.Operand.Constant;
import dev.bentline.onnx.Operand.Value;

/** Operators that bend: what is made of ReLU nodes and of sums over them, and Softplus. */
final class BendOperators {
    /**
     * The least threshold above which softplus may be the identity: there softplus(p) - p = ln(1 + e^-p) is below e^-15 =
     * 3.1e-7, and half an ulp of a float of 15 is 4.8e-7. PyTorch's is 20.
     */
    private static final double LEAST_THRESHOLD = 15;

    private BendOperators() {}

    static Operand relu(Step step) {
        Value x = step.value(0);
        return step.map(x, form -> node(step, form), false);
    }

    private static Form node(Step step, Form sum) {
        return step.nodes().relu(sum, step.title());
    }

    static Operand leakyRelu(Step step) {
        double slope = step.finite("alpha", 0.01f);
        Value x = step.value(0);
        tellPieces(step, x, "slope p + (1 - slope) relu(p)");
        return step.map(x, form -> leaky(step, form, slope), false);
    }

    static Operand parametricRelu(Step step) {
        Value x = step.value(0);
        tellPieces(step, x, "slope p + (1 - slope) relu(p)");
        Value result = (Value) step.combine(x, step.weights(1), (form, slope) -> leaky(step, form, slope.constant));
        return LinearOperators.inShapeOf(step, x, new Value(result.dims(), result.columns(), false));
    }

    private static Form leaky(Step step, Form sum, double slope) {
        Form bent = node(step, sum);
        // without the sum itself there is nothing to carry to the layers above
        return slope == 0 ? bent : sum.times(slope).plus(bent.times(1 - slope)).with(Form.COMPOSED);
    }

    static Operand abs(Step step) {
        Value x = step.value(0);
        tellPieces(step, x, "2 relu(p) - p");
        return step.map(x, form -> node(step, form).times(2).minus(form).with(Form.COMPOSED), false);
    }

    static Operand clip(Step step) {
        Value x = step.value(0);
        boolean attributes = step.opset() < 11;
        double low = attributes ? limit(step, "min", -Float.MAX_VALUE) : limit(step, 1, Double.NEGATIVE_INFINITY);
        double high = attributes ? limit(step, "max", Float.MAX_VALUE) : limit(step, 2, Double.POSITIVE_INFINITY);
        if (!(low <= high)) {
            throw step.refused("to " + low + " and above and " + high + " and below; the limits have to be in order");
        }
        tellPieces(step, x, "low + relu(p - low) - relu(p - high)");
        return step.map(x, form -> clipped(step, form, low, high), false);
    }

    /** Clips; a limit that no float is beyond is none. */
    private static Form clipped(Step step, Form sum, double low, double high) {
        boolean isBelow = low <= -Float.MAX_VALUE;
        boolean isAbove = high >= Float.MAX_VALUE;
        if (isBelow) {
            return isAbove ? sum : lesser(step, sum, Form.constant(high));
        }
        Form above = greater(step, sum, Form.constant(low));
        return isAbove ? above : above.minus(node(step, sum.plus(Form.constant(-high))));
    }

    private static double limit(Step step, String attribute, double missing) {
        AttributeMessage limit = step.attribute(attribute, AttributeMessage.NUMBER);
        return limit == null ? missing : limit.number();
    }

    private static double limit(Step step, int input, double missing) {
        if (!step.has(input)) {
            return missing;
        }
        Constant limit = step.floats(input);
        if (limit.values().length != 1) {
            throw step.refused(
                    "with limits of the shape " + Dimensions.text(limit.dims()) + "; each has to be one number");
        }
        return limit.values()[0];
    }

    static Operand max(Step step) {
        Operand max = step.number(0);
        for (int i = 1; i < step.inputs(); i++) {
            max = withoutSums(step.combine(max, step.number(i), (a, b) -> greater(step, a, b)));
        }
        return max;
    }

    static Operand min(Step step) {
        Operand min = step.number(0);
        for (int i = 1; i < step.inputs(); i++) {
            min = withoutSums(step.combine(min, step.number(i), (a, b) -> lesser(step, a, b)));
        }
        return min;
    }

    private static Operand withoutSums(Operand operand) {
        return operand instanceof Value value ? new Value(value.dims(), value.columns(), false) : operand;
    }

    /** {@code max(a, b) = b + relu(a - b)}: over nothing but the new node if one of them is a constant. */
    private static Form greater(Step step, Form a, Form b) {
        return a.isConstant() && !b.isConstant() ? greater(step, b, a) : b.plus(node(step, a.minus(b)));
    }

    /** {@code min(a, b) = b - relu(b - a)}. */
    private static Form lesser(Step step, Form a, Form b) {
        return a.isConstant() && !b.isConstant() ? lesser(step, b, a) : b.minus(node(step, b.minus(a)));
    }

    static Operand softplus(Step step) {
        Value x = step.value(0);
        for (Form form : x.columns()) {
            if (step.nodes().level(form) > 0) {
                throw step.refused("above another layer; it may be the activation of a network's only hidden layer");
            }
        }
        return step.map(x, form -> step.nodes().node(form, Activation.SOFTPLUS, step.title()), false);
    }

    static Operand greaterThan(Step step) {
        Value x = step.value(0);
        Constant threshold = step.weights(1);
        if (threshold.values().length != 1) {
            throw step.refused("than " + threshold.values().length + " numbers; it may be than one");
        }
        return new Comparison(x, threshold.values()[0]);
    }

    /** PyTorch's softplus, {@code p > threshold ? p : softplus(p)}, which is a Where of a Greater, and nothing else. */
    static Operand where(Step step) {
        Comparison comparison = step.comparison(0);
        Value softplus = step.value(2);
        if (comparison.threshold() >= LEAST_THRESHOLD
                && isSoftplus(step, comparison.value().columns(), step.value(1).columns(), softplus.columns())) {
            step.note(": softplus, which is the identity above " + comparison.threshold()
                    + ", is read as softplus: they are the same to within half an ulp of a float");
            return softplus;
        }
        throw step.refused(
                "that is not PyTorch's softplus, p > threshold ? p : softplus(p) with a threshold of at least "
                        + LEAST_THRESHOLD);
    }

    private static boolean isSoftplus(Step step, Form[] compared, Form[] above, Form[] below) {
        if (above.length != compared.length || below.length != compared.length) {
            return false;
        }
        for (int i = 0; i < compared.length; i++) {
            Form sum = compared[i];
            if (above[i] != sum || !below[i].isNode()) {
                return false;
            }
            Node node = step.nodes().get(below[i].nodes[0]);
            if (node.activation() != Activation.SOFTPLUS || node.sum() != sum) {
                return false;
            }
        }
        return true;
    }

    private static void tellPieces(Step step, Value x, String pieces) {
        step.note(" is read as pieces, " + pieces + ", of " + x.columns().length
                + (x.columns().length == 1 ? " column" : " columns"));
    }
}
