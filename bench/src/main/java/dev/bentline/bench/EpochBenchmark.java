package dev.bentline.bench;

import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.FitListener;
import dev.bentline.GradientDescent;
import dev.bentline.Network;
import dev.bentline.Optimizer;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.Heap;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times an epoch of a real fit: loss, gradient, update, the search for bends that moved, and the listener, on one
 * thread.
 *
 * <p>A fit ends with a pass over all observations, which is no epoch's: {@link FitBenchmark} has it. Here the listener
 * throws once the last epoch is done, so that a call is the epochs, one loss more, and what it takes to begin and to throw;
 * JMH's clock is the only one. Every call begins at another network, so that none finds in the caches what the one before
 * it read there.
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
public class EpochBenchmark {
    /** The epochs a fit makes by default. */
    static final int EPOCHS = 10_000;

    static final int FIRST_EPOCHS = 100;

    /** Hidden nodes. */
    @Param("2")
    int width;

    /** Observations. */
    @Param("100000")
    int size;

    /** The rule that moves parameters. */
    @Param({"ADAM", "GRADIENT_DESCENT"})
    @SuppressWarnings("NullAway.Init")
    Optimizer.Kind optimizer;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private DosageIndex index;

    private int calls;
    private @Nullable Fit lastFit;
    private Watch watch = new Watch(0);

    /** Sees the losses of a call, and ends it. */
    private static final class Watch implements FitListener {
        private final int epochs;
        private double first;
        private double last;

        Watch(int epochs) {
            this.epochs = epochs;
        }

        @Override
        public boolean onEpoch(int restart, long epoch, double loss) {
            if (epoch == 0) {
                first = loss;
            }
            if (epoch == epochs) {
                last = loss;
                throw new Enough();
            }
            return true;
        }
    }

    /** Ends a fit before its last pass. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough epochs", null, false, false);
        }
    }

    /** Builds the index. */
    @Setup
    public void setUp() {
        workload = Workload.toFit(width, size);
        index = DosageIndex.of(workload.dosages(), workload.observed());
    }

    /** Runs all epochs of a fit. */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public double epochs() {
        return descend(EPOCHS);
    }

    /** The first of them only, when bends move most. */
    @Benchmark
    @OperationsPerInvocation(FIRST_EPOCHS)
    public double firstEpochs() {
        return descend(FIRST_EPOCHS);
    }

    private double descend(int epochs) {
        watch = new Watch(epochs);
        calls++;
        try {
            Fit fit = descent().withListener(watch).fit(index);
            throw new IllegalStateException("the fit ended after " + fit.epochs() + " epochs: " + fit.stop());
        } catch (Enough e) {
            return watch.last;
        }
    }

    private Network start() {
        return Workload.startOf(width, calls);
    }

    private GradientDescent descent() {
        return GradientDescent.from(start())
                .withOptimizer(new Optimizer(optimizer, OptionalDouble.empty()))
                .withEpochs(EPOCHS)
                .withThreads(1);
    }

    /**
     * Fits once more, to the end: the losses must be those that the last call saw, and loss and gradient at either end those
     * of the oracle. Prints what the fit did.
     */
    @TearDown
    public void check() {
        double[] losses = new double[EPOCHS + 1];
        Fit fit = descent()
                .withThreads(Runtime.getRuntime().availableProcessors())
                .withListener((restart, epoch, loss) -> {
                    losses[(int) epoch] = loss;
                    return true;
                })
                .fit(index);
        require("first loss", watch.first, losses[0]);
        require("last loss", watch.last, losses[watch.epochs]);
        double[] first = GradientSums.of(index.gradient(start()));
        first[0] = watch.first;
        Oracle.ofDoubles(workload.with(start())).checkGradient(first, size);
        double[] last = GradientSums.of(index.gradient(fit.network()));
        last[0] = fit.loss();
        Oracle.ofDoubles(workload.with(fit.network())).checkGradient(last, size);
        if (!(fit.loss() < watch.first)) {
            throw new IllegalStateException("the loss went from " + watch.first + " to " + fit.loss());
        }
        System.out.printf(
                Locale.ROOT,
                "%sindex epoch, %d nodes, %,d observations, %s, one thread: %.3f bytes an observation kept; a fit from %.3g to"
                        + " %.3g in %,d epochs, whose bends end %.1g observations from where they began%n",
                NetworkBenchmark.EVIDENCE,
                width,
                size,
                optimizer,
                (double) Heap.bytesInArrays(index) / size,
                watch.first,
                fit.loss(),
                fit.epochs(),
                (double) passed(fit.network()));
        lastFit = fit;
    }

    /** Returns what the last check found. */
    Fit lastFit() {
        return Objects.requireNonNull(lastFit);
    }

    private static void require(String what, double actual, double wanted) {
        if (actual != wanted) {
            throw new IllegalStateException(what + " is " + actual + "; it is " + wanted + " in a whole fit");
        }
    }

    /** Counts the observations between the bends of the last start and those of another network, for all nodes. */
    long passed(Network network) {
        Network start = start();
        long passed = 0;
        for (int h = 0; h < width; h++) {
            passed += Math.abs(left(network, h) - left(start, h));
        }
        return passed;
    }

    /** Counts the observations left of a bend. */
    private int left(Network network, int h) {
        double bend = -network.hiddenBias(h) / (double) network.hiddenWeight(h);
        int least = 0;
        int most = size;
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (index.dosage(middle) < bend) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }
}
