package dev.bentline.bench.contender;

/**
 * Is the loop one writes first: {@code p > 0 ? p : 0}. The worked example has its six weights in locals.
 */
public final class TernaryLoop extends PlainJava {
    TernaryLoop(Workload workload) {
        super(workload);
    }

    @Override
    public void forward() {
        if (w.length == 2) {
            forwardTwo(w, b, v, c, x, y);
        } else {
            forward(w, b, v, c, x, y);
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
            float z = c + v0 * (p0 > 0f ? p0 : 0f) + v1 * (p1 > 0f ? p1 : 0f);
            y[i] = (z > 0f ? z : 0f);
        }
    }

    private static void forward(float[] w, float[] b, float[] v, float c, float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            float z = c;
            for (int h = 0; h < w.length; h++) {
                float p = w[h] * x[i] + b[h];
                z += v[h] * (p > 0f ? p : 0f);
            }
            y[i] = (z > 0f ? z : 0f);
        }
    }

    @Override
    public void derivative() {
        if (w.length == 2) {
            derivativeTwo(w, b, v, c, x, y);
        } else {
            derivative(w, b, v, c, x, y);
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
            float z = c + v0 * (p0 > 0f ? p0 : 0f) + v1 * (p1 > 0f ? p1 : 0f);
            float slope = (p0 > 0f ? vw0 : 0f) + (p1 > 0f ? vw1 : 0f);
            y[i] = z > 0f ? slope : 0f;
        }
    }

    private static void derivative(float[] w, float[] b, float[] v, float c, float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            float z = c;
            float slope = 0f;
            for (int h = 0; h < w.length; h++) {
                float p = w[h] * x[i] + b[h];
                z += v[h] * (p > 0f ? p : 0f);
                slope += p > 0f ? v[h] * w[h] : 0f;
            }
            y[i] = z > 0f ? slope : 0f;
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
            float z = c + v0 * (p0 > 0f ? p0 : 0f) + v1 * (p1 > 0f ? p1 : 0f);
            float residual = (z > 0f ? z : 0f) - t[i];
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
        float[] w = this.w;
        float[] b = this.b;
        float[] v = this.v;
        double[] s0 = this.s0;
        double[] s1 = this.s1;
        double loss = 0;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            float z = c;
            for (int h = 0; h < w.length; h++) {
                float p = w[h] * x[i] + b[h];
                z += v[h] * (p > 0f ? p : 0f);
            }
            float residual = (z > 0f ? z : 0f) - t[i];
            loss += residual * residual;
            if (z > 0f) {
                float d = 2f * residual;
                float dx = d * x[i];
                sum += d;
                for (int h = 0; h < w.length; h++) {
                    boolean active = w[h] * x[i] + b[h] > 0f;
                    s0[h] += active ? d : 0f;
                    s1[h] += active ? dx : 0f;
                }
            }
        }
        finish(loss, sum);
    }
}
