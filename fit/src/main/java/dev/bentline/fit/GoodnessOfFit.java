package dev.bentline.fit;

import dev.bentline.Activation;
import dev.bentline.Fit;
import dev.bentline.Network;
import dev.bentline.Parameter;
import dev.bentline.ParameterSet;

/**
 * Statistics of how well a fit suits its observations, for errors that are independent and normal with one variance. A
 * statistic is NaN where the observations are too few for it.
 *
 * <p>A hidden ReLU node counts as 2 parameters, where it bends and how much: v max(0, w x + b) is the same for 2 w, 2 b and
 * v / 2. So a network of H nodes has 2 H + 1 with its output bias, and a flat line has 1, for a node that does nothing
 * counts as none. A softplus node counts as 3.
 *
 * @param observations their number n
 * @param distinctDosages the number D of their distinct dosages
 * @param parameters the number p of parameters that were fitted
 * @param residualSquares the sum of squared residuals, RSS; the same as pureErrorSquares where rounding to floats alone may
 *     make the difference
 * @param pureErrorSquares the sum of squared differences from the mean effect of the same dosage, which no line explains; 0
 *     where no dosage has two observations
 * @param totalSquares the sum of squared differences from the mean of all effects, TSS
 * @param sumOfLogWeights the sum of ln w over the observations, whose variances are as 1 / w, and all squares above have
 *     their weight w then; 0 for observations without weights
 */
