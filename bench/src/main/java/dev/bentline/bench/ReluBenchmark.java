package dev.bentline.bench;

import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Workload;
import org.openjdk.jmh.annotations.Param;

/** Networks of ReLU nodes: the worked example, and wider ones. */
public abstract class ReluBenchmark extends NetworkBenchmark {
    /** What is compared. */
    @Param({
        "TERNARY",
        "TERNARY_NO_SUPERWORD",
        "MATH_MAX",
        "MATH_MAX_NO_SUPERWORD",
        "DENSE_SCALAR",
        "DENSE_SCALAR_NO_SUPERWORD",
        "DENSE",
        "DENSE_OFF_HEAP",
        "DENSE_POLLUTED",
        "DENSE_AUTO",
        "DENSE_AUTO_POLLUTED",
        "DENSE_TWO_THREADS",
        "BENT_LINE",
        "BENT_LINE_SCALAR",
        "GCC",
        "GCC_ALIGNED",
        "GCC_STRICT",
        "CLANG",
        "CLANG_ALIGNED",
        "CLANG_STRICT",
        "INTRINSICS",
        "INTRINSICS_ALIGNED",
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

    /** Hidden nodes. */
    @Param({"2", "19", "64", "1024", "16384"})
    int width;

    /** How the dosages follow one another. */
    @Param({"SHUFFLED", "SORTED", "GRID"})
    @SuppressWarnings("NullAway.Init")
    DosageOrder order;

    @Override
    final Implementation implementation() {
        return implementation;
    }

    @Override
    final Workload create() {
        return Workload.of(Workload.reluOf(width), size, order);
    }
}
