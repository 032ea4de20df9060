package dev.bentline.cli.source;

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
