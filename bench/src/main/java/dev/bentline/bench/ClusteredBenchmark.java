package dev.bentline.bench;

import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Workload;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Times the effect of every dosage for networks whose bends are easy or hard to look up. */
public class ClusteredBenchmark extends NetworkBenchmark {
    /** The places where the network bends. */
    @Param({"SPREAD", "CLUSTERED", "CLUSTERED_WITH_DOSAGES"})
    @SuppressWarnings("NullAway.Init")
    public BendPlacement placement;

    /** Runs the engine's SIMD kernel segment by segment. */
    @Benchmark
    public void bentLine() {
        contender().forward();
    }

    /** Runs C node by node, compiled by gcc. */
    @Benchmark
    public void gcc() {
        contender().forward();
    }

    /** Runs C node by node, compiled by clang. */
    @Benchmark
    public void clang() {
        contender().forward();
    }

    @Override
    protected final Operation operation() {
        return Operation.FORWARD;
    }

    @Override
    protected final Workload workload() {
        return placement.workload(size);
    }
}
