package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.Gradient;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The engine on memory outside the heap, aligned to cache lines. */
public final class EngineSegments implements Contender {
    private final Engine engine;
    private final MemorySegment x;
    private final MemorySegment t;
    private final MemorySegment y;
    private Gradient gradient;

    EngineSegments(Engine engine, Workload workload) {
        this.engine = engine;
        x = OffHeap.copy(workload.dosages());
        t = OffHeap.copy(workload.observed());
        y = OffHeap.floats(workload.size());
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
        return y.toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public double[] summed() {
        return GradientSums.of(gradient);
    }
}
