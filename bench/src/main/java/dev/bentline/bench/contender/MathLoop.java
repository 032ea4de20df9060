package dev.bentline.bench.contender;

/** Softplus as the JDK's mathematics has it: {@code Math.exp} and {@code Math.log1p}, in double, one at a time. */
public final class MathLoop extends PlainJava {
    MathLoop(Workload workload) {
        super(workload);
    }

    @Override
    public void forward() {
        forward(w, b, v, c, x, y);
    }

    private static void forward(float[] w, float[] b, float[] v, float c, float[] x, float[] y) {
        float w0 = w[0];
        float b0 = b[0];
        float v0 = v[0];
        float w1 = w[1];
        float b1 = b[1];
        float v1 = v[1];
        for (int i = 0; i < x.length; i++) {
            y[i] = c + v0 * softplus(w0 * x[i] + b0) + v1 * softplus(w1 * x[i] + b1);
        }
    }

    private static float softplus(float p) {
        return Math.max(0f, p) + (float) Math.log1p(Math.exp(-Math.abs(p)));
    }

    @Override
    public void derivative() {
        throw new UnsupportedOperationException("softplus is measured forward only");
    }

    @Override
    void sumTwo() {
        throw new UnsupportedOperationException("softplus is measured forward only");
    }

    @Override
    void sumWide() {
        sumTwo();
    }
}
