package dev.bentline.bench;

import dev.bentline.DosageIndex;
import dev.bentline.Engine;
import dev.bentline.Fit;
import dev.bentline.Formulation;
import dev.bentline.Gradient;
import dev.bentline.GradientDescent;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
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

/**
 * Times a fit as its user sees it, from unsorted arrays to a network and its loss, beside the two ways it may go: by an
 * index, whatever the epochs, and as many gradient passes as it has evaluations, one more than epochs.
 */
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

    @SuppressWarnings("NullAway.Init")
    private Engine engine;

    /** Refuses what the last call left behind, if it is wrong. */
    private Runnable check = () -> {
        throw new IllegalStateException("nothing was measured");
    };

    /** Makes the observations. */
    @Setup
    public void setUp() {
        workload = Workload.toFit(width, size);
        engine = Engine.of(workload.network()).withThreads(threads());
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

    /** A fit that chooses its way. */
    @Benchmark
    public Fit fit() {
        Fit fit = descent().fit(workload.dosages(), workload.observed());
        check = () -> check(fit, new Oracle(workload.with(fit.network()), Formulation.DENSE));
        return fit;
    }

    /** An index, and a fit by it. */
    @Benchmark
    public Fit index() {
        Fit fit = descent().fit(DosageIndex.of(workload.dosages(), workload.observed(), threads()));
        check = () -> check(fit, Oracle.ofDoubles(workload.with(fit.network())));
        return fit;
    }

    /** Its evaluations by passes, and nothing else. */
    @Benchmark
    public Gradient passes() {
        Gradient gradient = pass();
        for (int epoch = 0; epoch < epochs; epoch++) {
            gradient = pass();
        }
        return gradient;
    }

    /** A single pass. */
    @Benchmark
    public Gradient pass() {
        Gradient gradient = engine.gradient(workload.dosages(), workload.observed());
        check = () -> new Oracle(workload, Formulation.DENSE).checkGradient(GradientSums.of(gradient), size);
        return gradient;
    }

    private GradientDescent descent() {
        return GradientDescent.from(workload.network()).withEpochs(epochs).withThreads(threads());
    }

    /** Checks what was measured last. */
    @TearDown
    public void check() {
        check.run();
    }

    /** Compares the loss of a fit with the oracle, and with that of the start. */
    private void check(Fit fit, Oracle oracle) {
        if (fit.epochs() != epochs) {
            throw new IllegalStateException("not " + epochs + " epochs: " + fit);
        }
        DosageIndex index = DosageIndex.of(workload.dosages(), workload.observed());
        double[] sums = GradientSums.of(index.gradient(fit.network()));
        sums[0] = fit.loss();
        oracle.checkGradient(sums, size);
        double before = index.gradient(workload.network()).loss();
        // A single step may overshoot; then the fit is its start, whose loss floats round.
        if (!(epochs > 1 ? fit.loss() < before : fit.loss() <= before * (1 + 1e-6))) {
            throw new IllegalStateException("the loss went from " + before + " to " + fit.loss());
        }
    }
}
