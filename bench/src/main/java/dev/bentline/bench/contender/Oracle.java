package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Formulation;
import dev.bentline.Network;
import java.util.Arrays;

/**
 * The operations once more, in double, sharing no code with anything measured. It knows how far float arithmetic may
 * err, with u = 2^-24, or double arithmetic, with u = 2^-53. Node by node the bounds are the usual forward error bounds, which hold for any order of additions
 * and with or without fused operations, so for -ffast-math as well. Along a bent line they do not grow with the width.
 *
 * <p>Where an error could carry a dosage over a bend, either one-sided value will do.
 */
public final class Oracle {
    private static final double FLOAT_U = 0x1p-24;
    /** The error of the oracle's own sums, for every term and relative to the sum of their sizes. */
    private static final double DOUBLE_U = 0x1p-53;
    /** libmvec's functions err by at most 4 ulp; two of them, one inside the other, by 8 ulp, which is 16 u. */
    private static final double SOFTPLUS_ERROR = 16 * FLOAT_U;
    /**
     * Rounding errors of a long sum mostly cancel: they grow like the root of the number of additions (Higham and Mary,
     * 2019). The worst case would let a sum of ten million floats be wrong by a tenth.
     */
    private static final double PROBABLE = 8;

    private static final int TILE = 1024;

    private final Workload workload;
    private final boolean dense;
    private final double u;
    private final Network network;
    private final boolean relu;
    private final int width;
    private final float[] w;
    private final float[] b;
    private final float[] v;
    /** sum |v w|, and |c| + sum |v b|. */
    private final double slopes;

    private final double offsets;

    private final double[] x = new double[TILE];
    private final double[] z = new double[TILE];
    private final double[] zError = new double[TILE];
    /** sum |v f(p)| of softplus nodes. */
    private final double[] functions = new double[TILE];

    /** Judges arithmetic in float. */
    public Oracle(Workload workload, Formulation formulation) {
        this(workload, formulation, FLOAT_U);
    }

    /** Judges arithmetic in double: that of the real function. */
    public static Oracle ofDoubles(Workload workload) {
        return new Oracle(workload, Formulation.DENSE, DOUBLE_U);
    }

    private Oracle(Workload workload, Formulation formulation, double u) {
        this.workload = workload;
        dense = formulation == Formulation.DENSE;
        this.u = u;
        network = workload.network();
        relu = network.output() == Activation.RELU;
        width = network.width();
        w = network.hiddenWeights();
        b = network.hiddenBiases();
        v = network.outputWeights();
        double sum = 0;
        double offset = Math.abs(network.outputBias());
        for (int h = 0; h < width; h++) {
            sum += Math.abs((double) v[h] * w[h]);
            offset += Math.abs((double) v[h] * b[h]);
        }
        slopes = sum;
        offsets = offset;
    }

    /** Refuses effects that differ by more than float arithmetic explains. */
    public void checkForward(float[] effects) {
        checkLength(effects.length);
        for (int at = 0; at < effects.length; at += TILE) {
            int n = weigh(at);
            for (int k = 0; k < n; k++) {
                check("effect", at + k, effects[at + k], effect(k), zError[k]);
            }
        }
    }

    /** Refuses slopes that differ by more than float arithmetic explains. */
    public void checkDerivative(float[] actual) {
        checkLength(actual.length);
        for (int at = 0; at < actual.length; at += TILE) {
            int n = weigh(at);
            for (int k = 0; k < n; k++) {
                checkSlope(at, k, actual[at + k]);
            }
        }
    }

    private void checkSlope(int at, int k, float actual) {
        double low = 0;
        double high = 0;
        for (int h = 0; h < width; h++) {
            double p = w[h] * x[k] + b[h];
            double step = (double) v[h] * w[h];
            boolean either = Math.abs(p) <= pError(h, x[k]);
            double without = either || p <= 0 ? 0 : step;
            double with = either || p > 0 ? step : 0;
            low += Math.min(without, with);
            high += Math.max(without, with);
        }
        boolean either = relu && Math.abs(z[k]) <= zError[k];
        if (either || (relu && z[k] <= 0)) {
            low = either ? Math.min(0, low) : 0;
            high = either ? Math.max(0, high) : 0;
        }
        double error = ((dense ? width + 1 : 1) * u + width * DOUBLE_U) * slopes;
        check("slope", at + k, actual, (low + high) / 2, (high - low) / 2 + error);
    }

