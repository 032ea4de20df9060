package dev.bentline.fit;

import dev.bentline.DosageScale;
import dev.bentline.Interval;

/** Faults of groups of observations, in words that are the same for all groups. */
final class GroupCheck {
    private static final String ONE_DOSAGE = "all observations are of one dosage";

    private GroupCheck() {}

    /**
     * Returns the range of the dosages.
     *
     * @throws IllegalArgumentException if they cannot be fitted on any scale
     */
    static Interval of(ObservationGroup<?> group) {
        int counted = 0;
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        float[] weights = group.weights();
        for (int i = 0; i < group.count(); i++) {
            float weight = weights.length == 0 ? 1 : weights[i];
            float dosage = group.dosages()[i] + 0f; // -0 counts as +0
            float effect = group.effects()[i] + 0f;
            check(Float.isFinite(dosage), "a dosage is not a finite number");
            check(Float.isFinite(effect), "an effect is not a finite number");
            check(weight >= 0 && weight <= Float.MAX_VALUE, "a weight is below 0, or not a finite number");
            if (weight > 0) {
                counted++;
                min = Math.min(min, dosage);
                max = Math.max(max, dosage);
                low = Math.min(low, effect);
                high = Math.max(high, effect);
            }
        }
        check(counted > 0, "no observation");
        check(min < max, ONE_DOSAGE);
        check(low < high, "all effects are the same");
        return new Interval(min, max);
    }

    /**
     * Checks dosages on a scale.
     *
     * @param range that of the dosages that count
     * @throws IllegalArgumentException if they do not suit it
     */
    static void check(ObservationGroup<?> group, Interval range, DosageScale scale) {
        if (scale.isLinear()) {
            return;
        }
        for (float dosage : group.dosages()) {
            check(dosage >= 0, "a dosage is below 0, and has no logarithm");
        }
        for (float dosage : group.counted().dosages()) {
            check(dosage == 0 || dosage >= scale.zero(), "a dosage above 0 is below the place of dosages of 0");
        }
        check(scale.position((float) range.from()) < scale.position((float) range.to()), ONE_DOSAGE);
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
