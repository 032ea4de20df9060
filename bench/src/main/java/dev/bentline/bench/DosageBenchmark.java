package dev.bentline.bench;

import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Workload;
import org.openjdk.jmh.annotations.Param;

/** Holds what operations over dosages are measured by: the width of the network, and how dosages follow one another. */
public abstract class DosageBenchmark extends NetworkBenchmark {
    /** Hidden nodes; two are the worked example. */
    @Param("2")
    public int width;

    /** The order of the dosages, by which the bent line's look-ups go. */
    @Param("SHUFFLED")
    @SuppressWarnings("NullAway.Init")
    public DosageOrder order;

    @Override
    protected final Workload workload() {
        return operation().workload(width, size, order);
    }
}
