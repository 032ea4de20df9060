package dev.bentline.descent;

/**
 * Adam (D. P. Kingma and J. Ba, Adam: a method for stochastic optimization, 2015, algorithm 1, with its constants) in
 * scaled units.
 */
public final class AdamUpdate implements UpdateRule {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;
    /** The share of the epochs in which the rate rises: the first steps are as long for small gradients as for large. */
    private static final double WARM_UP = 0.05;

    private final Sensitivity sensitivity;
    private final double[] units;
    private final double lossUnit;
    private final double rate;
    /** Number of updates after which the rate has fallen to 0; infinite if it does not fall. */
    private final double epochs;

    private final double[] reach;
    private final double[] first;
    private final double[] second;
    private long epoch;
    private double beta1ToEpoch = 1;
    private double beta2ToEpoch = 1;
    /** Cosine of pi times the epoch over the epochs: turned on by one epoch at a time, so that no epoch waits for a cosine. */
    private double cosine = 1;

    private double sine;
    private final double cosineStep;
    private final double sineStep;

    /** Makes one with a fixed rate. */
    public AdamUpdate(ObservationStatistics data, Shape shape, Scale scale, double rate) {
        this(data, shape, scale, rate, Double.POSITIVE_INFINITY);
    }

    /**
     * Makes one with a rate that rises, then falls to 0 along half a cosine (I. Loshchilov and F. Hutter, SGDR, 2017), and shorter
     * steps for parameters that move an effect by more than themselves.
     */
    public AdamUpdate(ObservationStatistics data, Shape shape, Scale scale, double rate, double epochs) {
        this.rate = rate;
        this.epochs = epochs;
        sensitivity = new Sensitivity(data, shape, scale);
        units = scale.units(shape);
        lossUnit = 1 / (data.count() * scale.effect() * scale.effect());
        reach = units.clone();
        cosineStep = StrictMath.cos(Math.PI / epochs);
        sineStep = StrictMath.sin(Math.PI / epochs);
        first = new double[shape.parameters()];
        second = new double[shape.parameters()];
    }

    @Override
    public void apply(double[] parameters, double[] gradient, boolean[] trained) {
        double step = rate;
        if (epochs < Double.POSITIVE_INFINITY) {
            double warmth = Math.min(1, (epoch + 1) / (WARM_UP * epochs));
            step *= warmth * Math.max(0, 1 + cosine) / 2;
            double turned = cosine * cosineStep - sine * sineStep;
            sine = sine * cosineStep + cosine * sineStep;
            cosine = turned;
            sensitivity.reach(parameters, units, reach);
        }
        epoch++;
        beta1ToEpoch *= BETA_1;
        beta2ToEpoch *= BETA_2;
        double meanFactor = step / (1 - beta1ToEpoch);
        double spreadFactor = 1 / Math.sqrt(1 - beta2ToEpoch);
        for (int i = 0; i < parameters.length; i++) {
            if (trained[i]) {
                double g = gradient[i] * units[i] * lossUnit;
                first[i] += (1 - BETA_1) * (g - first[i]);
                second[i] += (1 - BETA_2) * (g * g - second[i]);
                double spread = Math.sqrt(second[i]) * spreadFactor;
                parameters[i] -= reach[i] * (first[i] * meanFactor / (spread + EPSILON));
            }
        }
    }
}
