package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.Gradient;

/** The engine on arrays, as an embedder calls it. */
public final class EngineArrays implements Contender {
    private final Engine engine;
    private final float[] x;
    private final float[] t;
    private final float[] y;
    private Gradient gradient;

    EngineArrays(Engine engine, Workload workload) {
        this.engine = engine;
        x = workload.dosages();
        t = workload.observed();
        y = new float[x.length];
        gradient = engine.gradient(new float[0], new float[0]);
    }

    @Override
    public void forward() {
        engine.forward(x, y);
    }

    @Override
    public void derivative() {
        engine.derivative(x, y);
    }

    @Override
    public Gradient gradient() {
        gradient = engine.gradient(x, t);
        return gradient;
    }

    @Override
    public float[] mapped() {
        return y;
    }

    @Override
    public double[] summed() {
        return GradientSums.of(gradient);
    }
}
