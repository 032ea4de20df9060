package dev.bentline.cli;

import dev.bentline.Interval;

/**
 * Observations, at least one, all of them finite numbers.
 *
 * @param effects as many as dosages
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a fit reads the arrays
record Observations(float[] dosages, float[] effects) {
    int count() {
        return dosages.length;
    }

    /** Returns the range from the smallest dosage to the largest. */
    Interval range() {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float dosage : dosages) {
            smallest = Math.min(smallest, dosage);
            largest = Math.max(largest, dosage);
        }
        return new Interval(smallest + 0f, largest + 0f); // -0 counts as +0
    }
}
