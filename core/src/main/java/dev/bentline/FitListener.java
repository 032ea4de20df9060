package dev.bentline;

/** Watches a fit. */
@FunctionalInterface
public interface FitListener {
    /**
     * Is called before every update and at the end of every descent, by whichever thread is at it; several at once where
     * there are restarts. An epoch may take a microsecond: be quick. What it throws ends the fit and
     * comes out of it.
     *
     * @param restart which start, from 0
     * @param epoch the updates made so far
     * @param loss the loss of the current network
     * @return whether to go on; otherwise all descents end
     */
    boolean onEpoch(int restart, long epoch, double loss);
}
