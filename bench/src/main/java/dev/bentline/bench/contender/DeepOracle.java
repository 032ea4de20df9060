package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Formulation;
import dev.bentline.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * The effects of a deep network once more, layer by layer in double, sharing no code with anything measured. It judges some
 * thousands of the dosages, evenly spread, and the last: all of a large workload would take minutes.
 *
 * <p>Rounding errors of float layers mostly cancel, in the sum of a node (Higham and Mary, 2019) and from layer to layer. The
 * worst case would let an effect of three layers of 256 be wrong by 0.27; this bound, by 0.0014. An engine's line
 * comes from sums in double, whose worst case is nothing beside its own four roundings.
 */
public final class DeepOracle {
    private static final double FLOAT_U = 0x1p-24;
    private static final double DOUBLE_U = 0x1p-53;
    private static final double PROBABLE = 8;
    private static final int TILE = 512;
    private static final int MOST = 1 << 13;

    private final float[] dosages;
    private final List<Layer> layers;
    private final boolean dense;
    /** The worst error of sums in double, the line's and the oracle's own. */
    private final double doubleError;
    /** The sum of the magnitudes of all terms at the largest dosage. */
    private final double size;

    /** Judges arithmetic in float. */
    public DeepOracle(DeepWorkload workload, Formulation formulation) {
        dosages = workload.dosages();
        layers = workload.network().layers();
        dense = formulation == Formulation.DENSE;
        size = size();
        doubleError = DOUBLE_U
                * (100 + layers.stream().mapToInt(layer -> layer.inputs() + 34).sum())
                * size;
    }

    private double size() {
        double most = 0;
        for (float dosage : dosages) {
            most = Math.max(most, Math.abs(dosage));
        }
        double[] sizes = {most};
        for (Layer layer : layers) {
            double[] next = new double[layer.nodes()];
            for (int j = 0; j < next.length; j++) {
                next[j] = Math.abs(layer.bias(j));
                for (int i = 0; i < sizes.length; i++) {
                    next[j] += Math.abs(layer.weight(j, i)) * sizes[i];
                }
            }
            sizes = next;
        }
        return sizes[0];
    }

    /** Refuses effects that differ by more than float arithmetic explains. */
    public void checkForward(float[] effects) {
        if (effects.length != dosages.length) {
            throw new IllegalStateException(effects.length + " results for " + dosages.length + " dosages");
        }
        int[] judged = judged();
        for (int at = 0; at < judged.length; at += TILE) {
            check(Arrays.copyOfRange(judged, at, Math.min(judged.length, at + TILE)), effects);
        }
    }

    private int[] judged() {
        int step = Math.ceilDiv(dosages.length, MOST);
        int count = Math.ceilDiv(dosages.length, step);
        int[] judged = new int[count];
        for (int k = 0; k < count; k++) {
            judged[k] = dosages.length - 1 - k * step;
        }
        return judged;
    }

    private void check(int[] judged, float[] effects) {
        double[][] nodes = {Arrays.stream(judged).mapToDouble(k -> dosages[k]).toArray()};
        double[] errors = {0};
        for (Layer layer : layers) {
            errors = errors(layer, nodes, errors);
            nodes = through(layer, nodes);
        }
        for (int k = 0; k < judged.length; k++) {
            double wanted = nodes[0][k];
            double error = doubleError
                    // the anchor at a zero, a float, leaves u size
                    + (dense ? errors[0] : 4 * FLOAT_U * (Math.abs(wanted) + 2 * FLOAT_U * size));
            float actual = effects[judged[k]];
            if (!(Math.abs(actual - wanted) <= error)) {
                throw new IllegalStateException(
                        "effect " + judged[k] + " is " + actual + "; it is " + wanted + " within " + error);
            }
        }
    }

    private static double[][] through(Layer layer, double[][] from) {
        int n = from[0].length;
        double[][] to = new double[layer.nodes()][n];
        for (int j = 0; j < to.length; j++) {
            Arrays.fill(to[j], layer.bias(j));
            for (int i = 0; i < from.length; i++) {
                add(layer.weight(j, i), from[i], to[j]);
            }
            if (layer.activation() == Activation.RELU) {
                for (int k = 0; k < n; k++) {
                    to[j][k] = Math.max(0, to[j][k]);
                }
            }
        }
        return to;
    }

    private static void add(double w, double[] from, double[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += w * from[k];
        }
    }

    /** Bounds the error of every node in float, for all dosages of a tile. */
    private static double[] errors(Layer layer, double[][] from, double[] errors) {
        double[] most = Arrays.stream(from)
                .mapToDouble(node -> Arrays.stream(node).map(Math::abs).max().orElse(0))
                .toArray();
        int roundings = layer.inputs() + 2;
        double growth = Math.min(roundings, PROBABLE * Math.sqrt(roundings)) * FLOAT_U;
        double[] all = new double[layer.nodes()];
        for (int j = 0; j < all.length; j++) {
            double sum = Math.abs(layer.bias(j));
            double carried = 0;
            for (int i = 0; i < most.length; i++) {
                double w = Math.abs(layer.weight(j, i));
                sum += w * most[i];
                carried += w * errors[i] * w * errors[i];
            }
            all[j] = growth * sum + Math.sqrt(carried);
        }
        return all;
    }
}
