package dev.bentline.bench;

import dev.bentline.Network;
import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One implementation bound to seeded data. What it computes is compared with the oracle before it is timed; what the timed
 * calls left behind has to be the same bits, or passes the oracle as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
public abstract class NetworkBenchmark {
    /** What every fork says about itself starts with this. */
    public static final String EVIDENCE = "really runs: ";

    /** From L1 to DRAM, and some that fill no vector. */
    @Param({"1000", "1003", "100000", "100003", "1000000", "10000000"})
    int size;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private Contender contender;

    private int judged;

    abstract Implementation implementation();

    abstract Workload create();

    /** What is timed. */
    abstract Object call();

    /** Refuses results of the last call that the oracle does not accept. */
    abstract void judge();

    /** Tells the bits of the last call's results from others. */
    abstract int fingerprint();

    /** The network of the workload. */
    Network network() {
        return create().network();
    }

    /** Binds the implementation to its data, and checks its results. */
    @Setup
    public void setUp() {
        workload = create();
        contender = implementation().on(workload);
        var _ = call();
        judge();
        judged = fingerprint();
        announce();
    }

    /** Checks what the timed calls left behind. */
    @TearDown
    public void check() {
        if (fingerprint() != judged) {
            judge();
        }
    }

    /** Says what really runs, which may have changed while it was set up. */
    private void announce() {
        System.out.println(EVIDENCE + implementation().evidence(network()));
    }

    /** What judges the results of the implementation. */
    final Oracle oracle() {
        return new Oracle(workload, implementation().formulation());
    }

    final Contender contender() {
        return contender;
    }
}
