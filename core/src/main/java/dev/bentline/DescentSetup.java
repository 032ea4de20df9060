package dev.bentline;

import dev.bentline.descent.AdamUpdate;
import dev.bentline.descent.CautiousUpdate;
import dev.bentline.descent.DirectLoss;
import dev.bentline.descent.LossFunction;
import dev.bentline.descent.ObservationStatistics;
import dev.bentline.descent.PlainUpdate;
import dev.bentline.descent.Scale;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;
import dev.bentline.descent.UpdateRule;

/**
 * Settings of a fit in the units of its observations.
 *
 * @param divisor of the sum of squared residuals that makes it the loss asked for
 */
record DescentSetup(GradientDescent.Settings settings, ObservationStatistics statistics, Scale scale, double divisor) {
    /** Rate of the first update, in scaled units, where none is given. */
    private static final double ADAM_RATE = 0.05;

    static DescentSetup of(GradientDescent.Settings settings, ObservationStatistics statistics) {
        double divisor = settings.loss == Loss.MSE ? statistics.count() : 1;
        return new DescentSetup(settings, statistics, Scale.of(statistics), divisor);
    }

    /** A descent from parameters, which it changes. */
    Descent descent(LossFunction lossFunction, Shape shape, double[] start) {
        return new Descent(
                lossFunction,
                updateRule(shape),
                start,
                settings.trained.in(shape),
                scale.units(shape),
                new Descent.Limits(settings.epochs, settings.untilLoss * divisor, settings.untilChange),
                settings.optimizer.rate().isEmpty());
    }

    private UpdateRule updateRule(Shape shape) {
        Optimizer optimizer = settings.optimizer;
        if (optimizer.kind() == Optimizer.Kind.ADAM) {
            return optimizer.rate().isEmpty()
                    ? new AdamUpdate(statistics, shape, scale, ADAM_RATE, settings.epochs)
                    : new AdamUpdate(statistics, shape, scale, optimizer.rate().getAsDouble());
        }
        return optimizer.rate().isPresent()
                ? new PlainUpdate(optimizer.rate().getAsDouble(), divisor)
                : new CautiousUpdate(statistics, shape, scale);
    }

    /** The shape of a network to start from. */
    static Shape shape(GradientDescent.Settings settings, Network start) {
        Bend bend = settings.bend;
        return ParameterVector.shape(bend == null ? start : start.withBend(bend));
    }

    /** Returns whether the loss of the nearest floats, summed up observation by observation, is below the limit. */
    boolean isBelow(SortedObservations data, LossFunction lossFunction, Shape shape, double[] parameters) {
        Network network = ParameterVector.network(shape, parameters);
        double[] ignored = new double[shape.parameters()];
        return lossFunction.evaluate(ParameterVector.of(network), ignored) / divisor < settings.untilLoss
                && directSquares(data, network) / divisor < settings.untilLoss;
    }

    /** The sum of squared residuals, summed up observation by observation. */
    double directSquares(SortedObservations data, Network network) {
        return DirectLoss.of(data, ParameterVector.shape(network), ParameterVector.of(network), settings.threads);
    }
}
