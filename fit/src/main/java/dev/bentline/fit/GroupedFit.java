package dev.bentline.fit;

import dev.bentline.DosageIndex;
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

    private final @Nullable BendSearch search;
    private final UnaryOperator<BendSearch> options;
    private final Scaling scaling;
    private final int threads;

    private GroupedFit(@Nullable BendSearch search, UnaryOperator<BendSearch> options, Scaling scaling, int threads) {
        this.search = search;
        this.options = options;
        this.scaling = scaling;
        this.threads = threads;
    }

    /** Fits each group by one search, on a linear scale and one thread. */
    public static GroupedFit of(BendSearch search) {
        Objects.requireNonNull(search, "search");
        return new GroupedFit(search, same -> same, dosages -> DosageScale.LINEAR, 1);
    }

    /**
     * Fits each group by searches of several widths, and takes the one of its {@link WidthChoice}.
     *
     * @param options adds them to the search of each width
     */
    public static GroupedFit ofAnyWidth(UnaryOperator<BendSearch> options) {
        return new GroupedFit(null, Objects.requireNonNull(options, "options"), dosages -> DosageScale.LINEAR, 1);
    }

    /** Returns a copy that fits on a scale. */
    public GroupedFit withScale(DosageScale scale) {
        Objects.requireNonNull(scale, "scale");
        return new GroupedFit(search, options, dosages -> scale, threads);
    }

    /** Returns a copy that fits on {@link DosageScale#log10(float[])} of each group's dosages. */
    public GroupedFit withLog10() {
        return new GroupedFit(search, options, DosageScale::log10, threads);
    }

    /** Returns a copy that fits so many groups at once. */
    public GroupedFit withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        return new GroupedFit(search, options, scaling, threads);
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

    private CurveFit curve(ObservationGroup<?> group) {
        Interval dosages = GroupCheck.of(group);
        DosageScale scale = scaling.of(group.dosages());
        GroupCheck.check(group, scale);
        BendSearch search = this.search;
        if (search != null && group.count() < 2 * search.hidden() + 1) {
            throw new IllegalArgumentException("fewer observations than parameters");
        }
        return group.weights().length == 0 ? unweighted(group, scale, dosages) : weighted(group, scale, dosages);
    }

    private CurveFit unweighted(ObservationGroup<?> group, DosageScale scale, Interval dosages) {
        DosageIndex index = DosageIndex.of(group.dosages(), group.effects(), scale, 1);
        BendSearch search = this.search;
        if (search == null) {
            return curve(WidthChoice.of(index, options), scale, dosages);
        }
        Fit fit = search.fit(index);
        return curve(fit, search.hidden(), GoodnessOfFit.of(fit, index), scale, dosages);
    }

    private CurveFit weighted(ObservationGroup<?> group, DosageScale scale, Interval dosages) {
        float[] positions = scale.positions(group.dosages());
        float[] weights = group.weights();
        BendSearch search = this.search;
        if (search == null) {
            return curve(WidthChoice.of(positions, group.effects(), weights, options), scale, dosages);
        }
        Fit fit = search.fit(group.dosages(), group.effects(), weights, scale);
        GoodnessOfFit goodness = GoodnessOfFit.of(fit, positions, group.effects(), weights);
        return curve(fit, search.hidden(), goodness, scale, dosages);
    }

    private static CurveFit curve(WidthChoice choice, DosageScale scale, Interval dosages) {
        return curve(choice.fit(), choice.hidden(), choice.goodness(), scale, dosages);
    }

    private static CurveFit curve(Fit fit, int hidden, GoodnessOfFit goodness, DosageScale scale, Interval dosages) {
        Fit placed = BendSearch.with(fit, fit.network().withDosageScale(scale).withDosages(dosages));
        return CurveFit.of(placed, hidden, goodness, dosages);
    }
}
