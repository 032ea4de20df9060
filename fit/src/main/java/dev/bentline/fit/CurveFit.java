package dev.bentline.fit;

import dev.bentline.Fit;
import dev.bentline.Interval;

/**
 * Fitted curve, and what is read off it.
 *
 * @param fit its network has the smallest and the largest dosage observed as its {@link dev.bentline.Network#dosages}
 * @param hidden the number of hidden nodes, 0 for a flat line
 * @param goodness how good it is
 * @param estimates the answers of an {@link Estimation}; without the refits, of which there would be too many
 */
public record CurveFit(Fit fit, int hidden, GoodnessOfFit goodness, Estimates estimates) {
    static CurveFit of(Fit fit, int hidden, GoodnessOfFit goodness, Estimates estimates, Interval dosages) {
        Fit noted = BendSearch.with(fit, fit.network().withDosages(dosages));
        return new CurveFit(noted, hidden, goodness, estimates.withoutRefits());
    }
}
