package dev.bentline;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits a network to observations by full-batch gradient descent; immutable, thread-safe. Every {@code with} gives a
 * changed copy:
 *
 * <pre>
 * Fit fit = GradientDescent.random(2, 1, 32).withEpochs(2000).fit(dosages, effects);
 * </pre>
 *
 * <p>With a given rate, the fit is the last network; with a rate of the optimizer's own, the best one on the way.
 *
 * <p>On a {@link DosageIndex}, an epoch of a ReLU network costs O(H log n) for H nodes and n observations, whatever the formulation an {@link Engine}
 * would choose; one of a softplus network is a pass of an engine over all observations, on the nearest floats of the
 * parameters. Parameters are doubles on the way, and become floats once, at the end. Those that may not move keep their
 * bits. The same observations, start and settings give the same fit, whatever the number of threads and, on an index, the
 * order of the observations.
 */
public final class GradientDescent {
    private final @Nullable Network start;
    private final int width;
    private final long seed;
    private final int restarts;
    private final Settings settings;

    private GradientDescent(@Nullable Network start, int width, long seed, int restarts, Settings settings) {
        this.start = start;
        this.width = width;
        this.seed = seed;
        this.restarts = restarts;
        this.settings = settings;
    }

    /** A descent from a network. */
    public static GradientDescent from(Network start) {
        Objects.requireNonNull(start, "start");
        return new GradientDescent(start, start.width(), 0, 1, new Settings());
    }

