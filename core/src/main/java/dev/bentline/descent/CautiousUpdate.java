package dev.bentline.descent;

/**
 * Gradient descent on the mean of squared residuals in scaled units, with a rate that is safe at every point: 1 / (2 T),
 * T a bound of the trace of J'J / n, where J holds the derivatives of all n effects by the trained parameters. The largest
 * eigenvalue of the loss's Hessian, its second-order part aside, is 2 T at most, and rates below 1 / T converge (J. Nocedal
 * and S. Wright, Numerical Optimization, chapters 3 and 10).
 */
public final class CautiousUpdate implements UpdateRule {
    private final Shape shape;
    private final Sensitivity sensitivity;
    private final double[] units;
    /** Times the gradient of the sum of squares it is that of the mean, scaled. */
    private final double lossUnit;

    /** For networks of one shape. */
    public CautiousUpdate(ObservationStatistics data, Shape shape, Scale scale) {
        this.shape = shape;
        sensitivity = new Sensitivity(data, shape, scale);
        units = scale.units(shape);
        lossUnit = 1 / (data.count() * scale.effect() * scale.effect());
    }

    @Override
    public void apply(double[] parameters, double[] gradient, boolean[] trained) {
        double trace = trace(parameters, trained);
        double rate = trace == 0 ? 0 : lossUnit / (2 * trace); // at 0 the gradient is 0, too
        for (int i = 0; i < parameters.length; i++) {
            if (trained[i]) {
                parameters[i] -= rate * gradient[i] * units[i] * units[i];
            }
        }
    }

    private double trace(double[] parameters, boolean[] trained) {
        double trace = trained[shape.outputBias()] ? 1 : 0;
        for (int h = 0; h < shape.width(); h++) {
            double hidden = sensitivity.byHidden(parameters, h);
            double output = sensitivity.byOutput(parameters, h);
            trace += (trained[shape.hiddenWeight(h)] ? hidden * hidden : 0)
                    + (trained[shape.hiddenBias(h)] ? hidden * hidden : 0)
                    + (trained[shape.outputWeight(h)] ? output * output : 0);
        }
        return trace;
    }
}
