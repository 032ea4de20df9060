package dev.bentline.cli;

import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Stop;

/**
 * The result of a fit.
 *
 * @param searched whether a search found it
 * @param network the fitted network, with the range of the observed dosages
 * @param seconds the time it took
 */
record FitResult(Fit fit, boolean searched, Network network, double seconds) {
    /** Tells whether the fit came to its end. */
    boolean isComplete() {
        return fit.stop() != Stop.DIVERGED && fit.stop() != Stop.INTERRUPTED;
    }
}
