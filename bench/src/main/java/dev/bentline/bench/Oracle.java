package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Network;

/**
 * The operations once more, in double, sharing no code with anything measured. It knows how far float arithmetic may
 * err: the bounds are the usual forward error bounds, with u = 2^-24, which hold for any order of additions and with or
 * without fused operations, so for -ffast-math as well.
 *
 * <p>Where an error could carry a dosage over a bend, either one-sided value will do.
 */
final class Oracle {
    private static final double U = 0x1p-24;
    /** libmvec's functions err by at most 4 ulp; two of them, one inside the other, by 8 ulp, which is 16 u. */
    private static final double SOFTPLUS_ERROR = 16 * U;
    /**
     * Rounding errors of a long sum mostly cancel: they grow like the root of the number of additions (Higham and Mary,
     * 2019). The worst case would let a sum of ten million floats be wrong by a tenth.
     */
    private static final double PROBABLE = 8;

    private final Workload workload;
    private final Network network;
    private final int width;
    private final float[] w;
    private final float[] b;
    private final float[] v;
    private final double[] p;
    private final double[] pError;
    private double z;
    private double zError;

    Oracle(Workload workload) {
        this.workload = workload;
        network = workload.network();
        width = network.width();
        w = network.hiddenWeights();
        b = network.hiddenBiases();
        v = network.outputWeights();
        p = new double[width];
        pError = new double[width];
    }

    /** Refuses effects that differ by more than float arithmetic explains. */
    void checkForward(float[] effects) {
        checkLength(effects.length);
        for (int i = 0; i < effects.length; i++) {
            weigh(workload.dosages()[i]);
            check("effect", i, effects[i], effect(), zError);
        }
    }

    /** Refuses slopes that differ by more than float arithmetic explains. */
    void checkDerivative(float[] slopes) {
        checkLength(slopes.length);
        for (int i = 0; i < slopes.length; i++) {
            weigh(workload.dosages()[i]);
            double low = 0;
            double high = 0;
            double size = 0;
            for (int h = 0; h < width; h++) {
                double step = (double) v[h] * w[h];
                size += Math.abs(step);
                boolean either = Math.abs(p[h]) <= pError[h];
                double without = either || p[h] <= 0 ? 0 : step;
                double with = either || p[h] > 0 ? step : 0;
                low += Math.min(without, with);
                high += Math.max(without, with);
            }
            double error = (width + 1) * U * size;
            boolean outputEither = network.output() == Activation.RELU && Math.abs(z) <= zError;
            boolean off = network.output() == Activation.RELU && z <= 0;
            if (off || outputEither) {
                low = outputEither ? Math.min(0, low) : 0;
                high = outputEither ? Math.max(0, high) : 0;
            }
            check("slope", i, slopes[i], (low + high) / 2, (high - low) / 2 + error);
        }
    }

    /**
     * Refuses sums that differ by more than float arithmetic explains.
     *
     * @param floatAdditions how many float additions in a row one accumulator takes
     */
    void checkGradient(double[] sums, int floatAdditions) {
        Sum loss = new Sum();
        Sum total = new Sum();
        Sum[] s0 = new Sum[width];
        Sum[] s1 = new Sum[width];
        for (int h = 0; h < width; h++) {
            s0[h] = new Sum();
            s1[h] = new Sum();
        }
        for (int i = 0; i < workload.size(); i++) {
            double x = workload.dosages()[i];
            double t = workload.observed()[i];
            weigh(x);
            double residual = effect() - t;
            double residualError = zError + U * Math.abs(residual);
            loss.add(residual * residual, (2 * Math.abs(residual) + residualError) * residualError);
            boolean either = network.output() == Activation.RELU && Math.abs(z) <= zError;
            double d = network.output() == Activation.RELU && z <= 0 ? 0 : 2 * residual;
            double dError = either ? 2 * (Math.abs(residual) + residualError) : d == 0 ? 0 : 2 * residualError;
            total.add(d, dError);
            for (int h = 0; h < width; h++) {
                boolean nodeEither = Math.abs(p[h]) <= pError[h];
                double term = p[h] > 0 ? d : 0;
                double error = nodeEither ? Math.abs(d) + dError : p[h] > 0 ? dError : 0;
                s0[h].add(term, error);
                s1[h].add(term * x, error * x + U * Math.abs(term * x));
            }
        }
        double growth = PROBABLE * Math.sqrt(floatAdditions) * U;
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

    /** p, z and how far float arithmetic may be from them: two roundings for p, one for v f(p), one an addition. */
    private void weigh(double x) {
        double sum = network.outputBias();
        double size = Math.abs(sum);
        double functions = 0;
        for (int h = 0; h < width; h++) {
            p[h] = w[h] * x + b[h];
            double parts = Math.abs(w[h] * x) + Math.abs(b[h]);
            pError[h] = 2 * U * parts;
            double f;
            if (network.hidden() == Activation.SOFTPLUS) {
                f = Math.max(0, p[h]) + StrictMath.log1p(StrictMath.exp(-Math.abs(p[h])));
                functions += Math.abs(v[h]) * f * SOFTPLUS_ERROR;
                size += Math.abs(v[h]) * f;
            } else {
                f = Math.max(0, p[h]);
            }
            sum += v[h] * f;
            size += Math.abs(v[h]) * parts;
        }
        z = sum;
        zError = (width + 4) * U * size + functions;
    }

    private double effect() {
        return network.output() == Activation.RELU ? Math.max(0, z) : z;
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
