package dev.bentline.bench;

import dev.bentline.Network;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** What an epoch costs without an index, at least: a gradient's pass over all observations of a fit, and no update. */
public class PassBenchmark extends NetworkBenchmark {
    /** What is compared. */
    @Param({
        "DENSE",
        "DENSE_TWO_THREADS",
        "BENT_LINE",
        "GCC",
        "CLANG",
        "INTRINSICS",
        "ONNX_ELEMENTWISE",
        "ONNX_ELEMENTWISE_CHUNKS",
        "ONNX_LAYERS",
        "ONNX_LAYERS_CHUNKS",
        "PYTORCH_ELEMENTWISE",
        "PYTORCH_ELEMENTWISE_CHUNKS",
        "PYTORCH_LAYERS",
        "PYTORCH_LAYERS_CHUNKS"
    })
    @SuppressWarnings("NullAway.Init")
    Implementation implementation;

    /** Hidden nodes. */
    @Param({"2", "64"})
    int width;

    /** How often a call passes over the observations. */
    @Param({"1", "100"})
    int passes;

    @Override
    final Implementation implementation() {
        return implementation;
    }

    @Override
    final Workload create() {
        return Workload.toFit(width, size);
    }

    @Override
    final Network network() {
        return Workload.startOf(width, 0);
    }

    /** Loss and gradient, so many times. */
    @Benchmark
    public Object gradient() {
        Object gradient = contender().gradient();
        for (int pass = 1; pass < passes; pass++) {
            gradient = contender().gradient();
        }
        return gradient;
    }

    @Override
    final Object call() {
        return gradient();
    }

    @Override
    final void judge() {
        oracle().checkGradient(contender().summed(), implementation().floatAdditions(size));
    }

    @Override
    final int fingerprint() {
        return Arrays.hashCode(contender().summed());
    }
}
