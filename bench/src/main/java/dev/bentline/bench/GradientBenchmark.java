package dev.bentline.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;

/** Loss and gradient of the sum of squared residuals over all dosages. */
public class GradientBenchmark extends ReluBenchmark {
    /** One call over all dosages. */
    @Benchmark
    public Object gradient() {
        return contender().gradient();
    }

    @Override
    final Object call() {
        return gradient();
    }

    @Override
    final void judge() {
        oracle().checkGradient(contender().summed(), implementation().floatAdditions(size));
    }

    @Override
    final int fingerprint() {
        return Arrays.hashCode(contender().summed());
    }
}
