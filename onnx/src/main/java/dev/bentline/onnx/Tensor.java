package dev.bentline.onnx;

import java.util.Arrays;

/**
 * A tensor of the graph, as far as its meaning is known: a constant, or a value, which depends on the dosage and is a sum over
 * nodes in every column, or a comparison of a value with a number.
 */
final class Tensor {
    /** The length of the axis along which dosages lie, of which a shape has at most one. */
    static final int BATCH = -1;

    /** More axes than any exporter writes; a graph has 2. */
    static final int MOST_AXES = 16;

    final int[] dims;

    /** A constant's elements, row by row; of a comparison, the number. */
    final double[] values;

    /** A value's columns, row by row without the batch axis. */
    final Form[] columns;

    /** True if a constant's elements are integers or truth values, as of shapes. */
    final boolean integers;

    /** True if a value's columns are a layer's sums, which no activation has been applied to yet. */
    final boolean sums;

    Tensor(int[] dims, double[] values, Form[] columns, boolean integers, boolean sums) {
        this.dims = dims;
        this.values = values;
        this.columns = columns;
        this.integers = integers;
        this.sums = sums;
    }

    static Tensor constant(int[] dims, double[] values, boolean integers) {
        return new Tensor(dims, values, new Form[0], integers, false);
    }

    static Tensor number(double number) {
        return constant(new int[0], new double[] {number}, false);
    }

    boolean isValue() {
        return columns.length > 0;
    }

    Form form(int element) {
        return isValue() ? columns[element] : Form.constant(values[element]);
    }

    /** Returns the elements in another shape. */
    Tensor reshaped(int[] dims) {
        return new Tensor(dims, values, columns, integers, sums);
    }

    /** Puts axes in another order: axis i of the result is the one of the i-th number. */
    Tensor transposed(int[] order) {
        int[] result = new int[order.length];
        int[] strides = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = dims[order[i]];
            strides[i] = (int) count(Arrays.copyOfRange(dims, order[i] + 1, dims.length));
        }
        int[] elements = walk(result, strides);
        double[] numbers = values.clone();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values[elements[i]];
        }
        Form[] forms = columns.clone();
        for (int i = 0; i < forms.length; i++) {
            forms[i] = columns[elements[i]];
        }
        return new Tensor(result, numbers, forms, integers, sums);
    }

    /** For every element of a result, the element of this, whose shape was broadcast to the result's. */
    int[] broadcastTo(int[] result) {
        int[] strides = new int[result.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            int length = Math.abs(dims[axis]);
            strides[axis + result.length - dims.length] = length == 1 ? 0 : stride;
            stride *= length;
        }
        return walk(result, strides);
    }

    private static int[] walk(int[] dims, int[] strides) {
        int[] indices = new int[(int) count(dims)];
        int[] at = new int[dims.length];
        int index = 0;
        for (int i = 0; i < indices.length; i++) {
            indices[i] = index;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                index += strides[axis];
                if (++at[axis] < Math.abs(dims[axis])) {
                    break;
                }
                index -= at[axis] * strides[axis];
                at[axis] = 0;
            }
        }
        return indices;
    }

    /** The number of elements for each dosage; no more than the largest int. */
    static long count(int[] dims) {
        long count = 1;
        for (int length : dims) {
            count = Math.min(count * Math.abs(length), Integer.MAX_VALUE);
        }
        return count;
    }

    static int indexOf(int[] dims, int length) {
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] == length) {
                return i;
            }
        }
        return -1;
    }

    static String text(int[] dims) {
        return Arrays.toString(dims).replace("-1", "N");
    }
}
