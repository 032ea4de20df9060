package dev.bentline.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** The slope dy/dx at every dosage. */
public class DerivativeBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public void derivative() {
        contender().derivative();
    }

    /** Compares every slope with the oracle. */
    @TearDown
    public void check() {
        oracle().checkDerivative(contender().mapped());
    }
}
