package dev.bentline.cli;

import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Stop;
import dev.bentline.fit.Estimates;
import dev.bentline.fit.GoodnessOfFit;
import dev.bentline.fit.WidthChoice;
import org.jspecify.annotations.Nullable;

/**
 * The result of a fit.
 *
 * @param searched whether a search found it
 * @param choice how its width was chosen, or null where that was asked for
 * @param goodness how good it is
 * @param estimates what was read off the curve, or null where nothing was asked for
 * @param network the fitted network, with the range of the observed dosages
 * @param seconds the time it took
 */
record FitResult(
        Fit fit,
        boolean searched,
        @Nullable WidthChoice choice,
        GoodnessOfFit goodness,
        @Nullable Estimates estimates,
        Network network,
        double seconds) {
    /** Tells whether the fit came to its end. */
    boolean isComplete() {
        return fit.stop() != Stop.DIVERGED && fit.stop() != Stop.INTERRUPTED;
    }

    /** The number of hidden nodes; 0 where a flat line was chosen. */
    int hidden() {
        return choice == null ? network.width() : choice.hidden();
    }
}
