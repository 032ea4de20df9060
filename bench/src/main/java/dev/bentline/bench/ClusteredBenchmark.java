package dev.bentline.bench;

import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The effect of every dosage for networks whose bends are easy or hard to look up. */
public class ClusteredBenchmark extends NetworkBenchmark {
    /** What is compared. */
    @Param({"BENT_LINE", "GCC", "CLANG"})
    @SuppressWarnings("NullAway.Init")
    Implementation implementation;

    /** Where the network bends. */
    @Param({"SPREAD", "CLUSTERED", "CLUSTERED_WITH_DOSAGES"})
    @SuppressWarnings("NullAway.Init")
    BendPlacement knots;

    @Override
    final Implementation implementation() {
        return implementation;
    }

    @Override
    final Workload create() {
        return knots.workload(size);
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
