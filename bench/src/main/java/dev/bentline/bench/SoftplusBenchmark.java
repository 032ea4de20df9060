package dev.bentline.bench;

import dev.bentline.Network;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The effect of every dosage for the network of two softplus nodes. */
public class SoftplusBenchmark extends NetworkBenchmark {
    /** What is compared. */
    @Param({
        "MATH",
        "DENSE_SCALAR",
        "DENSE_SCALAR_NO_SUPERWORD",
        "DENSE",
        "DENSE_OFF_HEAP",
        "DENSE_POLLUTED",
        "DENSE_TWO_THREADS",
        "GCC",
        "GCC_ALIGNED",
        "GCC_STRICT",
        "CLANG",
        "CLANG_ALIGNED",
        "CLANG_STRICT",
        "ONNX_ELEMENTWISE",
        "ONNX_ELEMENTWISE_CHUNKS",
        "ONNX_LAYERS",
        "ONNX_LAYERS_CHUNKS",
        "ONNX_ELEMENTWISE_TWO_THREADS",
        "ONNX_LAYERS_TWO_THREADS",
        "PYTORCH_ELEMENTWISE",
        "PYTORCH_ELEMENTWISE_CHUNKS",
        "PYTORCH_LAYERS",
        "PYTORCH_LAYERS_CHUNKS",
        "PYTORCH_ELEMENTWISE_TWO_THREADS",
        "PYTORCH_LAYERS_TWO_THREADS",
        "DUCKDB",
        "DUCKDB_TWO_THREADS"
    })
    @SuppressWarnings("NullAway.Init")
    Implementation implementation;

    @Override
    final Implementation implementation() {
        return implementation;
    }

    @Override
    final Workload create() {
        return Workload.of(Network.softplus(), size);
    }

    /** One call over all dosages. */
    @Benchmark
    public void forward() {
        contender().forward();
    }

    @Override
    final Object call() {
        forward();
        return contender();
    }

    @Override
    final void judge() {
        oracle().checkForward(contender().mapped());
    }

    @Override
    final int fingerprint() {
        return Arrays.hashCode(contender().mapped());
    }
}
