package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.DosageIndex;
import dev.bentline.Network;

/**
 * Mean effects of distinct dosages.
 *
 * @param dosages ascending, each but once
 * @param counts the number of observations of each
 * @param effects their mean effects
 * @param squaresWithin the sum of squared differences from these, which no network explains
 * @param smallestEffect the smallest effect of all
 * @param totalSumOfSquares the sum of squared differences from the mean of all, 0 if all effects are the same
 * @param mean that mean
 * @param count the number of all observations
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record DosageMeans(
        double[] dosages,
        double[] counts,
        double[] effects,
        double squaresWithin,
        float smallestEffect,
        double totalSumOfSquares,
        double mean,
        int count) {
    /** The relative error of a sum of squares. */
    private static final double ERROR = 0x1p-40;

    /**
     * Means of the observations of an index.
     *
     * @param distinct the number of its distinct dosages
     */
    static DosageMeans of(DosageIndex index, int distinct) {
        int count = index.count();
        double[] dosages = new double[distinct];
        double[] counts = new double[distinct];
        double[] effects = new double[distinct];
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        double squaresWithin = 0;
        double all = 0;
        int at = 0;
        for (int group = 0; group < distinct; group++) {
            int from = at;
            double sum = 0;
            while (at < count && index.dosage(at) == index.dosage(from)) {
                sum += index.effect(at++);
            }
            double groupMean = sum / (at - from);
            for (int i = from; i < at; i++) {
                double difference = index.effect(i) - groupMean;
                squaresWithin += difference * difference;
            }
            smallest = Math.min(smallest, index.effect(from)); // effects of a dosage ascend
            largest = Math.max(largest, index.effect(at - 1));
            dosages[group] = index.dosage(from);
            counts[group] = at - from;
            effects[group] = groupMean;
            all += sum;
        }
        double mean = all / count;
        double total = squaresWithin;
        for (int group = 0; group < distinct; group++) {
            double difference = effects[group] - mean;
            total += counts[group] * difference * difference;
        }
        return new DosageMeans(
                dosages, counts, effects, squaresWithin, smallest, smallest == largest ? 0 : total, mean, count);
    }

    /** The difference of the largest and the smallest dosage. */
    double range() {
        return dosages[dosages.length - 1] - dosages[0];
    }

    /** The sum of squared residuals of a network's real function. */
    double squares(Network network) {
        double sum = squaresWithin;
        for (int group = 0; group < dosages.length; group++) {
            double z = network.outputBias();
            for (int h = 0; h < network.width(); h++) {
                double p = network.hiddenWeight(h) * dosages[group] + network.hiddenBias(h);
                z += network.outputWeight(h) * Math.max(0, p);
            }
            double effect = network.output() == Activation.RELU ? Math.max(0, z) : z;
            double residual = effects[group] - effect;
            sum += counts[group] * residual * residual;
        }
        return sum;
    }

    /**
     * Returns 1 - squares / total: NaN where all effects are the same, and 0 where both are the same but for the rounding of
     * the mean to a float.
     */
    double rSquared(double squares) {
        if (totalSumOfSquares == 0) {
            return Double.NaN;
        }
        double ulp = Math.ulp((float) mean);
        double rounding = ulp * ulp * count + ERROR * totalSumOfSquares;
        return Math.abs(squares - totalSumOfSquares) <= rounding ? 0 : 1 - squares / totalSumOfSquares;
    }
}
