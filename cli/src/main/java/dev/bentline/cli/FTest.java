package dev.bentline.cli;

import org.apache.commons.statistics.distribution.FDistribution;

/** Probabilities of F statistics. */
final class FTest {
    private FTest() {}

    /**
     * The probability that a statistic is at least as large by chance, by the F distribution; NaN of NaN.
     *
     * @param f at least 0, or NaN
     * @param numerator degrees of freedom of its numerator, at least 1 unless f is NaN
     * @param denominator degrees of freedom of its denominator
     */
    static double p(double f, int numerator, int denominator) {
        return Double.isNaN(f) ? f : FDistribution.of(numerator, denominator).survivalProbability(f);
    }
}
