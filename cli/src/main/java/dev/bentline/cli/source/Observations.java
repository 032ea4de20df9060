package dev.bentline.cli.source;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Observations, at least one, all of them finite numbers.
 *
 * @param effects as many as dosages
 * @param weights as many, at least 0 and one above; null where all count the same
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a fit and its picture read the arrays
public record Observations(float[] dosages, float[] effects, float @Nullable [] weights) {
    /** Observations that count the same. */
    public Observations(float[] dosages, float[] effects) {
        this(dosages, effects, null);
    }

    /** Returns those whose weight is not 0. */
    public Observations counted() {
        float[] weights = this.weights;
        if (weights == null) {
            return this;
        }
        int[] counted = IntStream.range(0, count()).filter(i -> weights[i] != 0).toArray();
        return counted.length == count()
                ? this
                : new Observations(pick(dosages, counted), pick(effects, counted), pick(weights, counted));
    }

    private static float[] pick(float[] values, int[] places) {
        float[] picked = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }

    /** The number of observations. */
    public int count() {
        return dosages.length;
    }

    /** The range of the dosages. */
    public FloatRange dosageRange() {
        return FloatRange.of(dosages, count());
    }

    /** The range of the effects. */
    public FloatRange effectRange() {
        return FloatRange.of(effects, count());
    }

    /** Returns whether there are weights, and none is above 0. */
    public boolean areAllOfWeightZero() {
        return weights != null && FloatRange.of(weights, count()).max() == 0;
    }
}
