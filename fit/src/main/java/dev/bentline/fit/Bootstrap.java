package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.fit.segmented.LineShape;
import dev.bentline.fit.segmented.Output;
import dev.bentline.fit.segmented.RepeatedRegression;
import dev.bentline.fit.segmented.SegmentedLine;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fits again and again to observations as they might have come out, to show how sure a fit is. Immutable, thread-safe:
 *
 * <pre>
 * Refits refits = Bootstrap.of(fit, index).withSeed(1).run();
 * </pre>
 *
 * <p>Each refit is the network of least squares among those of the fit's width and output, which a {@link BendSearch} finds.
 * It draws from random numbers of its own, which follow from the seed and its place, so any number of threads gives the same
 * bits; and observations of an index are sorted, so their order does not matter.
 */
public final class Bootstrap {
    private static final int REFITS = 1000;
    private static final long SEED = 1;

    private final Fit fit;
    private final DosageIndex index;
    private final int refits;
    private final long seed;
    private final int threads;
    private final Resampling resampling;
    private final @Nullable Monotone monotone;

    private Bootstrap(
            Fit fit,
            DosageIndex index,
            int refits,
            long seed,
            int threads,
            Resampling resampling,
            @Nullable Monotone monotone) {
        this.fit = fit;
        this.index = index;
        this.refits = refits;
        this.seed = seed;
        this.threads = threads;
        this.resampling = resampling;
        this.monotone = monotone;
    }

    /**
     * The bootstrap of a fit: 1,000 refits to resampled residuals, from seed 1, on one thread.
     *
     * @param fit a fit of a ReLU network of 1 to 6 nodes
     * @param index the observations that it was fitted to, of at most 10,000 distinct dosages
     * @throws IllegalArgumentException if the network or the index is another, or they are on different scales
     */
    public static Bootstrap of(Fit fit, DosageIndex index) {
        Network network = fit.network();
        if (network.hidden() != Activation.RELU || network.output() == Activation.SOFTPLUS) {
            throw new IllegalArgumentException("the network is of " + network.hidden() + " nodes and the output "
                    + network.output() + "; a bootstrap refits RELU nodes with the output RELU or IDENTITY");
        }
        if (network.width() > BendSearch.MOST_HIDDEN) {
            throw new IllegalArgumentException("the network has " + network.width()
                    + " hidden nodes; a bootstrap refits at most " + BendSearch.MOST_HIDDEN);
        }
        if (!network.dosageScale().equals(index.scale())) {
            throw new IllegalArgumentException("the network is on the scale " + network.dosageScale()
                    + "; it must be on that of the index, " + index.scale());
        }
        if (!BendSearch.suits(index)) {
            throw new IllegalArgumentException(
                    "there are more than " + BendSearch.MOST_DOSAGES + " distinct dosages, the most of a bootstrap");
        }
        return new Bootstrap(fit, index, REFITS, SEED, 1, Resampling.RESIDUALS, null);
    }

    /** Returns a copy that makes another number of refits, at least 1. */
    public Bootstrap withRefits(int refits) {
        checkPositive("refits", refits);
        return new Bootstrap(fit, index, refits, seed, threads, resampling, monotone);
    }

    /** Returns a copy that starts from another seed, any number. */
    public Bootstrap withSeed(long seed) {
        return new Bootstrap(fit, index, refits, seed, threads, resampling, monotone);
    }

    /** Returns a copy that runs on at most so many threads, at least 1, with the same bits. */
    public Bootstrap withThreads(int threads) {
        checkPositive("threads", threads);
        return new Bootstrap(fit, index, refits, seed, threads, resampling, monotone);
    }

    /** Returns a copy that resamples in another way. */
    public Bootstrap withResampling(Resampling resampling) {
        Objects.requireNonNull(resampling, "resampling");
        return new Bootstrap(fit, index, refits, seed, threads, resampling, monotone);
    }

    /** Returns a copy whose refits never rise, or never fall, as the fit. */
    public Bootstrap withMonotone(Monotone monotone) {
        Objects.requireNonNull(monotone, "monotone");
        return new Bootstrap(fit, index, refits, seed, threads, resampling, monotone);
    }

    private static void checkPositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be at least 1");
        }
    }

    /** Makes the refits. */
    public Refits run() {
        DosageMeans means = DosageMeans.of(WeightedObservations.of(index));
        SegmentedLine[] lines = new SegmentedLine[refits];
        boolean[] few = new boolean[refits];
        int parts = Math.min(threads, refits);
        List<Callable<Object>> tasks = IntStream.range(0, parts)
                .mapToObj(part ->
                        Executors.callable(() -> refit(means, lines, few, start(part, parts), start(part + 1, parts))))
                .toList();
        if (parts == 1) {
            refit(means, lines, few, 0, refits);
        } else {
            try (ForkJoinPool pool = new ForkJoinPool(parts)) {
                pool.invokeAllUninterruptibly(tasks).forEach(Future::resultNow);
            }
        }
        int fewDosages = (int) IntStream.range(0, refits).filter(i -> few[i]).count();
        return new Refits(fit, dosages(), lines, means.range(), monotone, fewDosages);
    }

    private int start(int part, int parts) {
        return (int) ((long) refits * part / parts);
    }

    private Interval dosages() {
        return new Interval(
                index.scale().dosage(index.dosage(0)), index.scale().dosage(index.dosage(index.count() - 1)));
    }

    private void refit(DosageMeans means, SegmentedLine[] lines, boolean[] few, int from, int to) {
        Network network = fit.network();
        Output output = network.output() == Activation.RELU ? Output.RELU : Output.IDENTITY;
        LineShape shape = new LineShape(network.width(), output, monotone == null ? 0 : monotone.trend());
        RepeatedRegression regression = new RepeatedRegression(means.dosages(), shape);
        regression.first(means.weights(), means.effects());
        Resampler resampler = resampling == Resampling.RESIDUALS
                ? new ResidualResampler(network, index, means)
                : new CaseResampler(index, means);
        for (int i = from; i < to; i++) {
            resampler.draw(Resampler.stream(seed, i));
            lines[i] = regression.fit(resampler.weights(), resampler.effects());
            few[i] = resampler.distinct() <= network.width();
        }
    }
}
