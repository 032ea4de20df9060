package dev.bentline.fit;

import dev.bentline.BentLine;
import dev.bentline.Fit;
import dev.bentline.Interval;
import dev.bentline.Segment;

/**
 * Fitted curve, and what is read off it between the smallest and the largest dosage observed.
 *
 * @param fit its network has these as its {@link dev.bentline.Network#dosages}
 * @param hidden the number of hidden nodes, 0 for a flat line
 * @param goodness how good it is
 * @param area the area under the curve on the network's scale: the integral of the effect over positions
 * @param slope the steepest slope, of either sign, in effect per unit of the scale; of equals that of the smallest dosages
 */
public record CurveFit(Fit fit, int hidden, GoodnessOfFit goodness, double area, double slope) {
    static CurveFit of(Fit fit, int hidden, GoodnessOfFit goodness, Interval dosages) {
        BentLine line = BentLine.of(fit.network());
        return new CurveFit(
                fit, hidden, goodness, line.integralOnScale(dosages.from(), dosages.to()), steepest(line, dosages));
    }

    private static double steepest(BentLine line, Interval dosages) {
        double from = line.scale().position(dosages.from());
        double to = line.scale().position(dosages.to());
        double steepest = 0;
        for (Segment segment : line.segments()) {
            boolean isSeen = segment.from() < to && segment.to() > from;
            if (isSeen && Math.abs(segment.slope()) > Math.abs(steepest)) {
                steepest = segment.slope();
            }
        }
        return steepest;
    }
}
