package dev.bentline.onnx;

import dev.bentline.onnx.Operand.Constant;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that pass on what they are of, in another shape or type, and constants. */
final class ShapeOperators {
    private static final int INFERRED = -2;

    private ShapeOperators() {}

    static Operand cast(Step step) {
        ElementType type = ElementType.of(step.integer("to", 0), step.title());
        step.integer("saturate", 1);
        Operand operand = step.operand(0);
        if (operand instanceof Constant constant) {
            step.nodes().take(constant.values().length);
            return new Constant(
                    constant.dims(),
                    Arrays.stream(constant.values())
                            .map(value -> converted(value, type))
                            .toArray(),
                    type.isInteger());
        }
        if (type.isInteger()) {
            throw step.refused("of what depends on the dosage to " + type + "; it may be to FLOAT, DOUBLE or FLOAT16");
        }
        return operand;
    }

    private static double converted(double value, ElementType type) {
        return switch (type) {
            case FLOAT -> (float) value;
            case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
            case DOUBLE -> value;
            case INT32 -> (int) value;
            case INT64 -> (long) value;
            case BOOL -> value == 0 ? 0 : 1;
        };
    }

    /** Passes on its input, as in inference. */
    static Operand dropout(Step step) {
        step.attribute("ratio", AttributeMessage.NUMBER);
        step.integer("seed", 0);
        if (step.has(2) && Arrays.stream(step.integers(2)).anyMatch(value -> value != 0)) {
            throw step.refused("in training mode; a network is for inference");
        }
        return step.operand(0);
    }

    static Operand constant(Step step) {
        AttributeMessage value = step.attribute("value", AttributeMessage.TENSOR);
        if (value != null && value.tensor() != null) {
            return value.tensor().constant(step.setting.beside(), step.setting.allowance());
        }
        AttributeMessage number = step.attribute("value_float", AttributeMessage.NUMBER);
        if (number != null) {
            return new Constant(new int[0], new double[] {number.number()}, false);
        }
        AttributeMessage numbers = step.attribute("value_floats", AttributeMessage.NUMBERS);
        if (numbers != null) {
            double[] values = IntStream.range(0, numbers.numbers().length)
                    .mapToDouble(i -> numbers.numbers()[i])
                    .toArray();
            return new Constant(new int[] {values.length}, values, false);
        }
        AttributeMessage integer = step.attribute("value_int", AttributeMessage.INTEGER);
        if (integer != null) {
            return new Constant(new int[0], new double[] {integer.integer()}, true);
        }
        AttributeMessage integers = step.attribute("value_ints", AttributeMessage.INTEGERS);
        if (integers != null) {
            double[] values =
                    LongStream.of(integers.integers()).mapToDouble(i -> i).toArray();
            return new Constant(new int[] {values.length}, values, true);
        }
        throw step.refused("without a value, value_float, value_floats, value_int or value_ints");
    }

    static Operand flatten(Step step) {
        long from = step.integer("axis", 1);
        Operand operand = step.operand(0);
        int[] dims = operand.dims();
        int axis = from == dims.length ? dims.length : step.axis(from, dims.length);
        return operand.reshaped(new int[] {
            group(step, Arrays.copyOf(dims, axis)), group(step, Arrays.copyOfRange(dims, axis, dims.length))
        });
    }

    /** Axes as one. */
    private static int group(Step step, int[] dims) {
        int length = (int) Dimensions.count(dims);
        if (Dimensions.batchAxis(dims) < 0) {
            return length;
        }
        if (length != 1) {
            throw step.refused("that mixes columns with the dosages of a batch");
        }
        return Dimensions.BATCH;
    }

    static Operand reshape(Step step) {
        Operand operand = step.operand(0);
        int[] dims = operand.dims();
        boolean isZeroCopied = step.integer("allowzero", 0) == 0;
        long[] target = step.integers(1);
        int[] result = new int[target.length];
        long known = 1;
        for (int axis = 0; axis < result.length; axis++) {
            long length = target[axis];
            if (length == 0 && isZeroCopied && axis < dims.length) {
                result[axis] = dims[axis];
            } else if (length == -1 && indexOf(result, INFERRED) < 0) {
                result[axis] = INFERRED;
            } else if (length < 1 || length > Integer.MAX_VALUE) {
                throw badShape(step, dims, target);
            } else {
                result[axis] = (int) length;
            }
            known = result[axis] < 0 ? known : Math.min(known * result[axis], Integer.MAX_VALUE);
        }
        infer(step, dims, result, known);
        if (Dimensions.count(result) != Dimensions.count(dims) || !keepsOrder(dims, result)) {
            throw badShape(step, dims, target);
        }
        return operand.reshaped(result);
    }