public record GoodnessOfFit(
        int observations,
        int distinctDosages,
        int parameters,
        double residualSquares,
        double pureErrorSquares,
        double totalSquares,
        double sumOfLogWeights) {
    private static final int PARAMETERS_OF_RELU = 2;
    private static final int PARAMETERS_OF_SOFTPLUS = 3;

    /**
     * The statistics of a fit of all parameters to observations.
     *
     * @param observations those that it was fitted to, on the scale of the network
     * @throws IllegalArgumentException if they are on another scale
     */
    public static GoodnessOfFit of(Fit fit, WeightedObservations observations) {
        return of(fit, observations, ParameterSet.all());
    }

    /**
     * The statistics of a fit to observations.
     *
     * @param observations those that it was fitted to, on the scale of the network
     * @param trained the parameters that were fitted
     * @throws IllegalArgumentException if they are on another scale
     */
    public static GoodnessOfFit of(Fit fit, WeightedObservations observations, ParameterSet trained) {
        observations.checkScale(fit.network());
        DosageMeans means = DosageMeans.of(observations);
        double squares = fit.sumOfSquaredResiduals();
        boolean exact = squares <= means.squaresWithin() + means.rounding();
        double sumOfLogWeights = 0;
        for (int i = 0; i < observations.count(); i++) {
            sumOfLogWeights += Math.log(observations.weight(i));
        }
        return new GoodnessOfFit(
                observations.count(),
                means.dosages().length,
                parameters(fit.network(), trained),
                exact ? means.squaresWithin() : squares,
                means.squaresWithin(),
                means.totalSumOfSquares(),
                sumOfLogWeights);
    }

    /**
     * The statistics of a fit to observations in any order, without a look at their dosages, which count as distinct: there is
     * no test for lack of fit.
     *
     * @param effects the observed effects
     * @param trained the parameters that were fitted
     */
    public static GoodnessOfFit withoutReplicates(Fit fit, float[] effects, ParameterSet trained) {
        double mean = 0;
        for (float effect : effects) {
            mean += effect;
        }
        mean /= effects.length;
        double totalSquares = 0;
        for (float effect : effects) {
            totalSquares += (effect - mean) * (effect - mean);
        }
        return new GoodnessOfFit(
                effects.length,
                effects.length,
                parameters(fit.network(), trained),
                fit.sumOfSquaredResiduals(),
                0,
                totalSquares,
                0);
    }

    private static int parameters(Network network, ParameterSet trained) {
        int most = network.hidden() == Activation.RELU ? PARAMETERS_OF_RELU : PARAMETERS_OF_SOFTPLUS;
        int parameters = trained.has(Parameter.OUTPUT_BIAS, 0) ? 1 : 0;
        for (int node = 0; node < network.width(); node++) {
            if (network.hiddenWeight(node) != 0 && network.outputWeight(node) != 0) {
                int moved = 0;
                for (Parameter kind :
                        new Parameter[] {Parameter.HIDDEN_WEIGHT, Parameter.HIDDEN_BIAS, Parameter.OUTPUT_WEIGHT}) {
                    moved += trained.has(kind, node) ? 1 : 0;
                }
                parameters += Math.min(most, moved);
            }
        }
        return parameters;
    }

    /** The degrees of freedom of the residuals, n - p, which may be negative. */
    public int degreesOfFreedom() {
        return observations - parameters;
    }

    /** The residual standard error, sqrt(RSS / (n - p)), in the unit of the effects: an estimate of the errors' deviation. */
    public double residualStandardError() {
        return Math.sqrt(mean(residualSquares, degreesOfFreedom()));
    }

    /**
     * Akaike's information criterion with the correction for few observations: n ln(2 pi RSS / n) + n - sum ln w + 2 k +
     * 2 k (k + 1) / (n - k - 1), where k = p + 1, for the variance is a parameter, too; R's {@code AIC} and the last term (C. M. Hurvich and C.-L. Tsai, Regression and time
     * series model selection in small samples, 1989). Of two fits to the same observations the smaller one is to be expected
     * to suit new ones better. NaN unless n &gt; k + 1; -infinity where RSS is 0.
     */
    public double aicc() {
        int k = parameters + 1;
        int rest = observations - k - 1;
        return rest > 0 ? deviance() + 2.0 * k + 2.0 * k * (k + 1) / rest : Double.NaN;
    }

    /**
     * The Bayesian information criterion, n ln(2 pi RSS / n) + n - sum ln w + k ln n, where k = p + 1 (G. Schwarz, Estimating the
     * dimension of a model, 1978), as R's {@code BIC}. NaN unless n &gt; p; -infinity where RSS is 0.
     */
    public double bic() {
        return degreesOfFreedom() > 0 ? deviance() + (parameters + 1) * Math.log(observations) : Double.NaN;
    }

    /** Twice the negative logarithm of the likelihood at the variance RSS / n, under which it is largest. */
    private double deviance() {
        return observations * (Math.log(2 * Math.PI * residualSquares / observations) + 1) - sumOfLogWeights;
    }

    /**
     * The F statistic of the test for lack of fit, ((RSS - SSPE) / (D - p)) / (SSPE / (n - D)), where SSPE are the
     * pureErrorSquares: how much more the means of the dosages deviate from the line than the observations of a dosage from
     * each other would let expect (N. R. Draper and H. Smith, Applied Regression Analysis, 1998, section 2.1). NaN without
     * degrees of freedom of either kind, and where both squares are 0.
     */
    public double lackOfFitF() {
        return mean(residualSquares - pureErrorSquares, lackOfFitDegreesOfFreedom())
                / mean(pureErrorSquares, pureErrorDegreesOfFreedom());
    }

    /** The degrees of freedom of the lack of fit, D - p, which may be negative. */
    public int lackOfFitDegreesOfFreedom() {
        return distinctDosages - parameters;
    }

    /** The degrees of freedom of the pure error, n - D. */
    public int pureErrorDegreesOfFreedom() {
        return observations - distinctDosages;
    }

    /**
     * The F statistic of the test against a flat line, ((TSS - RSS) / (p - 1)) / (RSS / (n - p)); 0 for a fit that is no
     * better than that. NaN for a flat line, without degrees of freedom, and where all effects are the same. On a
     * flat line bends may lie anywhere, so that F is larger than the F distribution tells (R. B. Davies, Hypothesis testing
     * when a nuisance parameter is present only under the alternative, 1977): of 1,000 flat lines with normal errors, 24
     * observations and 2 nodes, its upper 5 % were exceeded by 7 % with 8 dosages and by 16 % with 24.
     */
    public double flatF() {
        return mean(Math.max(0, totalSquares - residualSquares), flatDegreesOfFreedom())
                / mean(residualSquares, degreesOfFreedom());
    }

    /** The degrees of freedom of what a flat line leaves and the fit explains, p - 1. */
    public int flatDegreesOfFreedom() {
        return parameters - 1;
    }

    private static double mean(double squares, int degreesOfFreedom) {
        return degreesOfFreedom > 0 ? squares / degreesOfFreedom : Double.NaN;
    }
}
