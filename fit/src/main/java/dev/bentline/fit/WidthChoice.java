package dev.bentline.fit;

import dev.bentline.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The number of hidden nodes that suits observations, by the smallest {@link GoodnessOfFit#aicc}, and the fit of that many:
 *
 * <pre>
 * Fit fit = WidthChoice.of(observations).fit();
 * </pre>
 *
 * @param hidden the number of hidden nodes, from 0 to 6; 0 is a flat line, whose network has a node that does nothing
 * @param fit the fit of that width
 * @param goodness its goodness
 * @param aiccs the AICc of each width tried, from 0 on
 */
public record WidthChoice(int hidden, Fit fit, GoodnessOfFit goodness, List<Double> aiccs) {
    /** The choice copies the list. */
    public WidthChoice {
        aiccs = List.copyOf(aiccs);
    }

    /**
     * Searches networks of every width up to 6 that the observations can tell from narrower ones: their AICc is defined, and
     * there are more distinct dosages than nodes. Of widths that are as good it is the smallest.
     *
     * @throws IllegalArgumentException if there are more than 10,000 distinct dosages
     */
    public static WidthChoice of(WeightedObservations observations) {
        return of(observations, search -> search);
    }

    /**
     * Searches with more options.
     *
     * @param options adds them to the search of each width; AICc is that of least squares, so a robust fit is none of them
     * @throws IllegalArgumentException if there are more than 10,000 distinct dosages
     */
    public static WidthChoice of(WeightedObservations observations, UnaryOperator<BendSearch> options) {
        List<Fit> fits = new ArrayList<>();
        List<GoodnessOfFit> goodness = new ArrayList<>();
        int best = 0;
        for (int hidden = 0; hidden <= most(observations); hidden++) {
            Fit fit = options.apply(BendSearch.of(hidden)).fit(observations);
            fits.add(fit);
            goodness.add(GoodnessOfFit.of(fit, observations));
            if (goodness.get(hidden).aicc() < goodness.get(best).aicc()) {
                best = hidden;
            }
        }
        List<Double> aiccs = goodness.stream().map(GoodnessOfFit::aicc).toList();
        return new WidthChoice(best, fits.get(best), goodness.get(best), aiccs);
    }

    /** The most nodes that leave AICc a divisor above 0, n - (2 H + 1) - 2, and at least one distinct dosage more. */
    private static int most(WeightedObservations observations) {
        int byObservations = Math.max(0, observations.count() - 4) / 2;
        int byDosages = observations.distinct() - 1;
        return Math.min(BendSearch.MOST_HIDDEN, Math.min(byObservations, byDosages));
    }
}