    /** Finds the length that is left open, or the one that is the batch's. */
    private static void infer(Step step, int[] dims, int[] result, long known) {
        boolean needsBatch = Dimensions.batchAxis(dims) >= 0 && Dimensions.batchAxis(result) < 0;
        int inferred = indexOf(result, INFERRED);
        long count = Dimensions.count(dims);
        if (inferred >= 0) {
            result[inferred] = needsBatch ? Dimensions.BATCH : (int) (count / Math.max(known, 1));
        } else if (needsBatch && step.setting.batch() * count == known) {
            int axis = indexOf(result, (int) step.setting.batch());
            if (axis >= 0) {
                result[axis] = Dimensions.BATCH;
            }
        }
    }

    private static int indexOf(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether the elements of a dosage stay side by side: the batch axis goes past none of them. */
    private static boolean keepsOrder(int[] dims, int[] result) {
        int before = Dimensions.batchAxis(dims);
        int after = Dimensions.batchAxis(result);
        return before < 0 == after < 0
                && (before < 0
                        || Dimensions.count(dims) == 1
                        || Dimensions.countBefore(dims, before) == Dimensions.countBefore(result, after));
    }

    private static IllegalArgumentException badShape(Step step, int[] dims, long[] target) {
        return step.refused("of " + Dimensions.text(dims) + " to " + Arrays.toString(target)
                + "; it has to keep the columns of every dosage together");
    }

    static Operand squeeze(Step step) {
        Operand operand = step.operand(0);
        int[] dims = operand.dims();
        long[] axes = axes(step);
        boolean[] gone = new boolean[dims.length];
        for (long any : axes) {
            int axis = step.axis(any, dims.length);
            if (dims[axis] != 1) {
                throw step.refused("of " + Dimensions.text(dims) + " along axis " + axis + "; its length has to be 1");
            }
            gone[axis] = true;
        }
        return operand.reshaped(IntStream.range(0, dims.length)
                .filter(axis -> axes.length == 0 ? dims[axis] != 1 : !gone[axis])
                .map(axis -> dims[axis])
                .toArray());
    }

    static Operand unsqueeze(Step step) {
        Operand operand = step.operand(0);
        int[] dims = operand.dims();
        long[] axes = axes(step);
        int count = dims.length + axes.length;
        if (count > Dimensions.MOST_AXES) {
            throw step.refused("to " + count + " axes; there may be up to " + Dimensions.MOST_AXES);
        }
        int[] result = new int[count];
        for (long any : axes) {
            int axis = step.axis(any, count);
            if (result[axis] != 0) {
                throw step.refused("along the axis " + axis + " twice");
            }
            result[axis] = 1;
        }
        int at = 0;
        for (int axis = 0; axis < count; axis++) {
            if (result[axis] == 0) {
                result[axis] = dims[at++];
            }
        }
        return operand.reshaped(result);
    }

    private static long[] axes(Step step) {
        if (step.opset() >= 13) {
            return step.has(1) ? step.integers(1) : new long[0];
        }
        AttributeMessage axes = step.attribute("axes", AttributeMessage.INTEGERS);
        return axes == null ? new long[0] : axes.integers();
    }

    static Operand transpose(Step step) {
        Operand operand = step.operand(0);
        int axes = operand.dims().length;
        AttributeMessage attribute = step.attribute("perm", AttributeMessage.INTEGERS);
        int[] permutation = attribute == null
                ? IntStream.range(0, axes).map(axis -> axes - 1 - axis).toArray()
                : LongStream.of(attribute.integers())
                        .mapToInt(axis -> step.axis(axis, axes))
                        .toArray();
        if (permutation.length != axes || Arrays.stream(permutation).distinct().count() != axes) {
            throw step.refused("of " + axes + " axes to " + Arrays.toString(permutation));
        }
        step.nodes().take(2 * Dimensions.count(operand.dims()));
        return transposed(operand, permutation);
    }

    static Operand transposed(Operand operand, int[] permutation) {
        return operand.picked(
                Dimensions.permuted(operand.dims(), permutation),
                Dimensions.transposedIndices(operand.dims(), permutation));
    }
}
