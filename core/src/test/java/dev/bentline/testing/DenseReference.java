package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Network;
import dev.bentline.kernel.Softplus;

/** Effect and slope as the numerical contract words them, one dosage at a time. */
public final class DenseReference {
    private DenseReference() {}

    public static float[] forward(Network network, float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            float z = sum(network, x[i]);
            y[i] = network.output() == Activation.RELU ? Math.max(0f, z) : z;
        }
        return y;
    }

    public static float[] derivative(Network network, float[] x) {
        float[] slopes = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            slopes[i] = slope(network, x[i]);
        }
        return slopes;
    }

    private static float sum(Network network, float x) {
        float z = network.outputBias();
        for (int h = 0; h < network.width(); h++) {
            float p = Math.fma(network.hiddenWeight(h), x, network.hiddenBias(h));
            float f = network.hidden() == Activation.SOFTPLUS ? Softplus.value(p) : Math.max(0f, p);
            z = Math.fma(network.outputWeight(h), f, z);
        }
        return z;
    }

    /** The products v*w are rounded first; ReLU nodes add them, softplus nodes take fma(v*w, f'(p), sum). */
    private static float slope(Network network, float x) {
        float z = sum(network, x);
        if (Float.isNaN(z)) {
            return Float.NaN;
        }
        if (network.output() == Activation.RELU && !active(network, z)) {
            return 0f;
        }
        float slope = 0f;
        for (int h = 0; h < network.width(); h++) {
            float p = Math.fma(network.hiddenWeight(h), x, network.hiddenBias(h));
            float steepness = network.outputWeight(h) * network.hiddenWeight(h);
            if (network.hidden() == Activation.SOFTPLUS) {
                slope = Math.fma(steepness, Softplus.slope(p), slope);
            } else if (active(network, p)) {
                slope += steepness;
            }
        }
        return slope;
    }

    private static boolean active(Network network, float p) {
        return network.bend() == Bend.ONE ? p >= 0f : p > 0f;
    }
}
