package dev.bentline.peers;

import dev.bentline.bench.OperationBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Times the same operations by PyTorch through DJL, which is told to call nobody. */
@Fork(jvmArgsAppend = {"-Dai.djl.offline=true", "-Dai.djl.pytorch.num_interop_threads=1"})
public class PyTorchBenchmark extends OperationBenchmark {
    /** Runs operation by operation on whole tensors. */
    @Benchmark
    public Object pytorchElementwise() {
        return call();
    }

    /** Runs operation by operation on parts that fit in the L2 cache. */
    @Benchmark
    public Object pytorchElementwiseChunks() {
        return call();
    }

    /** Runs operation by operation on two threads. */
    @Benchmark
    public Object pytorchElementwiseTwoThreads() {
        return call();
    }

    /** Runs fully connected layers: products of matrices. */
    @Benchmark
    public Object pytorchLayers() {
        return call();
    }

    /** Runs layers on parts that fit in the L2 cache. */
    @Benchmark
    public Object pytorchLayersChunks() {
        return call();
    }

    /** Runs layers on two threads. */
    @Benchmark
    public Object pytorchLayersTwoThreads() {
        return call();
    }
}
