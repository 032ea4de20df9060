package dev.bentline.peers;

import dev.bentline.bench.DeepDosageBenchmark;
import org.openjdk.jmh.annotations.Benchmark;

/** Times the effect of every dosage for networks of several layers by ONNX Runtime. */
public class DeepOnnxRuntimeBenchmark extends DeepDosageBenchmark {
    /** Runs fully connected layers on parts that fit in the L2 cache. */
    @Benchmark
    public void onnxRuntime() {
        contender().forward();
    }
}
