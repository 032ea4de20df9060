package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.fit.BendSearch;
import java.util.List;
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

/**
 * Times a fit to the few observations of a laboratory's dose-response curve, from nothing to a network, its loss included:
 * a search of bends beside descents from random starts. Every call fits the next of many curves, so that no branch
 * predictor learns one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {ForkFlags.LEAST_HEAP, ForkFlags.MOST_HEAP, ForkFlags.YOUNG, ForkFlags.VECTOR_MODULE})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallFitBenchmark {
    static final int CURVES = 256;
    private static final int RESTARTS = 32;
    private static final double ROUNDING = 1e-6;

    /** Hidden nodes. */
    @Param("2")
    int width;

    /** Distinct dosages. */
    @Param({"8", "24"})
    int distinct;

    /** Observations, as many of every dosage. */
    @Param("24")
    int size;

    @SuppressWarnings("NullAway.Init")
    private List<NoisySigmoid> curves;

    private int next;
    private @Nullable NoisySigmoid last;

    @SuppressWarnings("NullAway.Init")
    private Fit fit;

    /** Makes noisy sigmoid declines over the logarithm of the dosage, no two of them alike. */
    @Setup
    public void setUp() {
        curves = NoisySigmoid.of(CURVES, distinct, size);
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.printf(
                Locale.ROOT,
                "%sfits of %d nodes to %d observations: %s, 1 thread%n",
                NetworkBenchmark.EVIDENCE,
                width,
                size,
                System.getProperty("java.vm.version"));
    }

    private NoisySigmoid turn() {
        NoisySigmoid curve = curves.get(next);
        next = (next + 1) % CURVES;
        last = curve;
        return curve;
    }

    /** A search of bends. */
    @Benchmark
    public Fit search() {
        NoisySigmoid curve = turn();
        fit = BendSearch.of(width).fit(curve.places(), curve.effects());
        return fit;
    }

    /** Descents from as many random starts as the command makes. */
    @Benchmark
    public Fit descent() {
        fit = descend(turn());
        return fit;
    }

    private Fit descend(NoisySigmoid curve) {
        return GradientDescent.random(width, 1, RESTARTS).withThreads(1).fit(curve.places(), curve.effects());
    }

    /** Sums up the residuals of the last fit, which a search may not lose to a descent. */
    @TearDown
    public void check() {
        if (last == null) {
            throw new IllegalStateException("nothing was measured");
        }
        BentLine line = BentLine.of(fit.network());
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double residual = line.effect(last.places()[i]) - last.effects()[i];
            squares += residual * residual;
        }
        if (Math.abs(squares - fit.sumOfSquaredResiduals()) > ROUNDING * squares) {
            throw new IllegalStateException("the residuals' squares are " + squares + ": " + fit);
        }
        double least = descend(last).sumOfSquaredResiduals();
        if (fit.epochs() == 0 && squares > least * (1 + ROUNDING)) {
            throw new IllegalStateException("a descent comes to " + least + ": " + fit);
        }
    }
}
