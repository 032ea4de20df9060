package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.Interval;
import dev.bentline.Segment;

/** Finds where a curve is steepest. */
public final class SteepestSlope {
    private SteepestSlope() {}

    /**
     * The slope of the largest magnitude between two dosages: effect per unit of the curve's {@link BentLine#scale}, that of
     * logarithms per factor of 10. Of two that are as steep it is that of smaller dosages.
     *
     * @throws IllegalArgumentException if the dosages have no place on the scale
     */
    public static double of(BentLine line, Interval dosages) {
        double from = line.scale().position(dosages.from());
        double to = line.scale().position(dosages.to());
        if (Double.isNaN(from) || Double.isNaN(to)) {
            throw new IllegalArgumentException("the range is " + dosages.from() + " to " + dosages.to()
                    + "; on the scale " + line.scale() + " its ends must be 0 or above");
        }
        double steepest = 0;
        for (Segment segment : line.segments()) {
            if (segment.from() < to && segment.to() > from && Math.abs(segment.slope()) > Math.abs(steepest)) {
                steepest = segment.slope();
            }
        }
        return steepest;
    }
}
