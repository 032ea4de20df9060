package dev.bentline.descent;

/** The textbook's update, in the user's own units: parameter -= rate * gradient. */
public final class PlainUpdate implements UpdateRule {
    private final double rate;
    private final double divisor;

    /** @param divisor of the loss: 1, or the number of observations for their mean */
    public PlainUpdate(double rate, double divisor) {
        this.rate = rate;
        this.divisor = divisor;
    }

    @Override
    public void apply(double[] parameters, double[] gradient, boolean[] trained) {
        for (int i = 0; i < parameters.length; i++) {
            if (trained[i]) {
                parameters[i] -= rate * (gradient[i] / divisor);
            }
        }
    }
}
