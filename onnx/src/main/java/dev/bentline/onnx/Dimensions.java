package dev.bentline.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Arithmetic of shapes; {@link #BATCH} is the length of the axis along which dosages lie, of which a shape has at most one. */
final class Dimensions {
    static final int BATCH = -1;

    /** More axes than any exporter writes; a graph has 2. */
    static final int MOST_AXES = 16;

    private Dimensions() {}

    static int batchAxis(int[] dims) {
        for (int axis = 0; axis < dims.length; axis++) {
            if (dims[axis] == BATCH) {
                return axis;
            }
        }
        return -1;
    }

    /** The number of elements for each dosage. */
    static long count(int[] dims) {
        return countBefore(dims, dims.length);
    }

    static long countBefore(int[] dims, int axis) {
        long count = 1;
        for (int i = 0; i < axis; i++) {
            if (dims[i] != BATCH) {
                // no overflow of consequence: a factor is below 2^31, and more than a file's numbers are refused
                count = Math.min(count * dims[i], Integer.MAX_VALUE);
            }
        }
        return count;
    }

    /** The shape of an operation's result, element by element, by NumPy's rules; null if the shapes do not go together. */
    static int @Nullable [] broadcast(int[] a, int[] b) {
        int[] dims = new int[Math.max(a.length, b.length)];
        for (int i = 1; i <= dims.length; i++) {
            int left = i > a.length ? 1 : a[a.length - i];
            int right = i > b.length ? 1 : b[b.length - i];
            if (left != right && left != 1 && right != 1) {
                return null;
            }
            dims[dims.length - i] = left == 1 ? right : left;
        }
        return Arrays.stream(dims).filter(length -> length == BATCH).count() > 1 ? null : dims;
    }

    /** For every element of a result, the element of an operand whose shape was broadcast to it. */
    static int[] broadcastIndices(int[] operand, int[] result) {
        int[] strides = new int[result.length];
        int stride = 1;
        for (int i = 1; i <= operand.length; i++) {
            int length = Math.abs(operand[operand.length - i]);
            strides[result.length - i] = length == 1 ? 0 : stride;
            stride *= length;
        }
        return walk(result, strides);
    }

    /** For every element of the transposed array, the element it was. */
    static int[] transposedIndices(int[] dims, int[] permutation) {
        int[] before = new int[dims.length];
        int stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            before[axis] = stride;
            stride *= Math.abs(dims[axis]);
        }
        int[] strides = new int[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            strides[axis] = before[permutation[axis]];
        }
        return walk(permuted(dims, permutation), strides);
    }

    static int[] permuted(int[] dims, int[] permutation) {
        return Arrays.stream(permutation).map(axis -> dims[axis]).toArray();
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

    static String text(int[] dims) {
        StringBuilder text = new StringBuilder("[");
        for (int axis = 0; axis < dims.length; axis++) {
            text.append(axis == 0 ? "" : ", ").append(dims[axis] == BATCH ? "N" : Integer.toString(dims[axis]));
        }
        return text.append(']').toString();
    }
}
