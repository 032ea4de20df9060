package dev.bentline.fit;

import java.util.Arrays;

/**
 * A confidence interval by percentiles: the middle part of a statistic's values over refits.
 *
 * @param from the lower limit, NaN if no refit has a value
 * @param to the upper limit
 * @param level how much of the values lies between, as 0.95
 * @param refits the number of refits that have a value
 * @param missing the number of those that have none, which the limits know nothing of
 */
public record ConfidenceInterval(double from, double to, double level, int refits, int missing) {
    /** The interval of no refits, whose limits are NaN. */
    public static final ConfidenceInterval UNKNOWN = new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN, 0, 0);

    /**
     * The percentile interval of values (B. Efron, Nonparametric standard errors and confidence intervals, 1981): their
     * {@linkplain #quantile quantiles} (1 - level) / 2 and (1 + level) / 2.
     *
     * @param values of each refit, NaN where it has none
     * @param level between 0 and 1
     */
    public static ConfidenceInterval percentile(double[] values, double level) {
        checkLevel(level);
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return new ConfidenceInterval(
                quantile(sorted, (1 - level) / 2),
                quantile(sorted, 1 - (1 - level) / 2),
                level,
                sorted.length,
                values.length - sorted.length);
    }

    /** Refuses a level that is not between 0 and 1. */
    static void checkLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("the level is " + level + "; it must be between 0 and 1");
        }
    }

    /**
     * A quantile of sorted values, as R's by default (type 7 of R. J. Hyndman and Y. Fan, Sample quantiles in statistical
     * packages, 1996): the value at place (n - 1) p, counted from 0, on straight lines between the values.
     *
     * @param sorted ascending, none NaN
     * @param p from 0 to 1
     * @return NaN if there is no value
     */
    static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = (sorted.length - 1) * p;
        int below = (int) place;
        double share = place - below;
        double low = sorted[below];
        return share == 0 ? low : low + share * (sorted[below + 1] - low);
    }
}
