package dev.bentline.fit;

import dev.bentline.DosageScale;
import dev.bentline.Fit;
import dev.bentline.Interval;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits many dose-response curves, each as a {@link BendSearch} of it alone would, side by side on several threads.
 * Immutable, thread-safe:
 *
 * <pre>
 * GroupedFit.of(BendSearch.of(2)).withLog10().fit(groups.iterator(), result -&gt; rows.add(result));
 * </pre>
 *
 * <p>Results come in the order of the groups, and are the same for any number of threads. A group that cannot be fitted has
 * a {@link GroupFit#failure} in its place, and the others go on.
 */
public final class GroupedFit {
    /** Observations after which a batch of groups is handed to a thread: some 10 milliseconds of work. */
    private static final int BATCH = 2048;

    /** Asks for areas and slopes alone. */
    private static final Estimation NOTHING = Estimation.of(Reference.UPPER);

    private final @Nullable BendSearch search;
    private final UnaryOperator<BendSearch> options;
    private final Scaling scaling;
    private final Estimation estimation;
    private final int threads;

    private GroupedFit(
            @Nullable BendSearch search,
            UnaryOperator<BendSearch> options,
            Scaling scaling,
            Estimation estimation,
            int threads) {
        this.search = search;
        this.options = options;
        this.scaling = scaling;
        this.estimation = estimation;
        this.threads = threads;
    }

    /** Fits each group by one search, on a linear scale and one thread. */
    public static GroupedFit of(BendSearch search) {
        Objects.requireNonNull(search, "search");
        return new GroupedFit(search, same -> same, dosages -> DosageScale.LINEAR, NOTHING, 1);
    }

    /**
     * Fits each group by searches of several widths, and takes the one of its {@link WidthChoice}.
     *
     * @param options adds them to the search of each width
     */
    public static GroupedFit ofAnyWidth(UnaryOperator<BendSearch> options) {
        return new GroupedFit(
                null, Objects.requireNonNull(options, "options"), dosages -> DosageScale.LINEAR, NOTHING, 1);
    }

    /** Returns a copy that fits on a scale. */
    public GroupedFit withScale(DosageScale scale) {
        Objects.requireNonNull(scale, "scale");
        return new GroupedFit(search, options, dosages -> scale, estimation, threads);
    }

    /** Returns a copy that fits on {@link DosageScale#log10(float[])} of each group's dosages. */
    public GroupedFit withLog10() {
        return new GroupedFit(search, options, DosageScale::log10, estimation, threads);
    }

    /** Returns a copy that asks more of each curve than its area and slope; an estimation uses one thread then. */
    public GroupedFit withEstimation(Estimation estimation) {
        Objects.requireNonNull(estimation, "estimation");
        return new GroupedFit(search, options, scaling, estimation.withThreads(1), threads);
    }

    /** Returns a copy that fits so many groups at once. */
    public GroupedFit withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        return new GroupedFit(search, options, scaling, estimation, threads);
    }

    /** Chooses the scale for the dosages of a group. */
    @FunctionalInterface
    private interface Scaling {
        /** Returns the scale, or throws IllegalArgumentException if there is none. */
        DosageScale of(float[] dosages);
    }

    /**
     * Fits groups, few of which are held at a time.
     *
     * @param groups asked for, one after the other, by the calling thread
     * @param results takes them in the order of the groups, on the calling thread; what it throws ends the run
     */
    public <K> void fit(Iterator<ObservationGroup<K>> groups, Consumer<? super GroupFit<K>> results) {
        new OrderedWork<ObservationGroup<K>, GroupFit<K>>(this::fit, ObservationGroup::count, BATCH, threads)
                .run(groups, results);
    }

    /** Fits one group. */
    public <K> GroupFit<K> fit(ObservationGroup<K> group) {
        try {
            return new GroupFit<>(group, Optional.of(curve(group)), "");
        } catch (IllegalArgumentException e) {
            return new GroupFit<>(group, Optional.empty(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // no group ends a run of hours
            return new GroupFit<>(group, Optional.empty(), e.toString());
        }
    }

    private CurveFit curve(ObservationGroup<?> all) {
        Interval dosages = GroupCheck.of(all);
        ObservationGroup<?> group = all.counted();
        DosageScale scale = scaling.of(group.dosages());
        GroupCheck.check(all, dosages, scale);
        BendSearch search = this.search;
        if (search != null && group.count() < 2 * search.hidden() + 1) {
            throw new IllegalArgumentException("fewer observations than parameters");
        }
        WeightedObservations observations = group.on(scale);
        if (search == null) {
            WidthChoice choice = WidthChoice.of(observations, options);
            return curve(choice, questions(choice).answer(choice.fit(), observations), dosages);
        }
        Fit fit = search.fit(observations);
        return CurveFit.of(
                fit,
                search.hidden(),
                GoodnessOfFit.of(fit, observations),
                estimation.answer(fit, observations),
                dosages);
    }

    /** The questions to a curve; a flat line, which has no bends to be unsure of, is not refitted. */
    private Estimation questions(WidthChoice choice) {
        return choice.hidden() == 0 ? estimation.withBootstrap(0) : estimation;
    }

    private static CurveFit curve(WidthChoice choice, Estimates estimates, Interval dosages) {
        return CurveFit.of(choice.fit(), choice.hidden(), choice.goodness(), estimates, dosages);
    }
}
