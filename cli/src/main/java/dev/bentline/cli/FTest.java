package dev.bentline.cli;

import dev.bentline.fit.GoodnessOfFit;
import org.apache.commons.statistics.distribution.FDistribution;

/** Probabilities of F statistics. */
final class FTest {
    private FTest() {}

    /** The probability of the test for lack of fit. */
    static double lackOfFit(GoodnessOfFit goodness) {
        return p(goodness.lackOfFitF(), goodness.lackOfFitDegreesOfFreedom(), goodness.pureErrorDegreesOfFreedom());
    }

    /** The probability of the test against a flat line. */
    static double flat(GoodnessOfFit goodness) {
        return p(goodness.flatF(), goodness.flatDegreesOfFreedom(), goodness.degreesOfFreedom());
    }

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
