package dev.bentline.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** The effect of every dosage. */
public class ForwardBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public void forward() {
        contender().forward();
    }

    /** Compares every effect with the oracle. */
    @TearDown
    public void check() {
        oracle().checkForward(contender().mapped());
    }
}
