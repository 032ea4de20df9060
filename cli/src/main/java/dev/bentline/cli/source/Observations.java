package dev.bentline.cli.source;

/**
 * Observations, at least one, all of them finite numbers.
 *
 * @param effects as many as dosages
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a fit and its picture read the arrays
public record Observations(float[] dosages, float[] effects) {
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
}
