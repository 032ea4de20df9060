package dev.bentline.fit;

import dev.bentline.DosageIndex;
import dev.bentline.DosageScale;
import dev.bentline.Interval;
import dev.bentline.Network;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Observations of a dose-response curve, each with a weight above 0, in the order of (dosage, effect). Immutable:
 *
 * <pre>
 * WeightedObservations observations = WeightedObservations.of(dosages, effects, weights, DosageScale.log10(dosages));
 * </pre>
 *
 * <p>A weight counts as so many observations would, and variances are taken to be as 1 / weight. Weights of 1 give what none
 * do, to the bit. The observations of an index are not copied.
 */
public final class WeightedObservations {
    private final DosageIndex index;
    private final double @Nullable [] weights;

    private WeightedObservations(DosageIndex index, double @Nullable [] weights) {
        this.index = index;
        this.weights = weights;
    }

    /** The observations of an index, of weight 1 each. */
    public static WeightedObservations of(DosageIndex index) {
        return new WeightedObservations(Objects.requireNonNull(index, "index"), null);
    }

    /**
     * Observations in any order, of weight 1 each.
     *
     * @param dosages at least one
     * @param effects the observed effect of each
     * @throws IllegalArgumentException if there is none, the lengths differ, or a number is not finite
     */
    public static WeightedObservations of(float[] dosages, float[] effects) {
        return of(dosages, effects, DosageScale.LINEAR);
    }

    /**
     * Observations in any order, of weight 1 each, whose dosages are seen on a scale.
     *
     * @throws IllegalArgumentException as without a scale, or if a dosage is below 0 on one of logarithms
     */
    public static WeightedObservations of(float[] dosages, float[] effects, DosageScale scale) {
        return of(DosageIndex.of(dosages, effects, scale, 1));
    }

    /**
     * Observations in any order.
     *
     * @param dosages of any number
     * @param effects the observed effect of each
     * @param weights the weight of each, 0 for one that does not count, as if it were not there
     * @throws IllegalArgumentException if the lengths differ, a number is not finite, a weight is below 0, or none is above 0
     */
    public static WeightedObservations of(float[] dosages, float[] effects, float[] weights) {
        return of(dosages, effects, weights, DosageScale.LINEAR);
    }

    /**
     * Observations in any order, whose dosages are seen on a scale.
     *
     * @throws IllegalArgumentException as without a scale, or if a dosage is below 0 on one of logarithms
     */
    public static WeightedObservations of(float[] dosages, float[] effects, float[] weights, DosageScale scale) {
        check(dosages, effects, weights, scale);
        float[] positions = scale.positions(dosages);
        int[] order = IntStream.range(0, dosages.length)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> positions[i] + 0f) // -0 counts as +0
                        .thenComparingDouble(i -> effects[i] + 0f)
                        .thenComparingDouble(i -> weights[i]))
                .mapToInt(i -> i)
                .toArray();
        if (order.length == 0) {
            throw new IllegalArgumentException("there are 0 observations of a weight above 0; at least 1 is needed");
        }
        float[] x = new float[order.length];
        float[] t = new float[order.length];
        double[] w = new double[order.length];
        for (int at = 0; at < order.length; at++) {
            x[at] = dosages[order[at]];
            t[at] = effects[order[at]];
            w[at] = weights[order[at]];
        }
        return new WeightedObservations(DosageIndex.of(x, t, scale, 1), w); // which keeps the order
    }

    private static void check(float[] dosages, float[] effects, float[] weights, DosageScale scale) {
        int count = dosages.length;
        if (effects.length != count || weights.length != count) {
            throw new IllegalArgumentException("there are " + count + " dosages, " + effects.length + " effects and "
                    + weights.length + " weights; they must be as many");
        }
        for (int i = 0; i < count; i++) {
            check("dosage", i, dosages[i]);
            check("effect", i, effects[i]);
            if (!(weights[i] >= 0 && weights[i] <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "weight " + i + " is " + weights[i] + "; it must be a finite float of at least 0");
            }
            if (!scale.isLinear() && dosages[i] < 0) {
                throw new IllegalArgumentException(
                        "dosage " + i + " is " + dosages[i] + "; on a scale of logarithms it must be 0 or above");
            }
        }
    }

    private static void check(String what, int i, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(what + " " + i + " is " + value + "; it must be a finite float");
        }
    }

    /** Returns the same observations, with other weights in their order. */
    WeightedObservations withWeights(double[] weights) {
        return new WeightedObservations(index, weights);
    }

    /** Refuses a network that is on another scale. */
    void checkScale(Network network) {
        if (!network.dosageScale().equals(scale())) {
            throw new IllegalArgumentException("the network is on the scale " + network.dosageScale()
                    + "; it must be on that of the observations, " + scale());
        }
    }

    /** The number of observations. */
    public int count() {
        return index.count();
    }

    /** The scale that dosages are seen on. */
    public DosageScale scale() {
        return index.scale();
    }

    /** The dosage of observation i, 0 &lt;= i &lt; {@link #count}: its position on the {@link #scale}. */
    public float dosage(int i) {
        return index.dosage(i);
    }

    /** The effect of observation i. */
    public float effect(int i) {
        return index.effect(i);
    }

    /** The weight of observation i, above 0. */
    public double weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    /** The smallest and the largest dosage, in their unit. */
    Interval range() {
        return new Interval(scale().dosage(dosage(0)), scale().dosage(dosage(count() - 1)));
    }

    /** The number of distinct dosages. */
    int distinct() {
        int distinct = 1;
        for (int i = 1; i < count(); i++) {
            if (dosage(i) != dosage(i - 1)) {
                distinct++;
            }
        }
        return distinct;
    }
}
