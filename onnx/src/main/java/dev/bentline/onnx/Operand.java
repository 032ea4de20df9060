package dev.bentline.onnx;

import java.util.Arrays;

/** A tensor of the graph, as far as its meaning is known. */
sealed interface Operand {
    int[] dims();

    /**
     * Numbers of the file.
     *
     * @param integers whether they are integers or truth values, as of shapes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Constant(int[] dims, double[] values, boolean integers) implements Operand {}

    /**
     * Sums over nodes, for every dosage.
     *
     * @param columns in row-major order, the batch axis left out
     * @param sums whether they are a layer's sums, which no activation has been applied to yet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Value(int[] dims, Form[] columns, boolean sums) implements Operand {}

    /** Whether each of a value's columns is greater than the threshold. */
    record Comparison(Value value, double threshold) implements Operand {
        @Override
        public int[] dims() {
            return value.dims();
        }
    }

    /** The form of an element. */
    default Form form(int element) {
        return switch (this) {
            case Constant constant -> Form.constant(constant.values[element]);
            case Value value -> value.columns[element];
            case Comparison comparison -> comparison.value.columns[element];
        };
    }

    /** The same elements in another shape. */
    default Operand reshaped(int[] dims) {
        return switch (this) {
            case Constant constant -> new Constant(dims, constant.values, constant.integers);
            case Value value -> new Value(dims, value.columns, value.sums);
            case Comparison comparison -> comparison;
        };
    }

    /** Some of its elements in another shape: for every one, the one it was. */
    default Operand picked(int[] dims, int[] elements) {
        return switch (this) {
            case Constant constant ->
                new Constant(
                        dims,
                        Arrays.stream(elements)
                                .mapToDouble(i -> constant.values[i])
                                .toArray(),
                        constant.integers);
            case Value value ->
                new Value(
                        dims,
                        Arrays.stream(elements).mapToObj(i -> value.columns[i]).toArray(Form[]::new),
                        value.sums);
            case Comparison comparison -> comparison;
        };
    }
}
