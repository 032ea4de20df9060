package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;

/**
 * Times the engine on logarithms of dosages. {@link ForwardBenchmark} and {@link GradientBenchmark} have the same network on
 * dosages themselves: the rest is what a logarithm takes.
 */
public class LogDosageBenchmark extends NetworkBenchmark {
    /** The operation that is timed; there is no other. */
    @Param({"FORWARD", "GRADIENT"})
    @SuppressWarnings("NullAway.Init")
    public Operation operation;

    /** Runs the engine's scalar kernel. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public Object scalar() {
        return call();
    }

    /** Runs the engine's SIMD kernel, node by node. */
    @Benchmark
    public Object simd() {
        return call();
    }

    /** Runs the SIMD kernel segment by segment. */
    @Benchmark
    public Object bentLine() {
        return call();
    }

    /** Runs the scalar kernel segment by segment. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public Object bentLineScalar() {
        return call();
    }

    @Override
    protected final Operation operation() {
        return operation;
    }

    @Override
    protected final Workload workload() {
        return Workload.onLog10(size);
    }
}
