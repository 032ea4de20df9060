package dev.bentline.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The slope dy/dx at every dosage. */
public class DerivativeBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public void derivative() {
        contender().derivative();
    }

    @Override
    final Object call() {
        derivative();
        return contender();
    }

    @Override
    final void judge() {
        oracle().checkDerivative(contender().mapped());
    }

    @Override
    final int fingerprint() {
        return Arrays.hashCode(contender().mapped());
    }
}
