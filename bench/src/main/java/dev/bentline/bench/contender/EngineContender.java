package dev.bentline.bench.contender;

import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Gradient;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Runs the engine as an embedder calls it: on arrays, or on memory outside the heap that is aligned to cache lines. */
abstract class EngineContender implements Contender {
    /** A lane of the engine's sums takes as many float additions, then goes on in double. */
    static final int FLOAT_ADDITIONS = 128;

    final Engine engine;
    Gradient gradient;

    private EngineContender(Engine engine) {
        this.engine = engine;
        gradient = engine.gradient(new float[0], new float[0]);
    }

    static Contender onArrays(Engine engine, Workload workload) {
        return new OnArrays(engine, workload);
    }

    static Contender onSegments(Engine engine, Workload workload) {
        return new OnSegments(engine, workload);
    }

    @Override
    public final double[] summed() {
        return GradientSums.of(gradient);
    }

    @Override
    public final Formulation formulation() {
        return engine.formulation();
    }

    @Override
    public final int floatAdditions() {
        return FLOAT_ADDITIONS;
    }

    @Override
    public final String evidence() {
        return engine.info().toString();
    }

    private static final class OnArrays extends EngineContender {
        private final float[] x;
        private final float[] t;
        private final float[] y;

        OnArrays(Engine engine, Workload workload) {
            super(engine);
            x = workload.dosages();
            t = workload.observed();
            y = new float[x.length];
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
    }

    private static final class OnSegments extends EngineContender {
        private final MemorySegment x;
        private final MemorySegment t;
        private final MemorySegment y;

        OnSegments(Engine engine, Workload workload) {
            super(engine);
            x = OffHeap.copy(workload.dosages());
            t = OffHeap.copy(workload.observed());
            y = OffHeap.floats(workload.size());
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
    }
}
