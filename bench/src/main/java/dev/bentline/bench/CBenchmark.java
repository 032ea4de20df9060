package dev.bentline.bench;

import org.openjdk.jmh.annotations.Benchmark;

/** Times the same operations in C, which the first call compiles where no property names a library. */
public class CBenchmark extends OperationBenchmark {
    /** Runs on the same arrays as everyone, compiled by gcc with -ffast-math. */
    @Benchmark
    public Object gcc() {
        return call();
    }

    /** Runs on memory outside the heap, aligned to cache lines. */
    @Benchmark
    public Object gccAligned() {
        return call();
    }

    /** Runs in the arithmetic the language prescribes, on aligned memory. */
    @Benchmark
    public Object gccStrict() {
        return call();
    }

    /** Runs on the same arrays as everyone, compiled by clang with -ffast-math. */
    @Benchmark
    public Object clang() {
        return call();
    }

    /** Runs on memory outside the heap, aligned to cache lines. */
    @Benchmark
    public Object clangAligned() {
        return call();
    }

    /** Runs in the arithmetic the language prescribes, on aligned memory. */
    @Benchmark
    public Object clangStrict() {
        return call();
    }

    /** Runs AVX-512 intrinsics on the same arrays as everyone. */
    @Benchmark
    public Object intrinsics() {
        return call();
    }

    /** Runs AVX-512 intrinsics on memory outside the heap, aligned to cache lines. */
    @Benchmark
    public Object intrinsicsAligned() {
        return call();
    }
}
