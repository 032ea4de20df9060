package dev.bentline.peers;

import dev.bentline.bench.DeepDosageBenchmark;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/** Times the effect of every dosage for networks of several layers by PyTorch through DJL, which is told to call nobody. */
@Fork(jvmArgsAppend = {"-Dai.djl.offline=true", "-Dai.djl.pytorch.num_interop_threads=1"})
public class DeepPyTorchBenchmark extends DeepDosageBenchmark {
    /** Runs fully connected layers on parts that fit in the L2 cache. */
    @Benchmark
    public void pytorch() {
        contender().forward();
    }
}
