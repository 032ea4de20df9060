package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.MathMaxLoop;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.TernaryLoop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * Times loss and gradient over all dosages: the engine's kernels beside plain Java.
 *
 * <p>Each method calls the contender that {@link Implementation} has under its name, and that was checked before.
 */
public class GradientBenchmark extends DosageBenchmark {
    /** Runs the {@link TernaryLoop} one writes first. */
    @Benchmark
    public Object ternaryLoop() {
        return contender().gradient();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.NO_SUPER_WORD)
    public Object ternaryLoopNoSuperWord() {
        return contender().gradient();
    }

    /** Runs the {@link MathMaxLoop} that HotSpot likes. */
    @Benchmark
    public Object mathMaxLoop() {
        return contender().gradient();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.NO_SUPER_WORD)
    public Object mathMaxLoopNoSuperWord() {
        return contender().gradient();
    }

    /** Runs the engine's scalar kernel. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public Object scalar() {
        return contender().gradient();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = {ForkFlags.SCALAR, ForkFlags.NO_SUPER_WORD})
    public Object scalarNoSuperWord() {
        return contender().gradient();
    }

    /** Runs the engine's SIMD kernel, node by node. */
    @Benchmark
    public Object simd() {
        return contender().gradient();
    }

    /** Runs the SIMD kernel segment by segment. */
    @Benchmark
    public Object bentLine() {
        return contender().gradient();
    }

    /** Runs the scalar kernel segment by segment. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public Object bentLineScalar() {
        return contender().gradient();
    }

    @Override
    protected final Operation operation() {
        return Operation.GRADIENT;
    }
}
