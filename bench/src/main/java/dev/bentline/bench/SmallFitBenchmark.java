package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.Fit;
import dev.bentline.GradientDescent;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.fit.BendSearch;
import java.util.Locale;
import java.util.SplittableRandom;
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
    private static final int CURVES = 256;
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
    private float[][] dosages;

    @SuppressWarnings("NullAway.Init")
    private float[][] effects;

    private int next;
    private int last = -1;

    @SuppressWarnings("NullAway.Init")
    private Fit fit;

    /** Makes noisy sigmoid declines over the logarithm of the dosage, no two of them alike. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        dosages = new float[CURVES][size];
        effects = new float[CURVES][size];
        for (int curve = 0; curve < CURVES; curve++) {
            double half = random.nextDouble(0.3, 0.7);
            double steepness = random.nextDouble(4, 16);
            for (int i = 0; i < size; i++) {
                double place = (double) (i % distinct) / (distinct - 1);
                dosages[curve][i] = (float) place;
                effects[curve][i] =
                        (float) (8 / (1 + Math.exp(steepness * (place - half))) + 0.5 * random.nextGaussian());
            }
        }
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

    private int turn() {
        last = next;
        next = (next + 1) % CURVES;
        return last;
    }

    /** A search of bends. */
    @Benchmark
    public Fit search() {
        int curve = turn();
        fit = BendSearch.of(width).fit(dosages[curve], effects[curve]);
        return fit;
    }

    /** Descents from as many random starts as the command makes. */
    @Benchmark
    public Fit descent() {
        int curve = turn();
        fit = descend(curve);
        return fit;
    }

    private Fit descend(int curve) {
        return GradientDescent.random(width, 1, RESTARTS).withThreads(1).fit(dosages[curve], effects[curve]);
    }

    /** Sums up the residuals of the last fit, which a search may not lose to a descent. */
    @TearDown
    public void check() {
        if (last < 0) {
            throw new IllegalStateException("nothing was measured");
        }
        BentLine line = BentLine.of(fit.network());
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double residual = line.effect(dosages[last][i]) - effects[last][i];
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
