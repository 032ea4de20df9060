package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Product of a layer's weights, or of their absolute values, and a tile of {@link Stretches}.
 *
 * <p>Two nodes and four of their inputs at a time: with one array each and one index C2 makes vectors of the loops, which at 256
 * inputs do 19 multiply-adds per nanosecond with AVX-512; one node at a time 11, and with all rows in one array, where C2
 * cannot tell that a store hits no later load, 6.
 */
final class MatrixProduct {
    private final double[][] weights;

    MatrixProduct(LayerParameters layer, boolean sizes) {
        this.weights = new double[layer.nodes()][layer.inputs()];
        for (int j = 0; j < weights.length; j++) {
            for (int i = 0; i < layer.inputs(); i++) {
                float weight = layer.weights()[j * layer.inputs() + i];
                weights[j][i] = sizes ? Math.abs(weight) : weight;
            }
        }
    }

    /** Sets {@code out[j][k] = sum weights[j][i] in[i][k]} for the first stretches, added in the order of i. */
    void of(double[][] in, double[][] out, int count) {
        for (double[] row : out) {
            Arrays.fill(row, 0, count, 0);
        }
        int pairs = weights.length / 2 * 2;
        int fours = in.length / 4 * 4;
        for (int j = 0; j < pairs; j += 2) {
            for (int i = 0; i < fours; i += 4) {
                addFour(weights[j], weights[j + 1], in, i, out[j], out[j + 1], count);
            }
        }
        for (int j = 0; j < weights.length; j++) {
            for (int i = j < pairs ? fours : 0; i < in.length; i++) {
                addOne(weights[j][i], in[i], out[j], count);
            }
        }
    }

    private static void addFour(
            double[] v, double[] w, double[][] in, int i, double[] first, double[] second, int count) {
        double v0 = v[i];
        double v1 = v[i + 1];
        double v2 = v[i + 2];
        double v3 = v[i + 3];
        double w0 = w[i];
        double w1 = w[i + 1];
        double w2 = w[i + 2];
        double w3 = w[i + 3];
        double[] in0 = in[i];
        double[] in1 = in[i + 1];
        double[] in2 = in[i + 2];
        double[] in3 = in[i + 3];
        for (int k = 0; k < count; k++) {
            double x0 = in0[k];
            double x1 = in1[k];
            double x2 = in2[k];
            double x3 = in3[k];
            first[k] = Math.fma(v3, x3, Math.fma(v2, x2, Math.fma(v1, x1, Math.fma(v0, x0, first[k]))));
            second[k] = Math.fma(w3, x3, Math.fma(w2, x2, Math.fma(w1, x1, Math.fma(w0, x0, second[k]))));
        }
    }

    private static void addOne(double weight, double[] in, double[] out, int count) {
        for (int k = 0; k < count; k++) {
            out[k] = Math.fma(weight, in[k], out[k]);
        }
    }
}
