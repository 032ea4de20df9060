package dev.bentline.fit;

import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Stop;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Robust fit: least squares again and again, in which an observation that lies off by more than a multiple of the residuals'
 * scale has its weight divided by how many times more (P. J. Huber, Robust estimation of a location parameter, 1964). The
 * scale is found anew in each round: the median of absolute residuals, divided by that of a standard normal distribution,
 * as of {@code rlm} in W. N. Venables and B. D. Ripley's MASS.
 */
final class HuberFit {
    /** The multiple, which costs 5 % of efficiency where errors are normal. */
    private static final double TUNING = 1.345;

    private static final double NORMAL_MEDIAN = 0.6745;

    private static final int MOST_ROUNDS = 50;

    /** The share of the effects' spread below which residuals are the rounding of parameters to floats. */
    private static final double ROUNDING = 0x1p-20;

    private final WeightedObservations observations;
    private final DosageMeans means;
    private final double[] residuals;

    private HuberFit(WeightedObservations observations) {
        this.observations = observations;
        means = DosageMeans.of(observations);
        residuals = new double[observations.count()];
    }

    /**
     * Returns the fit after the round in which the network stays the same, or the last one.
     *
     * @param leastSquares fits by weighted least squares
     */
    static Fit of(WeightedObservations observations, Function<WeightedObservations, Fit> leastSquares) {
        return new HuberFit(observations).fit(leastSquares);
    }

    private Fit fit(Function<WeightedObservations, Fit> leastSquares) {
        Network network = leastSquares.apply(observations).network();
        double limit = Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            setResiduals(network);
            limit = limit(limit);
            if (limit == 0) {
                break; // all observations are met
            }
            Network next =
                    leastSquares.apply(observations.withWeights(weights(limit))).network();
            if (next.equals(network)) {
                break;
            }
            network = next;
        }
        setResiduals(network);
        double squares = means.squares(network);
        return new Fit(
                network, loss(limit, squares), squares, means.rSquared(squares), 0, 0, Stop.CONVERGED, Double.NaN);
    }

    /**
     * The residual from which on weights fall. Where half of the observations are met, as exact zeros often are, the scale
     * is that of the others, but no larger than the last one: these may be outliers, all of them.
     */
    private double limit(double last) {
        double met = ROUNDING * Math.sqrt(means.totalSumOfSquares() / means.weight());
        double median = median(0);
        if (median > met) {
            return TUNING * median / NORMAL_MEDIAN;
        }
        return Math.min(last, TUNING * median(met) / NORMAL_MEDIAN);
    }

    private void setResiduals(Network network) {
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = Math.abs(observations.effect(i) - DosageMeans.effect(network, observations.dosage(i)));
        }
    }

    /** The residual that half of the weight of those from a size on lies below, in between the mean of two; 0 of none. */
    private double median(double from) {
        int[] order = IntStream.range(0, residuals.length)
                .filter(i -> residuals[i] >= from)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> residuals[i]))
                .mapToInt(i -> i)
                .toArray();
        if (order.length == 0) {
            return 0;
        }
        double half = Arrays.stream(order).mapToDouble(observations::weight).sum() / 2;
        double below = 0;
        int at = 0;
        while (at < order.length - 1 && below + observations.weight(order[at]) < half) {
            below += observations.weight(order[at++]);
        }
        boolean isBetween = at < order.length - 1 && below + observations.weight(order[at]) == half;
        double residual = residuals[order[at]];
        return isBetween ? (residual + residuals[order[at + 1]]) / 2 : residual;
    }

    private double[] weights(double limit) {
        double[] weights = new double[residuals.length];
        Arrays.setAll(weights, i -> observations.weight(i) * (residuals[i] <= limit ? 1 : limit / residuals[i]));
        return weights;
    }

    /** The sum of squared residuals, in which those beyond the limit grow linearly from there. */
    private double loss(double limit, double squares) {
        if (limit == 0) {
            return squares;
        }
        double sum = 0;
        for (int i = 0; i < residuals.length; i++) {
            double r = residuals[i];
            sum += observations.weight(i) * (r <= limit ? r * r : limit * (2 * r - limit));
        }
        return sum;
    }
}
