package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.fit.segmented.LineShape;
import dev.bentline.fit.segmented.Output;
import dev.bentline.fit.segmented.RepeatedRegression;
import dev.bentline.fit.segmented.SegmentedLine;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Fits again and again to observations as they might have come out, to show how sure a fit is. Immutable, thread-safe:
 *
 * <pre>
 * Refits refits = Bootstrap.of(fit, observations).withSeed(1).run();
 * </pre>
 *
 * <p>Each refit is the network of least squares among those of the fit's width and output, which a {@link BendSearch} finds.
 * It draws from random numbers of its own, which follow from the seed and its place, so any number of threads gives the same
 * bits; and observations are sorted, so their order does not matter.
 */
public final class Bootstrap {
    private static final int REFITS = 1000;

    private final Fit fit;
    private final WeightedObservations observations;
    private final RefitPlan plan;

    private Bootstrap(Fit fit, WeightedObservations observations, RefitPlan plan) {
        this.fit = fit;
        this.observations = observations;
        this.plan = plan;
    }

    /**
     * The bootstrap of a fit to the observations of an index.
     *
     * @throws IllegalArgumentException as {@link #of(Fit, WeightedObservations)} does
     */
    public static Bootstrap of(Fit fit, DosageIndex index) {
        return of(fit, WeightedObservations.of(index));
    }

    /**
     * The bootstrap of a fit: 1,000 refits to resampled residuals, from seed 1, on one thread.
     *
     * @param fit a fit of a ReLU network of 1 to 6 nodes
     * @param observations those that it was fitted to, of at most 10,000 distinct dosages
     * @throws IllegalArgumentException if the network or the observations are others, or they are on different scales
     */
    public static Bootstrap of(Fit fit, WeightedObservations observations) {
        Network network = fit.network();
        observations.checkScale(network);
        if (network.hidden() != Activation.RELU || network.output() == Activation.SOFTPLUS) {
            throw new IllegalArgumentException("the network is of " + network.hidden() + " nodes and the output "
                    + network.output() + "; a bootstrap refits RELU nodes with the output RELU or IDENTITY");
        }
        if (network.width() > BendSearch.MOST_HIDDEN) {
            throw new IllegalArgumentException("the network has " + network.width()
                    + " hidden nodes; a bootstrap refits at most " + BendSearch.MOST_HIDDEN);
        }
        if (observations.distinct() > BendSearch.MOST_DOSAGES) {
            throw new IllegalArgumentException(
                    "there are more than " + BendSearch.MOST_DOSAGES + " distinct dosages, the most of a bootstrap");
        }
        return new Bootstrap(fit, observations, RefitPlan.of(REFITS));
    }

    /** Returns a copy that makes another number of refits, at least 1. */
    public Bootstrap withRefits(int refits) {
        return with(plan.withRefits(refits, 1));
    }

    /** Returns a copy that starts from another seed, any number. */
    public Bootstrap withSeed(long seed) {
        return with(plan.withSeed(seed));
    }

    /** Returns a copy that runs on at most so many threads, at least 1, with the same bits. */
    public Bootstrap withThreads(int threads) {
        return with(plan.withThreads(threads));
    }

    /** Returns a copy that resamples in another way. */
    public Bootstrap withResampling(Resampling resampling) {
        return with(plan.withResampling(resampling));
    }

    /** Returns a copy whose refits never rise, or never fall, as the fit. */
    public Bootstrap withMonotone(Monotone monotone) {
        return with(plan.withMonotone(monotone));
    }

    Bootstrap with(RefitPlan plan) {
        return new Bootstrap(fit, observations, plan);
    }

    /** Makes the refits. */
    public Refits run() {
        DosageMeans means = DosageMeans.of(observations);
        SegmentedLine[] lines = new SegmentedLine[plan.refits()];
        boolean[] few = new boolean[plan.refits()];
        int parts = Math.min(plan.threads(), plan.refits());
        List<Callable<Object>> tasks = IntStream.range(0, parts)
                .mapToObj(part ->
                        Executors.callable(() -> refit(means, lines, few, start(part, parts), start(part + 1, parts))))
                .toList();
        if (parts == 1) {
            refit(means, lines, few, 0, plan.refits());
        } else {
            try (ForkJoinPool pool = new ForkJoinPool(parts)) {
                pool.invokeAllUninterruptibly(tasks).forEach(Bootstrap::finish);
            }
        }
        int fewDosages =
                (int) IntStream.range(0, plan.refits()).filter(i -> few[i]).count();
        return new Refits(fit, observations.range(), lines, means.range(), plan.monotone(), fewDosages);
    }

    /** Throws what a part threw, so that whoever runs out of memory hears of it. */
    private static void finish(Future<Object> part) {
        if (part.state() == Future.State.FAILED && part.exceptionNow() instanceof Error error) {
            throw error;
        }
        part.resultNow();
    }

    private int start(int part, int parts) {
        return (int) ((long) plan.refits() * part / parts);
    }

    private void refit(DosageMeans means, SegmentedLine[] lines, boolean[] few, int from, int to) {
        Network network = fit.network();
        Output output = network.output() == Activation.RELU ? Output.RELU : Output.IDENTITY;
        LineShape shape = new LineShape(network.width(), output, plan.trend());
        RepeatedRegression regression = new RepeatedRegression(means.dosages(), shape);
        regression.first(means.weights(), means.effects());
        Resampler resampler = plan.resampling() == Resampling.RESIDUALS
                ? new ResidualResampler(network, observations, means)
                : new CaseResampler(observations, means);
        for (int i = from; i < to; i++) {
            resampler.draw(Resampler.stream(plan.seed(), i));
            lines[i] = regression.fit(resampler.weights(), resampler.effects());
            few[i] = resampler.distinct() <= network.width();
        }
    }
}
