package dev.bentline.fit;

import java.util.List;

/**
 * The dosages that have an effect of some percents.
 *
 * @param percent the percents asked for; the effect itself under {@link Reference#ABSOLUTE}
 * @param level the effect that these are; NaN where there is none, of a control of effect 0 or of a curve that is flat
 * @param dosages where the curve has that effect, ascending; none where it does not between the dosages observed
 */
public record EffectiveDosage(double percent, double level, List<Crossing> dosages) {
    /**
     * A dosage that has the effect.
     *
     * @param dosage the dosage; of a flat stretch at that effect the first
     * @param direction 1 where the effect comes to it from below, -1 from above; where the curve begins there, what it does
     *     next, and 0 if it stays
     * @param limits how sure it is; {@link ConfidenceInterval#UNKNOWN} where no bootstrap says
     */
    public record Crossing(double dosage, int direction, ConfidenceInterval limits) {}
}
