package dev.bentline.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** The effect of every dosage. */
public class ForwardBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public void forward() {
        contender().forward();
    }

    @Override
    final Object call() {
        forward();
        return contender();
    }

    @Override
    final void judge() {
        oracle().checkForward(contender().mapped());
    }

    @Override
    final int fingerprint() {
        return Arrays.hashCode(contender().mapped());
    }
}
