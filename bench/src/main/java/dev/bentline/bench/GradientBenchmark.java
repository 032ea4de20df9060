package dev.bentline.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.TearDown;

/** Loss and gradient of the sum of squared residuals over all dosages. */
public class GradientBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public Object gradient() {
        return contender().gradient();
    }

    /** Compares every sum with the oracle. */
    @TearDown
    public void check() {
        oracle().checkGradient(contender().summed(), implementation().floatAdditions(size));
    }
}
