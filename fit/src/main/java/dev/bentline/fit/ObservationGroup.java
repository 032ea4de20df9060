package dev.bentline.fit;

import dev.bentline.DosageScale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Observations of one dose-response curve among many; the arrays are not copied.
 *
 * @param <K> what tells the curves apart
 * @param key which curve it is
 * @param dosages in any order
 * @param effects the observed effect of each
 * @param weights the weight of each; empty where all count alike
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ObservationGroup<K>(K key, float[] dosages, float[] effects, float[] weights) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if they differ
     */
    public ObservationGroup {
        Objects.requireNonNull(key, "key");
        if (effects.length != dosages.length || (weights.length > 0 && weights.length != dosages.length)) {
            throw new IllegalArgumentException("there are " + dosages.length + " dosages and " + effects.length
                    + " effects" + (weights.length == 0 ? "" : " and " + weights.length + " weights")
                    + "; they must be as many");
        }
    }

    /** Observations that all count alike. */
    public static <K> ObservationGroup<K> of(K key, float[] dosages, float[] effects) {
        return new ObservationGroup<>(key, dosages, effects, new float[0]);
    }

    /** Returns the observations whose weight is not 0. */
    ObservationGroup<K> counted() {
        int[] counted =
                IntStream.range(0, weights.length).filter(i -> weights[i] != 0).toArray();
        return counted.length == weights.length
                ? this
                : new ObservationGroup<>(key, pick(dosages, counted), pick(effects, counted), pick(weights, counted));
    }

    private static float[] pick(float[] values, int[] places) {
        float[] picked = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }

    /** The observations on a scale. */
    WeightedObservations on(DosageScale scale) {
        return weights.length == 0
                ? WeightedObservations.of(dosages, effects, scale)
                : WeightedObservations.of(dosages, effects, weights, scale);
    }

    /** The number of observations. */
    public int count() {
        return dosages.length;
    }
}
