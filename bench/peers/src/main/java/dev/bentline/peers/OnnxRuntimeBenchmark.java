package dev.bentline.peers;

import dev.bentline.bench.OperationBenchmark;
import org.openjdk.jmh.annotations.Benchmark;

/** Times the same operations by ONNX Runtime. */
public class OnnxRuntimeBenchmark extends OperationBenchmark {
    /** Runs operation by operation on whole tensors. */
    @Benchmark
    public Object onnxElementwise() {
        return call();
    }

    /** Runs operation by operation on parts that fit in the L2 cache. */
    @Benchmark
    public Object onnxElementwiseChunks() {
        return call();
    }

    /** Runs operation by operation on two threads. */
    @Benchmark
    public Object onnxElementwiseTwoThreads() {
        return call();
    }

    /** Runs fully connected layers: products of matrices. */
    @Benchmark
    public Object onnxLayers() {
        return call();
    }

    /** Runs layers on parts that fit in the L2 cache. */
    @Benchmark
    public Object onnxLayersChunks() {
        return call();
    }

    /** Runs layers on two threads. */
    @Benchmark
    public Object onnxLayersTwoThreads() {
        return call();
    }
}
