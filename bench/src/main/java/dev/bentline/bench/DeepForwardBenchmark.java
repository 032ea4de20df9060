package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Times the effect of every dosage for networks of several layers: the engine's bent line beside plain Java. */
public class DeepForwardBenchmark extends DeepDosageBenchmark {
    /** Runs the engine's scalar kernel, segment by segment. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public void scalar() {
        contender().forward();
    }

    /** Runs the engine's SIMD kernel, segment by segment. */
    @Benchmark
    public void simd() {
        contender().forward();
    }

    /** Runs plain Java, layer by layer. */
    @Benchmark
    public void dense() {
        contender().forward();
    }
}
