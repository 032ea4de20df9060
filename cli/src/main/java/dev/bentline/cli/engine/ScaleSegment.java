package dev.bentline.cli.engine;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment of a bent line in dosages.
 *
 * @param from its first dosage
 * @param to its last dosage
 * @param effectFrom the effect of the first
 * @param effectTo the effect of the last
 * @param slope effect per unit of the scale: per dosage, or per power of ten
 */
public record ScaleSegment(double from, double to, double effectFrom, double effectTo, double slope) {
    /** The segments of a line that have dosages, from left to right: none lies to the left of controls. */
    public static List<ScaleSegment> of(BentLine line) {
        DosageScale scale = line.scale();
        double leftmost = scale.position(scale.isLinear() ? Double.NEGATIVE_INFINITY : 0);
        List<ScaleSegment> segments = new ArrayList<>();
        for (Segment segment : line.segments()) {
            if (segment.to() > leftmost) {
                double from = scale.dosage(segment.from());
                double to = scale.dosage(segment.to());
                segments.add(new ScaleSegment(from, to, line.effect(from), line.effect(to), segment.slope()));
            }
        }
        return segments;
    }
}
