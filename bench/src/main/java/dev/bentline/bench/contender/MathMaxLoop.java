package dev.bentline.bench.contender;

import java.util.Arrays;

/**
 * Plain Java in the form HotSpot vectorises by itself where nothing is summed: {@code Math.max(0, p)}, and for wide
 * networks nodes outside and dosages inside, over a tile in L1. The tile holds a copy of the dosages, since HotSpot
 * vectorises a loop over two arrays only where both have the same index: 0.13 instead of 0.83 ns per dosage and node.
 */
public final class MathMaxLoop extends PlainJava {
    private static final int TILE = 1024;

    private final float[] tileX = new float[TILE];
    private final float[] tileZ = new float[TILE];
    private final float[] tileD = new float[TILE];
    private final float[] tileY = new float[TILE];

    MathMaxLoop(Workload workload) {
        super(workload);
    }

    @Override
    public void forward() {
        if (w.length == 2) {
            forwardTwo(w, b, v, c, x, y);
        } else {
            forwardTiles();
        }
    }

    private static void forwardTwo(float[] w, float[] b, float[] v, float c, float[] x, float[] y) {
        float w0 = w[0];
        float b0 = b[0];
        float v0 = v[0];
        float w1 = w[1];
        float b1 = b[1];
        float v1 = v[1];
        for (int i = 0; i < x.length; i++) {
            float p0 = w0 * x[i] + b0;
            float p1 = w1 * x[i] + b1;
            float z = c + v0 * Math.max(0f, p0) + v1 * Math.max(0f, p1);
            y[i] = Math.max(0f, z);
        }
    }

    private void forwardTiles() {
        for (int at = 0; at < x.length; at += TILE) {
            int n = Math.min(TILE, x.length - at);
            netInput(at, n);
            for (int k = 0; k < n; k++) {
                tileY[k] = Math.max(0f, tileZ[k]);
            }
            System.arraycopy(tileY, 0, y, at, n);
        }
    }

    private void netInput(int at, int n) {
        System.arraycopy(x, at, tileX, 0, n);
        Arrays.fill(tileZ, 0, n, c);
        for (int h = 0; h < w.length; h++) {
            addNode(w[h], b[h], v[h], tileX, tileZ, n);
        }
    }

    private static void addNode(float w, float b, float v, float[] x, float[] z, int n) {
        for (int k = 0; k < n; k++) {
            z[k] += v * Math.max(0f, w * x[k] + b);
        }
    }

    @Override
    public void derivative() {
        if (w.length == 2) {
            derivativeTwo(w, b, v, c, x, y);
        } else {
            derivativeTiles();
        }
    }

    private static void derivativeTwo(float[] w, float[] b, float[] v, float c, float[] x, float[] y) {
        float w0 = w[0];
        float b0 = b[0];
        float v0 = v[0];
        float w1 = w[1];
        float b1 = b[1];
        float v1 = v[1];
        float vw0 = v0 * w0;
        float vw1 = v1 * w1;
        for (int i = 0; i < x.length; i++) {
            float p0 = w0 * x[i] + b0;
            float p1 = w1 * x[i] + b1;
            float z = c + v0 * Math.max(0f, p0) + v1 * Math.max(0f, p1);
            float slope = (p0 > 0f ? vw0 : 0f) + (p1 > 0f ? vw1 : 0f);
            y[i] = z > 0f ? slope : 0f;
        }
    }

    private void derivativeTiles() {
        for (int at = 0; at < x.length; at += TILE) {
            int n = Math.min(TILE, x.length - at);
            netInput(at, n);
            Arrays.fill(tileY, 0, n, 0f);
            for (int h = 0; h < w.length; h++) {
                addSlope(w[h], b[h], v[h] * w[h], tileX, tileY, n);
            }
            for (int k = 0; k < n; k++) {
                y[at + k] = tileZ[k] > 0f ? tileY[k] : 0f;
            }
        }
    }

    private static void addSlope(float w, float b, float vw, float[] x, float[] slope, int n) {
        for (int k = 0; k < n; k++) {
            slope[k] += w * x[k] + b > 0f ? vw : 0f;
        }
    }

    @Override
    void sumTwo() {
        float[] x = this.x;
        float[] t = this.t;
        float c = this.c;
        float w0 = w[0];
        float b0 = b[0];
        float v0 = v[0];
        float w1 = w[1];
        float b1 = b[1];
        float v1 = v[1];
        double loss = 0;
        double sum = 0;
        double s00 = 0;
        double s01 = 0;
        double s10 = 0;
        double s11 = 0;
        for (int i = 0; i < x.length; i++) {
            float p0 = w0 * x[i] + b0;
            float p1 = w1 * x[i] + b1;
            float z = c + v0 * Math.max(0f, p0) + v1 * Math.max(0f, p1);
            float residual = Math.max(0f, z) - t[i];
            float d = z > 0f ? 2f * residual : 0f;
            float dx = d * x[i];
            loss += residual * residual;
            sum += d;
            s00 += p0 > 0f ? d : 0f;
            s01 += p0 > 0f ? dx : 0f;
            s10 += p1 > 0f ? d : 0f;
            s11 += p1 > 0f ? dx : 0f;
        }
        finish(loss, sum);
        finishTwo(s00, s01, s10, s11);
    }

    @Override
    void sumWide() {
        double[] s0 = this.s0;
        double[] s1 = this.s1;
        double loss = 0;
        double sum = 0;
        for (int at = 0; at < x.length; at += TILE) {
            int n = Math.min(TILE, x.length - at);
            netInput(at, n);
            for (int k = 0; k < n; k++) {
                float residual = Math.max(0f, tileZ[k]) - t[at + k];
                float d = tileZ[k] > 0f ? 2f * residual : 0f;
                loss += residual * residual;
                sum += d;
                tileD[k] = d;
                tileY[k] = d * tileX[k];
            }
            for (int h = 0; h < w.length; h++) {
                addActive(h, n, s0, s1);
            }
        }
        finish(loss, sum);
    }

    /** Both sums by one comparison, which the processor guesses wrong for half of the dosages in no order. */
    private void addActive(int h, int n, double[] s0, double[] s1) {
        float[] x = tileX;
        float[] d = tileD;
        float[] dx = tileY;
        float wh = w[h];
        float bh = b[h];
        double sum = 0;
        double sumX = 0;
        for (int k = 0; k < n; k++) {
            if (wh * x[k] + bh > 0f) {
                sum += d[k];
                sumX += dx[k];
            }
        }
        s0[h] += sum;
        s1[h] += sumX;
    }
}
