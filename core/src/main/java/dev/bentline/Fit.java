package dev.bentline;

/**
 * Result of a fit.
 *
 * @param network the fitted network
 * @param loss its loss, of the kind asked for: summed up observation by observation, of the network's real function, or
 *     by an engine where the fit ended on {@linkplain GradientDescent#fit(float[], float[]) passes}
 * @param sumOfSquaredResiduals sum (y - t)^2
 * @param rSquared 1 - sum (y - t)^2 / sum (t - mean)^2: 0 where both sums are the same but for the rounding of the mean to a
 *     float, NaN where the effects are all the same
 * @param epochs the full-batch updates made from its start; 0 of a search, which makes none
 * @param restart which start it came from, from 0
 * @param stop why it ended
 * @param secondsPerEpoch what an epoch took; NaN of a search
 */
public record Fit(
        Network network,
        double loss,
        double sumOfSquaredResiduals,
        double rSquared,
        long epochs,
        int restart,
        Stop stop,
        double secondsPerEpoch) {
    /** Returns this result with another network of the same loss. */
    Fit withNetwork(Network other) {
        return new Fit(other, loss, sumOfSquaredResiduals, rSquared, epochs, restart, stop, secondsPerEpoch);
    }
}
