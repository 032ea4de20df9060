package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.Network;

/**
 * Mean effects of distinct dosages.
 *
 * @param dosages ascending, each but once
 * @param weights the weight of the observations of each: their number, if they have no weights of their own
 * @param effects their mean effects
 * @param squaresWithin the sum of squared differences from these, weighted, which no network explains
 * @param smallestEffect the smallest effect of all
 * @param totalSumOfSquares the sum of squared differences from the mean of all, weighted, 0 if all effects are the same
 * @param mean that mean
 * @param weight the weight of all observations
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DosageMeans(
        double[] dosages,
        double[] weights,
        double[] effects,
        double squaresWithin,
        float smallestEffect,
        double totalSumOfSquares,
        double mean,
        double weight) {
    /** The relative error of a sum of squares. */
    private static final double ERROR = 0x1p-40;

    /** Means of observations. */
    static DosageMeans of(WeightedObservations observations) {
        int count = observations.count();
        int distinct = observations.distinct();
        double[] dosages = new double[distinct];
        double[] weights = new double[distinct];
        double[] effects = new double[distinct];
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        double squaresWithin = 0;
        double all = 0;
        double allWeight = 0;
        int at = 0;
        for (int group = 0; group < distinct; group++) {
            int from = at;
            double sum = 0;
            double weight = 0;
            while (at < count && observations.dosage(at) == observations.dosage(from)) {
                sum += observations.weight(at) * observations.effect(at);
                weight += observations.weight(at++);
            }
            double groupMean = sum / weight;
            for (int i = from; i < at; i++) {
                double difference = observations.effect(i) - groupMean;
                squaresWithin += observations.weight(i) * (difference * difference);
            }
            smallest = Math.min(smallest, observations.effect(from)); // effects of a dosage ascend
            largest = Math.max(largest, observations.effect(at - 1));
            dosages[group] = observations.dosage(from);
            weights[group] = weight;
            effects[group] = groupMean;
            all += sum;
            allWeight += weight;
        }
        double mean = all / allWeight;
        double total = squaresWithin;
        for (int group = 0; group < distinct; group++) {
            double difference = effects[group] - mean;
            total += weights[group] * difference * difference;
        }
        return new DosageMeans(
                dosages, weights, effects, squaresWithin, smallest, smallest == largest ? 0 : total, mean, allWeight);
    }

    /** The difference of the largest and the smallest dosage. */
    double range() {
        return dosages[dosages.length - 1] - dosages[0];
    }

    /** The sum of squared residuals of a network's real function, weighted. */
    double squares(Network network) {
        double sum = squaresWithin;
        for (int group = 0; group < dosages.length; group++) {
            double residual = effects[group] - effect(network, dosages[group]);
            sum += weights[group] * residual * residual;
        }
        return sum;
    }

    /** The effect of a dosage by a network's real function. */
    static double effect(Network network, double dosage) {
        double z = network.outputBias();
        for (int h = 0; h < network.width(); h++) {
            double p = network.hiddenWeight(h) * dosage + network.hiddenBias(h);
            z += network.outputWeight(h) * Math.max(0, p);
        }
        return network.output() == Activation.RELU ? Math.max(0, z) : z;
    }

    /**
     * Returns 1 - squares / total: NaN where all effects are the same, and 0 where both are the same but for the rounding of
     * the mean to a float.
     */
    double rSquared(double squares) {
        if (totalSumOfSquares == 0) {
            return Double.NaN;
        }
        return Math.abs(squares - totalSumOfSquares) <= rounding() ? 0 : 1 - squares / totalSumOfSquares;
    }

    /** The sum of squared residuals that rounding to floats may leave. */
    double rounding() {
        double ulp = Math.ulp((float) mean);
        return ulp * ulp * weight + ERROR * totalSumOfSquares;
    }
}
