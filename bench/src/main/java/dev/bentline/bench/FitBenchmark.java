package dev.bentline.bench;

import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Times a fit as its user sees it: from unsorted arrays to a network and its loss, the index and the last pass included. */
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
public class FitBenchmark {
    /** Hidden nodes. */
    @Param("2")
    int width;

    /** Observations. */
    @Param("1000000")
    int size;

    /** Updates. */
    @Param({"1", "100"})
    int epochs;

    /** Threads; 0 for all processors. */
    @Param({"1", "0"})
    int threads;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    private @Nullable Fit fit;

    /** Makes the observations. */
    @Setup
    public void setUp() {
        workload = Workload.toFit(width, size);
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.printf(
                Locale.ROOT,
                "%swhole fit, %,d epochs: %s, %d threads of %d processors%n",
                NetworkBenchmark.EVIDENCE,
                epochs,
                System.getProperty("java.vm.version"),
                threads(),
                Runtime.getRuntime().availableProcessors());
    }

    private int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** An index, and a fit of it. */
    @Benchmark
    public Fit fit() {
        fit = GradientDescent.from(workload.network())
                .withEpochs(epochs)
                .withThreads(threads())
                .fit(DosageIndex.of(workload.dosages(), workload.observed(), threads()));
        return fit;
    }

    /** Compares the loss of the fit with the oracle, and with that of the start. */
    @TearDown
    public void check() {
        if (fit == null || fit.epochs() != epochs) {
            throw new IllegalStateException("not " + epochs + " epochs: " + fit);
        }
        DosageIndex index = DosageIndex.of(workload.dosages(), workload.observed());
        double[] sums = GradientSums.of(index.gradient(fit.network()));
        sums[0] = fit.loss();
        Oracle.ofDoubles(workload.with(fit.network())).checkGradient(sums, size);
        double before = index.gradient(workload.network()).loss();
        // A single step may overshoot; then the fit is its start.
        if (!(epochs > 1 ? fit.loss() < before : fit.loss() <= before)) {
            throw new IllegalStateException("the loss went from " + before + " to " + fit.loss());
        }
    }
}
