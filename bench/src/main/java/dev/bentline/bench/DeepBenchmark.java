package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Holds what benchmarks of networks of several layers are measured by. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {
            ForkFlags.LEAST_HEAP,
            ForkFlags.MOST_HEAP,
            ForkFlags.YOUNG,
            ForkFlags.HUGE_PAGES,
            ForkFlags.VECTOR_MODULE,
            ForkFlags.SIMD,
            ForkFlags.NATIVE_ACCESS,
            ForkFlags.UNSAFE
        })
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class DeepBenchmark {
    /** Nodes of every layer, from the dosage to the effect; any others will do, too. */
    @Param({"1-64-1", "1-64-64-1", "1-16-16-16-16-16-16-16-16-1", "1-512-512-1", "1-256-256-256-1"})
    @SuppressWarnings("NullAway.Init")
    public String widths;
}
