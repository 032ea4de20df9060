package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.Formulation;

/** Runs the engine of a deep network as an embedder calls it, on arrays. */
final class DeepEngine implements Forward {
    private final Engine engine;
    private final float[] x;
    private final float[] y;

    DeepEngine(Engine engine, float[] dosages) {
        this.engine = engine;
        x = dosages;
        y = new float[x.length];
    }

    @Override
    public void forward() {
        engine.forward(x, y);
    }

    @Override
    public float[] mapped() {
        return y;
    }

    @Override
    public Formulation formulation() {
        return engine.formulation();
    }

    @Override
    public String evidence() {
        return engine.info().toString();
    }
}
