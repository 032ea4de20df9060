package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.Network;

/**
 * Leverages of observations in the fit of a network: how far a fitted effect follows its own observation, from 0 to 1. They are
 * the diagonal of J (J'J)^-1 J', where J has the derivatives of all fitted effects by the places of the bends, the jumps of
 * the slope there, and the constant.
 */
final class Leverages {
    /** Columns whose rest is shorter than this part of them follow from others. */
    private static final double DEPENDENT = 1e-9;

    private Leverages() {}

    /** The leverage of one observation at each of the distinct dosages. */
    static double[] of(Network network, DosageMeans means) {
        int count = means.dosages().length;
        double[] leverages = new double[count];
        double[][] basis = new double[2 * network.width() + 1][];
        int rank = 0;
        for (int parameter = 0; parameter < basis.length; parameter++) {
            double[] column = derivatives(network, parameter, means);
            double before = length(column);
            for (int round = 0; round < 2; round++) { // the second removes what rounding left over
                for (int i = 0; i < rank; i++) {
                    subtract(column, basis[i]);
                }
            }
            double rest = length(column);
            if (rest > DEPENDENT * before) {
                for (int g = 0; g < count; g++) {
                    column[g] /= rest;
                    leverages[g] += column[g] * column[g] / means.weights()[g];
                }
                basis[rank++] = column;
            }
        }
        return leverages;
    }

    /** The derivatives at all dosages by a parameter, each times the square root of the weight; up to a constant factor. */
    private static double[] derivatives(Network network, int parameter, DosageMeans means) {
        double[] column = new double[means.dosages().length];
        for (int g = 0; g < column.length; g++) {
            double x = means.dosages()[g];
            boolean flat = network.output() == Activation.RELU && DosageMeans.effect(network, x) == 0;
            column[g] = flat ? 0 : Math.sqrt(means.weights()[g]) * derivative(network, parameter, x);
        }
        return column;
    }

    /** By the constant, by the jump of each node, and by its bend. */
    private static double derivative(Network network, int parameter, double x) {
        if (parameter == 0) {
            return 1;
        }
        int node = (parameter - 1) / 2;
        double p = network.hiddenWeight(node) * x + network.hiddenBias(node);
        if (p <= 0) {
            return 0;
        }
        return parameter % 2 == 1 ? p : network.outputWeight(node);
    }

    private static double length(double[] column) {
        return Math.sqrt(product(column, column));
    }

    private static void subtract(double[] column, double[] unit) {
        double share = product(column, unit);
        for (int g = 0; g < column.length; g++) {
            column[g] -= share * unit[g];
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int g = 0; g < a.length; g++) {
            sum += a[g] * b[g];
        }
        return sum;
    }
}
