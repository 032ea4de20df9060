package dev.bentline.bench.contender;

import dev.bentline.Network;
import java.util.Arrays;

/** Holds what loops in plain Java share: the network's numbers, the arrays, and the parts of a gradient. */
public abstract class PlainJava implements Contender {
    final float[] w;
    final float[] b;
    final float[] v;
    final float c;
    final float[] x;
    final float[] t;
    final float[] y;
    /** S0 = sum d f'(p) of every node. */
    final double[] s0;

    /** S1 = sum d f'(p) x of every node. */
    final double[] s1;

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
        s0 = new double[w.length];
        s1 = new double[w.length];
        sums = new double[2 + 3 * w.length];
    }

    /** Sums for a network of two nodes, whose weights are in locals. */
    abstract void sumTwo();

    /** Sums for any number of nodes, into {@link #s0} and {@link #s1}, which are zero before. */
    abstract void sumWide();

    @Override
    public final double[] gradient() {
        Arrays.fill(s0, 0);
        Arrays.fill(s1, 0);
        if (w.length == 2) {
            sumTwo();
        } else {
            sumWide();
        }
        int width = w.length;
        for (int h = 0; h < width; h++) {
            sums[2 + h] = v[h] * s1[h];
            sums[2 + width + h] = v[h] * s0[h];
            sums[2 + 2 * width + h] = w[h] * s1[h] + b[h] * s0[h];
        }
        return sums;
    }

    /** Leaves loss and dL/dc. */
    final void finish(double loss, double sum) {
        sums[0] = loss;
        sums[1] = sum;
    }

    /** Leaves both sums of two nodes. */
    final void finishTwo(double s00, double s01, double s10, double s11) {
        s0[0] = s00;
        s1[0] = s01;
        s0[1] = s10;
        s1[1] = s11;
    }

    @Override
    public final float[] mapped() {
        return y;
    }

    @Override
    public final double[] summed() {
        return sums;
    }

    /** Counts none: these loops add in double. */
    @Override
    public final int floatAdditions() {
        return 0;
    }

    @Override
    public final String evidence() {
        return "plain Java on " + System.getProperty("java.vm.version");
    }
}
