package dev.bentline.descent;

/** Rule of one step of a descent. */
public interface UpdateRule {
    /**
     * Moves parameters against the gradient.
     *
     * @param parameters changed where {@code trained}
     * @param gradient of the sum of squared residuals
     */
    void apply(double[] parameters, double[] gradient, boolean[] trained);
}
