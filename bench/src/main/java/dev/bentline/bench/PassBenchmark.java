package dev.bentline.bench;

import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Times what an epoch costs without an index, at least: a gradient over all observations of a fit, and no update. */
public class PassBenchmark extends NetworkBenchmark {
    /** Hidden nodes. */
    @Param("2")
    public int width;

    /** The number of passes a call makes over the observations. */
    @Param("1")
    public int passes;

    /** Runs the engine's SIMD kernel node by node. */
    @Benchmark
    public Object simd() {
        return gradients();
    }

    /** Runs it on two threads. */
    @Benchmark
    public Object twoThreads() {
        return gradients();
    }

    /** Runs it segment by segment. */
    @Benchmark
    public Object bentLine() {
        return gradients();
    }

    /** Runs C, compiled by gcc. */
    @Benchmark
    public Object gcc() {
        return gradients();
    }

    /** Runs C, compiled by clang. */
    @Benchmark
    public Object clang() {
        return gradients();
    }

    private Object gradients() {
        Object gradient = contender().gradient();
        for (int pass = 1; pass < passes; pass++) {
            gradient = contender().gradient();
        }
        return gradient;
    }

    @Override
    protected final Operation operation() {
        return Operation.PASS;
    }

    @Override
    protected final Workload workload() {
        return operation().workload(width, size, DosageOrder.SHUFFLED);
    }
}
