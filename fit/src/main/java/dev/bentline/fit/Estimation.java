package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.Fit;
import dev.bentline.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions to a fitted curve: its effective dosages, a benchmark dosage, and how sure they are. Immutable, thread-safe:
 *
 * <pre>
 * Estimates estimates = Estimation.of(Reference.UPPER, 10, 50, 90).withBootstrap(1000).answer(fit, observations);
 * </pre>
 */
public final class Estimation {
    private static final double CONFIDENCE = 0.95;

    private final Reference reference;
    private final List<Double> percents;
    private final @Nullable Double benchmarkResponse;
    private final double confidence;
    private final RefitPlan plan;

    private Estimation(
            Reference reference,
            List<Double> percents,
            @Nullable Double benchmarkResponse,
            double confidence,
            RefitPlan plan) {
        this.reference = reference;
        this.percents = percents;
        this.benchmarkResponse = benchmarkResponse;
        this.confidence = confidence;
        this.plan = plan;
    }

    /**
     * Asks for the dosages of some percents of effect, without intervals.
     *
     * @param reference what the percents are of
     * @param percents as {@link EffectiveDosages#of(BentLine, Interval, Reference, double...)} takes them; may be none
     */
    public static Estimation of(Reference reference, double... percents) {
        Objects.requireNonNull(reference, "reference");
        EffectiveDosages.check(reference, percents);
        List<Double> list = Arrays.stream(percents).boxed().toList();
        return new Estimation(reference, list, null, CONFIDENCE, RefitPlan.of(0));
    }

    /**
     * Returns a copy that asks for the {@link BenchmarkDosage}, too.
     *
     * @param response the part by which the control's effect changes, above 0 and finite
     */
    public Estimation withBenchmarkResponse(double response) {
        BenchmarkDosage.check(response);
        return new Estimation(reference, percents, response, confidence, plan);
    }

    /** Returns a copy with intervals of so many refits, at least 0, which is none. */
    public Estimation withBootstrap(int refits) {
        return with(plan.withRefits(refits, 0));
    }

    /** Returns a copy whose intervals hold so much of the refits, between 0 and 1; 0.95 otherwise. */
    public Estimation withConfidence(double confidence) {
        ConfidenceInterval.checkLevel(confidence);
        return new Estimation(reference, percents, benchmarkResponse, confidence, plan);
    }

    /** Returns a copy whose refits follow from another seed; 1 otherwise. */
    public Estimation withSeed(long seed) {
        return with(plan.withSeed(seed));
    }

    /** Returns a copy that resamples in another way; residuals otherwise. */
    public Estimation withResampling(Resampling resampling) {
        return with(plan.withResampling(resampling));
    }

    /** Returns a copy that refits on so many threads, at least 1, with the same bits. */
    public Estimation withThreads(int threads) {
        return with(plan.withThreads(threads));
    }

    /** Returns a copy whose refits never rise, or never fall, as the fit. */
    public Estimation withMonotone(Monotone monotone) {
        return with(plan.withMonotone(monotone));
    }

    private Estimation with(RefitPlan plan) {
        return new Estimation(reference, percents, benchmarkResponse, confidence, plan);
    }

    /** Returns whether there are intervals. */
    public boolean hasIntervals() {
        return plan.refits() > 0;
    }

    /** Returns whether a benchmark dosage is asked for. */
    public boolean asksForBenchmarkDosage() {
        return benchmarkResponse != null;
    }

    /** The percents asked for. */
    public List<Double> percents() {
        return percents;
    }

    /**
     * The answers of a fit; without intervals where there are no more observations than parameters, for then no residual tells
     * how far observations lie from their means.
     *
     * @param observations those that it was fitted to
     * @throws IllegalArgumentException if the network is of softplus nodes, or {@link Bootstrap#of(Fit, WeightedObservations)}
     *     refuses it where there are intervals
     */
    public Estimates answer(Fit fit, WeightedObservations observations) {
        Interval dosages = observations.range();
        BentLine line = BentLine.of(fit.network());
        double[] wanted = percents.stream().mapToDouble(Double::doubleValue).toArray();
        boolean sure = hasIntervals() && GoodnessOfFit.of(fit, observations).degreesOfFreedom() > 0;
        Refits made = sure ? Bootstrap.of(fit, observations).with(plan).run() : null;
        Optional<Double> response = Optional.ofNullable(benchmarkResponse);
        return new Estimates(
                made == null
                        ? EffectiveDosages.of(line, dosages, reference, wanted)
                        : EffectiveDosages.of(made, confidence, reference, wanted),
                response.map(part -> made == null
                        ? BenchmarkDosage.of(line, dosages, part)
                        : BenchmarkDosage.of(made, part, confidence)),
                line.integral(dosages.from(), dosages.to()),
                line.integralOnScale(dosages.from(), dosages.to()),
                made == null ? ConfidenceInterval.UNKNOWN : area(made),
                SteepestSlope.of(line, dosages),
                Optional.ofNullable(made));
    }

    private ConfidenceInterval area(Refits made) {
        double[] areas = made.curves().stream().mapToDouble(Curve::areaOnScale).toArray();
        return ConfidenceInterval.percentile(areas, confidence);
    }
}
