package dev.bentline.bench;

import dev.bentline.bench.contender.DeepImplementation;
import dev.bentline.bench.contender.DeepOracle;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Forward;
import dev.bentline.bench.contender.JvmCheck;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Binds the implementation a benchmark method is named after to a network of several layers and its dosages. What it computes is
 * compared with the oracle before it is timed; what the timed calls left behind has to be the same bits, or passes the
 * oracle as well.
 */
public abstract class DeepDosageBenchmark extends DeepBenchmark {
    /** Dosages: few, since wide layers take microseconds for one. */
    @Param("10000")
    public int size;

    /** The order of the dosages, by which the bent line's look-ups go. */
    @Param({"SHUFFLED", "GRID"})
    @SuppressWarnings("NullAway.Init")
    public DosageOrder order;

    @SuppressWarnings("NullAway.Init")
    private DeepWorkload workload;

    @SuppressWarnings("NullAway.Init")
    private Forward contender;

    private int checked;

    /** Binds the implementation that the benchmark method is named after, and checks its results. */
    @Setup
    public void setUp(BenchmarkParams parameters) {
        setUp(DeepImplementation.ofMethod(parameters.getBenchmark()));
    }

    /** Binds an implementation to the data, and checks its results. */
    public final void setUp(DeepImplementation implementation) {
        workload = DeepWorkload.of(widths, size, order);
        contender = implementation.on(workload);
        contender.forward();
        judge();
        checked = Arrays.hashCode(contender.mapped());
        System.out.println(NetworkBenchmark.EVIDENCE + implementation.label() + ", " + widths + ": "
                + contender.evidence() + ", UseSuperWord " + JvmCheck.superWord());
    }

    /** Checks what the timed calls left behind. */
    @TearDown
    public void check() {
        if (Arrays.hashCode(contender.mapped()) != checked) {
            judge();
        }
    }

    private void judge() {
        new DeepOracle(workload, contender.formulation()).checkForward(contender.mapped());
    }

    /** Returns what runs. */
    protected final Forward contender() {
        return contender;
    }
}
