package dev.bentline;

/**
 * A straight stretch of a bent line: for dosages x between {@code from} and {@code to} the effect is {@code value + slope
 * * (x - anchor)}.
 *
 * @param from its first dosage, -infinity for the first segment
 * @param to its last dosage, +infinity for the last segment
 * @param anchor a finite dosage of the segment: where the effect is closest to 0, or, for a {@link DeepNetwork}, where the
 *     dosage is
 * @param value the effect at the anchor
 * @param slope effect per dosage
 */
public record Segment(double from, double to, double anchor, double value, double slope) {
    /** The effect at a dosage of this segment. */
    public double effect(double dosage) {
        return slope == 0 ? value : Math.fma(slope, dosage - anchor, value);
    }
}
