package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.MathLoop;
import dev.bentline.bench.contender.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * Times the effect of every dosage for the network of two softplus nodes.
 *
 * <p>Each method calls the contender that {@link Implementation} has under its name, and that was checked before.
 */
public class SoftplusBenchmark extends DosageBenchmark {
    /** Runs the {@link MathLoop} of {@code Math.exp} and {@code Math.log1p}, in double. */
    @Benchmark
    public void mathLoop() {
        contender().forward();
    }

    /** Runs the engine's scalar kernel. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public void scalar() {
        contender().forward();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = {ForkFlags.SCALAR, ForkFlags.NO_SUPER_WORD})
    public void scalarNoSuperWord() {
        contender().forward();
    }

    /** Runs the engine's SIMD kernel, node by node. */
    @Benchmark
    public void simd() {
        contender().forward();
    }

    @Override
    protected final Operation operation() {
        return Operation.SOFTPLUS;
    }
}
