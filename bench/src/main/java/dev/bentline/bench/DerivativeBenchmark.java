package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.MathMaxLoop;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.TernaryLoop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * Times the slope dy/dx at every dosage: the engine's kernels beside plain Java.
 *
 * <p>Each method calls the contender that {@link Implementation} has under its name, and that was checked before.
 */
public class DerivativeBenchmark extends DosageBenchmark {
    /** Runs the {@link TernaryLoop} one writes first. */
    @Benchmark
    public void ternaryLoop() {
        contender().derivative();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.NO_SUPER_WORD)
    public void ternaryLoopNoSuperWord() {
        contender().derivative();
    }

    /** Runs the {@link MathMaxLoop} that HotSpot likes. */
    @Benchmark
    public void mathMaxLoop() {
        contender().derivative();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.NO_SUPER_WORD)
    public void mathMaxLoopNoSuperWord() {
        contender().derivative();
    }

    /** Runs the engine's scalar kernel. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public void scalar() {
        contender().derivative();
    }

    /** Runs the same where HotSpot may not vectorise. */
    @Benchmark
    @Fork(jvmArgsAppend = {ForkFlags.SCALAR, ForkFlags.NO_SUPER_WORD})
    public void scalarNoSuperWord() {
        contender().derivative();
    }

    /** Runs the engine's SIMD kernel, node by node. */
    @Benchmark
    public void simd() {
        contender().derivative();
    }

    /** Runs the SIMD kernel segment by segment. */
    @Benchmark
    public void bentLine() {
        contender().derivative();
    }

    /** Runs the scalar kernel segment by segment. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public void bentLineScalar() {
        contender().derivative();
    }

    @Override
    protected final Operation operation() {
        return Operation.DERIVATIVE;
    }
}
