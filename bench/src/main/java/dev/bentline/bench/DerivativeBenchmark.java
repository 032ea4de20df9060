package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Operation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Times the slope dy/dx at every dosage: the engine's kernels beside plain Java. */
public class DerivativeBenchmark extends DosageBenchmark {
    /** Runs {@code p > 0 ? p : 0} node by node: the loop one writes first. */
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

    /** Runs {@code Math.max(0, p)}: the loop HotSpot likes. */
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
