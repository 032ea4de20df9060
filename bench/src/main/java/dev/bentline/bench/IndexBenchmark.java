package dev.bentline.bench;

import dev.bentline.DosageIndex;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
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

/** Times building an index, beside a sort of as many numbers of 8 bytes and a copy of the observations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {
            ForkFlags.LEAST_HEAP_TO_FIT,
            ForkFlags.MOST_HEAP_TO_FIT,
            ForkFlags.YOUNG,
            ForkFlags.HUGE_PAGES,
            ForkFlags.VECTOR_MODULE,
            ForkFlags.SIMD,
            ForkFlags.NATIVE_ACCESS,
            ForkFlags.UNSAFE
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class IndexBenchmark {
    /** Observations. */
    @Param("1000000")
    int size;

    /** The order of the observations. */
    @Param("SHUFFLED")
    @SuppressWarnings("NullAway.Init")
    ObservationOrder order;

    /** Threads; 0 for all processors. */
    @Param({"1", "0"})
    int threads;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    private long[] keys = {};
    float[] dosages = {};
    float[] effects = {};

    /** Refuses what the last call left behind, if it is wrong. */
    private Runnable check = () -> {
        throw new IllegalStateException("nothing was measured");
    };

    /** Arranges the observations. */
    @Setup
    public void setUp() {
        workload = order.of(Workload.toFit(2, size));
        keys = ObservationOrder.keys(workload);
        dosages = new float[size];
        effects = new float[size];
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.printf(
                Locale.ROOT,
                "%sindex build: %s, %d threads of %d processors%n",
                NetworkBenchmark.EVIDENCE,
                System.getProperty("java.vm.version"),
                threads(),
                Runtime.getRuntime().availableProcessors());
    }

    /** Counts those threads. */
    private int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** An index, from the arrays of a user. */
    @Benchmark
    public DosageIndex index() {
        DosageIndex index = DosageIndex.of(workload.dosages(), workload.observed(), threads());
        check = () -> check(index);
        return index;
    }

    /** The JDK's sort, of a copy. */
    @Benchmark
    public long[] sort() {
        long[] sorted = keys.clone();
        if (threads() == 1) {
            Arrays.sort(sorted);
        } else {
            Arrays.parallelSort(sorted);
        }
        check = () -> checkKeys(sorted);
        return sorted;
    }

    /** The JVM's copy of both arrays. */
    @Benchmark
    public void copy() {
        System.arraycopy(workload.dosages(), 0, dosages, 0, size);
        System.arraycopy(workload.observed(), 0, effects, 0, size);
        check = this::checkCopy;
    }

    /** Checks what was measured last. */
    @TearDown
    public void check() {
        check.run();
    }

    /** Requires all observations, in order, and loss and gradient as the oracle sums them up. */
    private void check(DosageIndex index) {
        float[] x = new float[index.count()];
        float[] t = new float[index.count()];
        for (int i = 0; i < index.count(); i++) {
            x[i] = index.dosage(i);
            t[i] = index.effect(i);
        }
        checkKeys(ObservationOrder.keys(new Workload(workload.network(), x, t)));
        Oracle.ofDoubles(workload).checkGradient(GradientSums.of(index.gradient(workload.network())), size);
    }

    private void checkKeys(long[] sorted) {
        long[] wanted = keys.clone();
        Arrays.parallelSort(wanted);
        if (!Arrays.equals(sorted, wanted)) {
            throw new IllegalStateException("what was sorted is not what was given, in order");
        }
    }

    private void checkCopy() {
        if (!Arrays.equals(dosages, workload.dosages()) || !Arrays.equals(effects, workload.observed())) {
            throw new IllegalStateException("a copy differs");
        }
    }
}
