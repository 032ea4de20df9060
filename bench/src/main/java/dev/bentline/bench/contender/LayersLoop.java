package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Layer;
import java.util.Arrays;
import java.util.List;

/**
 * Layers in plain Java, in the form HotSpot vectorises by itself: a tile of dosages goes through them one by one, nodes outside
 * and dosages inside. Eight inputs at once, since a node's sums are loaded and stored for each pass, take half the time of one by
 * one. Two nodes at once are as fast, where HotSpot vectorises them, which it did in some JVMs and not in
 * others.
 */
final class LayersLoop implements Forward {
    private static final int TILE = 512;
    private static final int INPUTS = 8;

    /** A layer's numbers in arrays. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Weights(float[][] weights, float[] biases, boolean relu) {
        static Weights of(Layer layer) {
            return new Weights(layer.weights(), layer.biases(), layer.activation() == Activation.RELU);
        }
    }

    private final List<Weights> layers;
    private final float[] x;
    private final float[] y;

    /** A row of the tile for every node of a layer and of the one before. */
    private float[][] nodes;

    private float[][] before;

    LayersLoop(DeepWorkload workload) {
        layers = workload.network().layers().stream().map(Weights::of).toList();
        x = workload.dosages();
        y = new float[x.length];
        nodes = new float[workload.widest()][TILE];
        before = new float[workload.widest()][TILE];
    }

    @Override
    public void forward() {
        for (int at = 0; at < x.length; at += TILE) {
            int n = Math.min(TILE, x.length - at);
            System.arraycopy(x, at, nodes[0], 0, n);
            for (Weights layer : layers) {
                float[][] done = nodes;
                nodes = before;
                before = done;
                through(layer, before, nodes, n);
            }
            System.arraycopy(nodes[0], 0, y, at, n);
        }
    }

    private static void through(Weights layer, float[][] from, float[][] to, int n) {
        for (int j = 0; j < layer.biases.length; j++) {
            float[] w = layer.weights[j];
            float[] z = to[j];
            Arrays.fill(z, 0, n, layer.biases[j]);
            int i = 0;
            for (; i <= w.length - INPUTS; i += INPUTS) {
                addEight(w, i, from, z, n);
            }
            for (; i < w.length; i++) {
                add(w[i], from[i], z, n);
            }
            if (layer.relu) {
                relu(z, n);
            }
        }
    }

    private static void addEight(float[] w, int i, float[][] from, float[] z, int n) {
        float w0 = w[i];
        float w1 = w[i + 1];
        float w2 = w[i + 2];
        float w3 = w[i + 3];
        float w4 = w[i + 4];
        float w5 = w[i + 5];
        float w6 = w[i + 6];
        float w7 = w[i + 7];
        float[] x0 = from[i];
        float[] x1 = from[i + 1];
        float[] x2 = from[i + 2];
        float[] x3 = from[i + 3];
        float[] x4 = from[i + 4];
        float[] x5 = from[i + 5];
        float[] x6 = from[i + 6];
        float[] x7 = from[i + 7];
        for (int k = 0; k < n; k++) {
            float four = Math.fma(w0, x0[k], Math.fma(w1, x1[k], Math.fma(w2, x2[k], Math.fma(w3, x3[k], z[k]))));
            z[k] = Math.fma(w4, x4[k], Math.fma(w5, x5[k], Math.fma(w6, x6[k], Math.fma(w7, x7[k], four))));
        }
    }

    private static void add(float w, float[] x, float[] z, int n) {
        for (int k = 0; k < n; k++) {
            z[k] = Math.fma(w, x[k], z[k]);
        }
    }

    private static void relu(float[] z, int n) {
        for (int k = 0; k < n; k++) {
            z[k] = Math.max(0f, z[k]);
        }
    }

    @Override
    public float[] mapped() {
        return y;
    }

    @Override
    public String evidence() {
        return "plain Java on " + System.getProperty("java.vm.version");
    }
}
