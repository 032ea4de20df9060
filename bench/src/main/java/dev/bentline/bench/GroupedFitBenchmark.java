package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.CurveFit;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GroupFit;
import dev.bentline.fit.GroupedFit;
import dev.bentline.fit.ObservationGroup;
import dev.bentline.fit.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Times fits of many curves on logarithms of their dosages, each with its goodness, area, slope and dosage of half effect,
 * and where there are refits, with the limits of these. Divide by the curves for what one takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
        jvmArgs = {ForkFlags.LEAST_HEAP, ForkFlags.MOST_HEAP, ForkFlags.YOUNG, ForkFlags.VECTOR_MODULE})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupedFitBenchmark {
    private static final double ROUNDING = 1e-6;

    /** Curves of a call: enough for all threads to work to its end. */
    @Param("1024")
    int curves;

    /** Hidden nodes. */
    @Param("2")
    int width;

    /** Distinct dosages of a curve. */
    @Param("8")
    int distinct;

    /** Observations of a curve, as many of every dosage. */
    @Param("24")
    int size;

    /** Refits of a curve; 0 for no limits. */
    @Param({"0", "200"})
    int refits;

    /** Threads; 0 for all processors. */
    @Param({"1", "0"})
    int threads;

    @SuppressWarnings("NullAway.Init")
    private List<ObservationGroup<Integer>> groups;

    @SuppressWarnings("NullAway.Init")
    private GroupedFit grouped;

    private List<GroupFit<Integer>> last = List.of();

    /** Makes the observations. */
    @Setup
    public void setUp() {
        List<NoisySigmoid> all = NoisySigmoid.of(curves, distinct, size);
        groups = IntStream.range(0, curves)
                .mapToObj(curve -> ObservationGroup.of(
                        curve, all.get(curve).dosages(), all.get(curve).effects()))
                .toList();
        grouped = GroupedFit.of(BendSearch.of(width))
                .withLog10()
                .withEstimation(Estimation.of(Reference.UPPER, 50).withBootstrap(refits))
                .withThreads(threads());
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.printf(
                Locale.ROOT,
                "%s%,d curves of %d observations, %d nodes, %d refits each: %s, %d threads of %d processors%n",
                NetworkBenchmark.EVIDENCE,
                curves,
                size,
                width,
                refits,
                System.getProperty("java.vm.version"),
                threads(),
                Runtime.getRuntime().availableProcessors());
    }

    private int threads() {
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** All curves. */
    @Benchmark
    public List<GroupFit<Integer>> fit() {
        List<GroupFit<Integer>> results = new ArrayList<>(curves);
        grouped.fit(groups.iterator(), results::add);
        last = results;
        return results;
    }

    /** Sums up the residuals of every curve, and searches it anew, alone. */
    @TearDown
    public void check() {
        if (last.size() != curves) {
            throw new IllegalStateException(last.size() + " curves instead of " + curves);
        }
        for (int i = 0; i < curves; i++) {
            CurveFit curve = last.get(i).curve().orElseThrow();
            if (last.get(i).group().key() != i || !isRight(groups.get(i), curve)) {
                throw new IllegalStateException("curve " + i + " is not fitted so: " + curve);
            }
        }
    }

    private boolean isRight(ObservationGroup<Integer> group, CurveFit curve) {
        BentLine line = BentLine.of(curve.fit().network());
        double squares = 0;
        for (int i = 0; i < size; i++) {
            double residual = line.effect(group.dosages()[i]) - group.effects()[i];
            squares += residual * residual;
        }
        double told = curve.fit().sumOfSquaredResiduals();
        DosageScale scale = DosageScale.log10(group.dosages());
        Fit alone = BendSearch.of(width).fit(DosageIndex.of(group.dosages(), group.effects(), scale, 1));
        return Math.abs(squares - told) <= ROUNDING * squares
                && told == alone.sumOfSquaredResiduals()
                && curve.estimates().areaOnScaleLimits().refits() == refits;
    }
}
