package dev.bentline;

import dev.bentline.descent.MomentLoss;
import dev.bentline.descent.ObservationSort;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;
import java.util.Objects;

/**
 * Observations, sorted once, with running moments, so that the loss of a ReLU network and its gradient cost no more for
 * a hundred million of them than for a hundred: O(H log n) for H nodes and n observations. Immutable.
 *
 * <p>It keeps 8 bytes for every observation and less than 1 byte beside; building it from unsorted arrays needs 16
 * more for a while. Observations are sorted by (dosage, effect), and -0 counts as +0, so the same
 * observations make the same index in whatever order they come.
 *
 * <p>Moments are sums of exact products, kept as pairs of doubles. The error of a gradient is at most 1e-10 of the sum of
 * the absolute values of its centred terms, that of a loss at most 1e-12 of the total sum of squares, for 100,000,000
 * observations a million times as far from 0 as from each other.
 */
public final class DosageIndex {
    private final SortedObservations observations;
    private final DosageScale scale;

    private DosageIndex(SortedObservations observations, DosageScale scale) {
        this.observations = observations;
        this.scale = scale;
    }

    /**
     * The index of observations, built on all processors. The arrays are copied.
     *
     * @param dosages at least one
     * @param effects the observed effect of each
     * @throws IllegalArgumentException if there is none, the lengths differ, or a number is not finite
     */
    public static DosageIndex of(float[] dosages, float[] effects) {
        return of(dosages, effects, Runtime.getRuntime().availableProcessors());
    }

    /** Returns the same index, built on at most so many threads. */
    public static DosageIndex of(float[] dosages, float[] effects, int threads) {
        return of(dosages, effects, DosageScale.LINEAR, threads);
    }

    /**
     * The index of observations whose dosages are seen on a scale, built on at most so many threads; a network fitted to it has
     * that scale.
     *
     * @throws IllegalArgumentException if there is none, the lengths differ, a number is not finite, or the scale has no place
     *     for a dosage: a logarithm has none for those below 0
     */
    public static DosageIndex of(float[] dosages, float[] effects, DosageScale scale, int threads) {
        checkThreads(threads);
        checkLengths(dosages, effects);
        return new DosageIndex(ObservationSort.sorted(positions(dosages, scale), effects, threads), scale);
    }

    private static void checkThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
    }

    /** The places of dosages on a scale, none of which is missing for want of a logarithm. */
    static float[] positions(float[] dosages, DosageScale scale) {
        if (scale.isLinear()) {
            return dosages;
        }
        for (int i = 0; i < dosages.length; i++) {
            if (dosages[i] < 0) {
                throw new IllegalArgumentException(
                        "dosage " + i + " is " + dosages[i] + "; on a scale of logarithms it must be 0 or above");
            }
        }
        return scale.positions(dosages);
    }

    /** Refuses null, no observations, and different numbers of dosages and effects. */
    static void checkLengths(float[] dosages, float[] effects) {
        Objects.requireNonNull(dosages, "dosages");
        Objects.requireNonNull(effects, "effects");
        int count = dosages.length;
        if (effects.length != count) {
            throw new IllegalArgumentException(
                    "effects has length " + effects.length + "; it must be as long as the dosages, " + count);
        }
        if (count == 0) {
            throw new IllegalArgumentException("there are 0 observations; at least 1 is needed");
        }
    }

    /**
     * The index of the observations of both, made on all processors.
     *
     * @throws IllegalArgumentException if they are more than an array can hold, or on different scales
     */
    public DosageIndex merge(DosageIndex other) {
        return merge(other, Runtime.getRuntime().availableProcessors());
    }

    /** Returns the same index, made on at most so many threads. */
    public DosageIndex merge(DosageIndex other, int threads) {
        checkThreads(threads);
        checkScale("the other index", other.scale);
        long count = (long) count() + other.count();
        if (count > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "together they have " + count + " observations; an index holds at most " + (Integer.MAX_VALUE - 8));
        }
        float[] x = new float[(int) count];
        float[] t = new float[(int) count];
        int mine = 0;
        int others = 0;
        for (int i = 0; i < count; i++) {
            boolean takeMine = others == other.count()
                    || (mine < count()
                            && !isAfter(dosage(mine), effect(mine), other.dosage(others), other.effect(others)));
            x[i] = takeMine ? dosage(mine) : other.dosage(others);
            t[i] = takeMine ? effect(mine++) : other.effect(others++);
        }
        return new DosageIndex(new SortedObservations(x, t, threads), scale);
    }

    /** Refuses what is on another scale. */
    void checkScale(String what, DosageScale other) {
        if (!scale.equals(other)) {
            throw new IllegalArgumentException(
                    what + " is on the scale " + other + "; it must be on that of the index, " + scale);
        }
    }

    private static boolean isAfter(float dosage, float effect, float otherDosage, float otherEffect) {
        return dosage > otherDosage || (dosage == otherDosage && effect > otherEffect);
    }

    /** The number of observations. */
    public int count() {
        return observations.count();
    }

    /** The scale that dosages are seen on. */
    public DosageScale scale() {
        return scale;
    }

    /** The dosage of observation i in sorted order, 0 &lt;= i &lt; {@link #count}: its position on the {@link #scale}. */
    public float dosage(int i) {
        return observations.dosages()[i];
    }

    /** The effect of observation i in sorted order. */
    public float effect(int i) {
        return observations.effects()[i];
    }

    /**
     * The loss L = sum (y - t)^2 of a network over all observations, and its gradient: of the network's real function, not
     * of an engine's floats.
     *
     * @throws IllegalArgumentException if the hidden nodes are softplus: their sums need an {@link Engine}; or if the
     *     network is on another scale
     */
    public Gradient gradient(Network network) {
        checkScale("the network", network.dosageScale());
        if (network.hidden() != Activation.RELU) {
            throw new IllegalArgumentException(
                    "the hidden activation is " + network.hidden() + "; an index sums up RELU networks only");
        }
        Shape shape = ParameterVector.shape(network);
        double[] gradient = new double[shape.parameters()];
        double loss = new MomentLoss(observations, shape).evaluate(ParameterVector.of(network), gradient);
        return new Gradient(loss, gradient);
    }

    /** The observations, for a descent. */
    SortedObservations observations() {
        return observations;
    }

    /** Indexes are equal if their scales and the bits of their observations are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DosageIndex that && scale.equals(that.scale) && observations.equals(that.observations);
    }

    @Override
    public int hashCode() {
        return 31 * observations.hashCode() + scale.hashCode();
    }

    @Override
    public String toString() {
        return "DosageIndex[" + count() + " observations, dosages " + dosage(0) + " to " + dosage(count() - 1) + "]";
    }
}
