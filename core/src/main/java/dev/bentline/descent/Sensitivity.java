package dev.bentline.descent;

/** Bounds of how much the parameters of hidden nodes can move an effect, in scaled units. */
final class Sensitivity {
    private static final double LN_2 = Math.log(2);

    private final Shape shape;
    private final double effect;
    private final float smallestDosage;
    private final float largestDosage;

    Sensitivity(ObservationStatistics data, Shape shape, Scale scale) {
        this.shape = shape;
        effect = scale.effect();
        smallestDosage = data.smallestDosage();
        largestDosage = data.largestDosage();
    }

    /** A bound of the derivative of every effect by the bias of a node, and, scaled, by its weight. */
    double byHidden(double[] parameters, int node) {
        return Math.abs(parameters[shape.outputWeight(node)]) / effect;
    }

    /** A bound of the derivative of every effect by the output weight of a node: its largest activation. */
    double byOutput(double[] parameters, int node) {
        double w = parameters[shape.hiddenWeight(node)];
        double b = parameters[shape.hiddenBias(node)];
        double largest = Math.max(0, Math.max(w * smallestDosage + b, w * largestDosage + b));
        return shape.softplus() ? largest + LN_2 : largest;
    }

    /**
     * Makes units shorter where a parameter moves an effect by more than 1 for each, and where there are many: by the root
     * of their number, as if they moved an effect up and down at random.
     */
    void reach(double[] parameters, double[] units, double[] reach) {
        double share = Math.min(1, Math.sqrt(2.0 / shape.width()));
        for (int h = 0; h < shape.width(); h++) {
            double hidden = Math.max(1, byHidden(parameters, h)) / share;
            reach[shape.hiddenWeight(h)] = units[shape.hiddenWeight(h)] / hidden;
            reach[shape.hiddenBias(h)] = units[shape.hiddenBias(h)] / hidden;
            reach[shape.outputWeight(h)] = units[shape.outputWeight(h)] * share / Math.max(1, byOutput(parameters, h));
        }
    }
}
