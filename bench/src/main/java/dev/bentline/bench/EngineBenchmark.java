package dev.bentline.bench;

import dev.bentline.bench.contender.ForkFlags;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Times the engine in other conditions than the benchmarks of one operation, which have it on arrays and on one thread. */
public class EngineBenchmark extends OperationBenchmark {
    /** Runs on memory outside the heap, aligned to cache lines. */
    @Benchmark
    public Object offHeap() {
        return call();
    }

    /** Runs on two threads. */
    @Benchmark
    public Object twoThreads() {
        return call();
    }

    /** Runs after other networks and forms went through the same call sites. */
    @Benchmark
    public Object polluted() {
        return call();
    }

    /** Runs after the engine started on the scalar kernels and handed over to SIMD. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.AUTO)
    public Object handedOver() {
        return call();
    }

    /** Runs after both. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.AUTO)
    public Object handedOverPolluted() {
        return call();
    }
}