    /**
     * Descents from random ReLU networks whose bends lie on the range of the dosages; the one that ends with the smallest
     * loss is the fit, the lowest restart of equals. The output is ReLU where no effect is negative; otherwise identity
     * and ReLU take turns.
     *
     * @param hidden the number of hidden nodes, at least 1
     * @param seed the same seed gives the same starts, and more restarts the same and others
     * @param restarts how many starts, at least 1
     */
    public static GradientDescent random(int hidden, long seed, int restarts) {
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden is " + hidden + "; it must be at least 1");
        }
        if (restarts < 1) {
            throw new IllegalArgumentException("restarts is " + restarts + "; it must be at least 1");
        }
        return new GradientDescent(null, hidden, seed, restarts, new Settings());
    }

    private GradientDescent with(Consumer<Settings> change) {
        Settings changed = new Settings(settings);
        change.accept(changed);
        return new GradientDescent(start, width, seed, restarts, changed);
    }

    /** Returns a copy with an optimizer; {@link Optimizer#adam()} otherwise. */
    public GradientDescent withOptimizer(Optimizer optimizer) {
        Objects.requireNonNull(optimizer, "optimizer");
        return with(changed -> changed.optimizer = optimizer);
    }

    /** Returns a copy with a loss; {@link Loss#SSR} otherwise. */
    public GradientDescent withLoss(Loss loss) {
        Objects.requireNonNull(loss, "loss");
        return with(changed -> changed.loss = loss);
    }

    /** Returns a copy that moves some parameters only; all of them otherwise. */
    public GradientDescent withTrained(ParameterSet trained) {
        Objects.requireNonNull(trained, "trained");
        return with(changed -> changed.trained = trained);
    }

    /** Returns a copy with a derivative of ReLU at its bend; otherwise the start's, and 0 for random starts. */
    public GradientDescent withBend(Bend bend) {
        Objects.requireNonNull(bend, "bend");
        return with(changed -> changed.bend = bend);
    }

    /**
     * Returns a copy with at most so many updates; 10,000 otherwise.
     *
     * @param epochs at least 0: then the fit is the start
     */
    public GradientDescent withEpochs(long epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("epochs is " + epochs + "; it must be at least 0");
        }
        return with(changed -> changed.epochs = epochs);
    }

    /**
     * Returns a copy that goes on until the loss of the current network, rounded to floats and summed up observation by observation, is strictly below
     * a limit: it ends before the update then.
     *
     * @param loss a number above 0; 0 for no limit
     */
    public GradientDescent withUntilLoss(double loss) {
        checkLimit("until-loss", loss);
        return with(changed -> changed.untilLoss = loss);
    }

    /**
     * Returns a copy that goes on until an update moves no parameter by more than so much, in the units of {@link Optimizer#adam(double)}.
     *
     * @param change at least 0; 0, the default, ends a fit that nothing moves any more
     */
    public GradientDescent withUntilChange(double change) {
        checkLimit("until-change", change);
        return with(changed -> changed.untilChange = change);
    }

    private static void checkLimit(String what, double limit) {
        if (!(limit >= 0 && limit <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(what + " is " + limit + "; it must be a finite number, 0 or above");
        }
    }

    /** Returns a copy that runs on at most so many threads; on all processors otherwise. */
    public GradientDescent withThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        return with(changed -> changed.threads = threads);
    }

    /** Returns a copy with a listener, which sees every epoch and may end the fit. */
    public GradientDescent withListener(FitListener listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.listener = listener);
    }

    /**
     * Fits to observations, by an index where the epochs there can be pay for one. Otherwise an evaluation, one for the
     * start and one after each epoch, is a pass of an engine over the arrays, as it always is for softplus networks. How
     * many evaluations of a network of H ReLU nodes cost as much as an index of n observations is counted, not timed:
     *
     * <pre>
     * E = n I / (n P - 8000 (H + 2)), rounded down; without end where the divisor is not above 0
     *
     * I = 600, where the dosages ascend or descend 330
     * P = 10 for 2 nodes, 20 + 3 H for others, 100 for a bent line, 12 for one in order
     * </pre>
     *
     * <ul>
     *   <li>A fit of fewer than E epochs is passes alone. Its losses are those of {@link Engine#gradient(float[], float[])},
     *       the {@linkplain Fit#loss last} and the one that {@linkplain #withUntilLoss ends} it too, and its last bits depend
     *       on the order of the observations.
     *   <li>A fit that may be longer begins with E / 12 passes, rounded down. If it has not ended by then, or a loss overflows
     *       floats, it goes on as by {@link #fit(DosageIndex)}.
     *   <li>A fit from random starts, which take a hundred evaluations each, is by an index alone. So is one whose largest
     *       dosage or range of effects is beyond 2^-32 to 2^32: sums of floats may under- or overflow there.
     * </ul>
     *
     * @param dosages at least one; not to be written meanwhile. A start's {@link DosageScale} is theirs
     * @param effects the observed effect of each
     * @throws IllegalArgumentException if there is none, the lengths differ, a number is not finite, or a parameter to train
     *     is none of the network's
     */
    public Fit fit(float[] dosages, float[] effects) {
        DosageIndex.checkLengths(dosages, effects);
        if (start == null) {
            return fit(DosageIndex.of(dosages, effects, settings.threads));
        }
        DosageScale scale = start.dosageScale();
        return onScale(PassFit.of(this, start, DosageIndex.positions(dosages, scale), effects), scale);
    }

    /**
     * Fits to observations by their index, which several fits may share.
     *
     * @throws IllegalArgumentException if a parameter to train is none of the network's, or it starts from a network on
     *     another scale than the index
     */
    public Fit fit(DosageIndex index) {
        if (start != null) {
            index.checkScale("the network to start from", start.dosageScale());
        }
        return onScale(new RestartSearch(this, index.observations()).run(), index.scale());
    }

    private static Fit onScale(Fit fit, DosageScale scale) {
        return fit.withNetwork(fit.network().withDosageScale(scale));
    }

    /** The network to start from, or null for random ones. */
    @Nullable
    Network start() {
        return start;
    }

    /** The number of hidden nodes. */
    int width() {
        return width;
    }

    long seed() {
        return seed;
    }

    int restarts() {
        return restarts;
    }

    Settings settings() {
        return settings;
    }

    /** Settings of a fit; never written once a descent has it. */
    static final class Settings {
        Optimizer optimizer = Optimizer.adam();
        Loss loss = Loss.SSR;
        ParameterSet trained = ParameterSet.all();
        /** Derivative at the bend, or null for the start's. */
        @Nullable
        Bend bend;

        long epochs = 10_000;
        double untilLoss;
        double untilChange;
        int threads = Runtime.getRuntime().availableProcessors();
        FitListener listener = (restart, epoch, loss) -> true;

        Settings() {}

        Settings(Settings other) {
            optimizer = other.optimizer;
            loss = other.loss;
            trained = other.trained;
            bend = other.bend;
            epochs = other.epochs;
            untilLoss = other.untilLoss;
            untilChange = other.untilChange;
            threads = other.threads;
            listener = other.listener;
        }
    }
}
