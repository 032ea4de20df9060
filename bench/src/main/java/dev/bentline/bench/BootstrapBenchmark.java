package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.Bootstrap;
import dev.bentline.fit.EffectiveDosage;
import dev.bentline.fit.EffectiveDosages;
import dev.bentline.fit.Reference;
import dev.bentline.fit.Refits;
import dev.bentline.fit.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
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
 * Times 1,000 refits to resampled observations of a laboratory's dose-response curve, and the limits of its dosage of half
 * effect. Every call begins with another seed, so that no branch predictor learns the draws.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {ForkFlags.LEAST_HEAP, ForkFlags.MOST_HEAP, ForkFlags.YOUNG, ForkFlags.VECTOR_MODULE})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BootstrapBenchmark {
    private static final int REFITS = 1000;

    /** Hidden nodes. */
    @Param("2")
    int width;

    /** Distinct dosages: a control, and a series of factor 2. */
    @Param("7")
    int distinct;

    /** Observations, as many of every dosage. */
    @Param("24")
    int size;

    /** The way in which observations are drawn. */
    @SuppressWarnings("NullAway.Init")
    @Param({"RESIDUALS", "CASES"})
    Resampling resampling;

    @SuppressWarnings("NullAway.Init")
    private Bootstrap bootstrap;

    private long seed;

    private @Nullable Refits last;

    /** Makes a noisy sigmoid decline over the logarithm of the dosage, and fits it. */
    @Setup
    public void setUp() {
        SplittableRandom random = new SplittableRandom(1);
        float[] dosages = new float[size];
        float[] effects = new float[size];
        for (int i = 0; i < size; i++) {
            int step = i % distinct;
            dosages[i] = step == 0 ? 0 : (float) Math.scalb(1.0, step - 1);
            effects[i] = (float) (8 / (1 + Math.pow(dosages[i] / 3, 3)) + 0.5 * random.nextGaussian());
        }
        DosageIndex index = DosageIndex.of(dosages, effects, DosageScale.log10(dosages), 1);
        Fit fit = BendSearch.of(width).fit(index);
        bootstrap = Bootstrap.of(fit, index).withRefits(REFITS).withResampling(resampling);
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.printf(
                Locale.ROOT,
                "%s%d refits of %d nodes to %d observations: %s, 1 thread%n",
                NetworkBenchmark.EVIDENCE,
                REFITS,
                width,
                size,
                System.getProperty("java.vm.version"));
    }

    /** The refits alone. */
    @Benchmark
    public Refits refits() {
        Refits refits = bootstrap.withSeed(seed++).run();
        last = refits;
        return refits;
    }

    /** The refits, and the dosages of 10, 50 and 90 percent effect with their limits. */
    @Benchmark
    public List<EffectiveDosage> dosages() {
        return EffectiveDosages.of(refits(), 0.95, Reference.UPPER, 10, 50, 90);
    }

    /** Compares the refits' effects at the control with the fit's: they lie around it, and are not it. */
    @TearDown
    public void check() {
        if (last == null) {
            throw new IllegalStateException("nothing was measured");
        }
        double fitted = BentLine.of(last.fit().network()).effect(0);
        double[] effects = last.statistic(line -> line.effect(0));
        double mean = Arrays.stream(effects).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(effects)
                .map(effect -> (effect - mean) * (effect - mean))
                .average()
                .orElseThrow());
        if (effects.length != REFITS || !(spread > 0) || Math.abs(mean - fitted) > spread) {
            throw new IllegalStateException("the effects of " + effects.length + " refits are " + mean + " +- " + spread
                    + ", that of the fit " + fitted);
        }
    }
}