    /**
     * Refuses sums that differ by more than float arithmetic explains.
     *
     * @param additions how many additions in a row one accumulator takes; in double, the oracle's own do too
     */
    public void checkGradient(double[] sums, int additions) {
        Sum loss = new Sum();
        Sum total = new Sum();
        Sum[] s0 = new Sum[width];
        Sum[] s1 = new Sum[width];
        for (int h = 0; h < width; h++) {
            s0[h] = new Sum();
            s1[h] = new Sum();
        }
        for (int at = 0; at < workload.size(); at += TILE) {
            int n = weigh(at);
            for (int k = 0; k < n; k++) {
                double residual = effect(k) - workload.observed()[at + k];
                double residualError = zError[k] + u * Math.abs(residual);
                loss.add(residual * residual, (2 * Math.abs(residual) + residualError) * residualError);
                boolean either = relu && Math.abs(z[k]) <= zError[k];
                double d = relu && z[k] <= 0 ? 0 : 2 * residual;
                double dError = either ? 2 * (Math.abs(residual) + residualError) : d == 0 ? 0 : 2 * residualError;
                total.add(d, dError);
                for (int h = 0; h < width; h++) {
                    double p = w[h] * x[k] + b[h];
                    boolean nodeEither = Math.abs(p) <= pError(h, x[k]);
                    double term = p > 0 ? d : 0;
                    double error = nodeEither ? Math.abs(d) + dError : p > 0 ? dError : 0;
                    s0[h].add(term, error);
                    s1[h].add(term * x[k], error * x[k] + u * Math.abs(term * x[k]));
                }
            }
        }
        double growth = PROBABLE * Math.sqrt(additions) * u;
        check("loss", 0, sums[0], loss.value, loss.error(growth));
        check("dL/dc", 0, sums[1], total.value, total.error(growth));
        for (int h = 0; h < width; h++) {
            double error0 = s0[h].error(growth);
            double error1 = s1[h].error(growth);
            check("dL/dw", h, sums[2 + h], v[h] * s1[h].value, Math.abs(v[h]) * error1);
            check("dL/db", h, sums[2 + width + h], v[h] * s0[h].value, Math.abs(v[h]) * error0);
            check(
                    "dL/dv",
                    h,
                    sums[2 + 2 * width + h],
                    w[h] * s1[h].value + b[h] * s0[h].value,
                    Math.abs(w[h]) * error1 + Math.abs(b[h]) * error0);
        }
    }

    /** A sum in double, the size of its terms, and what their own errors add up to. */
    private static final class Sum {
        private double value;
        private double size;
        private double termErrors;

        void add(double term, double error) {
            value += term;
            size += Math.abs(term);
            termErrors += error;
        }

        double error(double growth) {
            return termErrors + growth * size + 0x1p-40 * size;
        }
    }

    /**
     * z of the dosages of a tile, and how far float arithmetic may be from it; returns how many those are. Nodes outside
     * and dosages inside, which HotSpot vectorises where they are ReLU: a million dosages of 16,384 nodes take seconds.
     */
    private int weigh(int at) {
        int n = Math.min(TILE, workload.size() - at);
        for (int k = 0; k < n; k++) {
            x[k] = position(workload.dosages()[at + k]);
        }
        Arrays.fill(z, network.outputBias());
        Arrays.fill(functions, 0);
        for (int h = 0; h < width; h++) {
            if (network.hidden() == Activation.SOFTPLUS) {
                addSoftplus(w[h], b[h], v[h], x, z, functions);
            } else {
                addRelu(w[h], b[h], v[h], x, z);
            }
        }
        for (int k = 0; k < n; k++) {
            double size = slopes * Math.abs(x[k]) + offsets + functions[k];
            zError[k] = dense
                    // two roundings for p, one for v f(p), one an addition
                    ? (width + 4) * u * size + SOFTPLUS_ERROR * functions[k]
                    // four of the line's two terms, of which the anchor at a zero, a float, leaves u size
                    : 4 * u * (Math.abs(z[k]) + 2 * u * size) + width * DOUBLE_U * size;
        }
        return n;
    }

    private double position(float dosage) {
        return network.dosageScale().isLinear()
                ? dosage
                : (float)
                        StrictMath.log10(Math.max(dosage, network.dosageScale().zero()));
    }

    /** max(0, p) is (p + |p|) / 2, which HotSpot makes twice as fast. */
    private static void addRelu(double w, double b, double v, double[] x, double[] z) {
        for (int k = 0; k < TILE; k++) {
            double p = w * x[k] + b;
            z[k] += v / 2 * (p + Math.abs(p));
        }
    }

    private static void addSoftplus(double w, double b, double v, double[] x, double[] z, double[] functions) {
        for (int k = 0; k < TILE; k++) {
            double p = w * x[k] + b;
            double f = Math.max(0, p) + StrictMath.log1p(StrictMath.exp(-Math.abs(p)));
            z[k] += v * f;
            functions[k] += Math.abs(v) * f;
        }
    }

    /** Bounds the error of p in float arithmetic; the bent line never computes p. */
    private double pError(int h, double x) {
        return dense ? 2 * u * (Math.abs(w[h] * x) + Math.abs(b[h])) : 0;
    }

    private double effect(int k) {
        return relu ? Math.max(0, z[k]) : z[k];
    }

    private void checkLength(int length) {
        if (length != workload.size()) {
            throw new IllegalStateException(length + " results for " + workload.size() + " dosages");
        }
    }

    private static void check(String what, int index, double actual, double wanted, double error) {
        if (!(Math.abs(actual - wanted) <= error)) {
            throw new IllegalStateException(
                    what + " " + index + " is " + actual + "; it is " + wanted + " within " + error);
        }
    }
}
