package dev.bentline.bench;

import dev.bentline.bench.contender.Contender;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.JvmCheck;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Binds the implementation a benchmark method is named after to seeded data. What it computes is compared with the oracle
 * before it is timed; what the timed calls left behind has to be the same bits, or passes the oracle as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {
            ForkFlags.LEAST_HEAP,
            ForkFlags.MOST_HEAP,
            ForkFlags.YOUNG,
            ForkFlags.HUGE_PAGES,
            ForkFlags.VECTOR_MODULE,
            ForkFlags.SIMD,
            ForkFlags.NATIVE_ACCESS,
            ForkFlags.UNSAFE
        })
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public abstract class NetworkBenchmark {
    /** The start of what every fork says about itself. */
    public static final String EVIDENCE = "really runs: ";

    /** Dosages in the L1 cache and in L2 or L3; odd sizes such as 100003 fill no vector, and 10000000 is in DRAM. */
    @Param({"1000", "100000"})
    public int size;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private Contender contender;

    @SuppressWarnings("NullAway.Init")
    private Supplier<Object> call;

    private int checked;

    /** Tells what is timed. */
    protected abstract Operation operation();

    /** Makes the data. */
    protected abstract Workload workload();

    /** Binds the implementation that the benchmark method is named after, and checks its results. */
    @Setup
    public void setUp(BenchmarkParams parameters) {
        setUp(Implementation.ofMethod(parameters.getBenchmark()));
    }

    /** Binds an implementation to the data, and checks its results. */
    public final void setUp(Implementation implementation) {
        workload = workload();
        contender = implementation.on(workload);
        call = operation().call(contender);
        var _ = call.get();
        judge();
        checked = operation().fingerprint(contender);
        System.out.println(EVIDENCE + implementation.label() + ": " + contender.evidence() + ", UseSuperWord "
                + JvmCheck.superWord());
    }

    /** Checks what the timed calls left behind. */
    @TearDown
    public void check() {
        if (operation().fingerprint(contender) != checked) {
            judge();
        }
    }

    private void judge() {
        operation().check(new Oracle(workload, contender.formulation()), contender);
    }

    /** Returns what runs. */
    protected final Contender contender() {
        return contender;
    }

    /** Runs the operation once; for benchmarks that have it as a parameter. */
    protected final Object call() {
        return call.get();
    }
}
