package dev.bentline.bench;

import dev.bentline.Network;
import org.openjdk.jmh.annotations.Param;

/** Networks of ReLU nodes: the worked example, and wider ones. */
public abstract class ReluBenchmark extends NetworkBenchmark {
    /** What is compared. */
    @Param({
        "TERNARY",
        "TERNARY_NO_SUPERWORD",
        "MATH_MAX",
        "MATH_MAX_NO_SUPERWORD",
        "ENGINE_SCALAR",
        "ENGINE_SCALAR_NO_SUPERWORD",
        "ENGINE",
        "ENGINE_OFF_HEAP",
        "ENGINE_POLLUTED",
        "ENGINE_TWO_THREADS",
        "GCC",
        "GCC_ALIGNED",
        "CLANG",
        "CLANG_ALIGNED"
    })
    @SuppressWarnings("NullAway.Init")
    Implementation implementation;

    /** Hidden nodes. */
    @Param({"2", "19", "64", "1024"})
    int width;

    @Override
    final Implementation implementation() {
        return implementation;
    }

    @Override
    final Network network() {
        return Workload.reluOf(width);
    }
}
