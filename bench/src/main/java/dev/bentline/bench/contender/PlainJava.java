package dev.bentline.bench.contender;

import dev.bentline.Network;

/** What loops in plain Java share: the network's numbers, the arrays, and the end of a gradient. */
public abstract class PlainJava implements Contender {
    final float[] w;
    final float[] b;
    final float[] v;
    final float c;
    final float[] x;
    final float[] t;
    final float[] y;
    private final double[] sums;

    PlainJava(Workload workload) {
        Network network = workload.network();
        w = network.hiddenWeights();
        b = network.hiddenBiases();
        v = network.outputWeights();
        c = network.outputBias();
        x = workload.dosages();
        t = workload.observed();
        y = new float[workload.size()];
        sums = new double[2 + 3 * w.length];
    }

    /** Leaves loss and dL/dc; {@link #finishNode} leaves the rest. */
    final void finish(double loss, double sum) {
        sums[0] = loss;
        sums[1] = sum;
    }

    /** From S0 = sum d f'(p) and S1 = sum d f'(p) x of one node. */
    final void finishNode(int h, double s0, double s1) {
        int width = w.length;
        sums[2 + h] = v[h] * s1;
        sums[2 + width + h] = v[h] * s0;
        sums[2 + 2 * width + h] = w[h] * s1 + b[h] * s0;
    }

    @Override
    public final float[] mapped() {
        return y;
    }

    @Override
    public final double[] summed() {
        return sums;
    }
}
