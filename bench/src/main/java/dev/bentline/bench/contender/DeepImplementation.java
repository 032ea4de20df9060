package dev.bentline.bench.contender;

import dev.bentline.Engine;
import java.util.stream.Stream;

/**
 * Lists what evaluates networks of several layers. The benchmark method of the same name in camel case measures it, in the JVM
 * of the {@link Implementation} that does the same for one hidden layer.
 */
public enum DeepImplementation {
    SCALAR("scalar", Implementation.BENT_LINE_SCALAR),
    SIMD("simd", Implementation.BENT_LINE),
    DENSE("dense", Implementation.MATH_MAX_LOOP),
    ONNX_RUNTIME("onnxRuntime", Implementation.ONNX_LAYERS_CHUNKS),
    PYTORCH("pytorch", Implementation.PYTORCH_LAYERS_CHUNKS);

    private final String method;
    private final Implementation shallow;

    DeepImplementation(String method, Implementation shallow) {
        this.method = method;
        this.shallow = shallow;
    }

    /** Finds the implementation a benchmark method is named after. */
    public static DeepImplementation ofMethod(String benchmark) {
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(each -> each.method.equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(benchmark + " is named after no implementation"));
    }

    /** Returns the name of the benchmark method that measures it. */
    public String method() {
        return method;
    }

    /** Returns what a table calls it. */
    public String label() {
        return this == DENSE ? shallow.label() + ", layer by layer" : shallow.label();
    }

    /** Returns the implementation whose JVM it needs. */
    public Implementation shallow() {
        return shallow;
    }

    /**
     * Binds it to a workload.
     *
     * @throws IllegalStateException if this JVM would run something else than the name says
     */
    public Forward on(DeepWorkload workload) {
        JvmCheck.requireSuperWord(shallow);
        return switch (this) {
            case SCALAR -> engine(workload, "scalar");
            case SIMD -> engine(workload, "simd");
            case DENSE -> new LayersLoop(workload);
            case ONNX_RUNTIME, PYTORCH ->
                LibraryPeers.built().deep(shallow.library().orElseThrow(), workload);
        };
    }

    private Forward engine(DeepWorkload workload, String kernel) {
        Engine engine = Engine.of(workload.network());
        JvmCheck.requireKernel(shallow, engine.info(), kernel);
        return new DeepEngine(engine, workload.dosages());
    }
}
