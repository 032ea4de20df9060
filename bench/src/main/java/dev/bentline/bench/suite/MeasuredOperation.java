package dev.bentline.bench.suite;

import dev.bentline.bench.DerivativeBenchmark;
import dev.bentline.bench.ForwardBenchmark;
import dev.bentline.bench.GradientBenchmark;
import dev.bentline.bench.SoftplusBenchmark;

/** What a panel measures: a benchmark, and what moving its bytes costs. */
public enum MeasuredOperation {
    FORWARD("forward", ForwardBenchmark.class, "forward", Ceiling.COPY),
    DERIVATIVE("derivative", DerivativeBenchmark.class, "derivative", Ceiling.COPY),
    GRADIENT("gradient", GradientBenchmark.class, "gradient", Ceiling.READ),
    SOFTPLUS("softplus forward", SoftplusBenchmark.class, "forward", Ceiling.COPY);

    /** Which benchmarks of memory bound it. */
    enum Ceiling {
        COPY,
        READ
    }

    private final String title;
    private final Class<?> benchmark;
    private final String method;
    private final Ceiling ceiling;

    MeasuredOperation(String title, Class<?> benchmark, String method, Ceiling ceiling) {
        this.title = title;
        this.benchmark = benchmark;
        this.method = method;
        this.ceiling = ceiling;
    }

    String title() {
        return title;
    }

    String benchmark() {
        return benchmark.getName() + "." + method;
    }

    Ceiling ceiling() {
        return ceiling;
    }
}
