package dev.bentline;

import dev.bentline.descent.LossFunction;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;

/** The loss of a network that is no bent line, from an engine's pass over all observations. */
final class EngineLoss implements LossFunction {
    private final SortedObservations data;
    private final Shape shape;
    private final int threads;

    EngineLoss(SortedObservations data, Shape shape, int threads) {
        this.data = data;
        this.shape = shape;
        this.threads = threads;
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        Engine engine = Engine.of(ParameterVector.network(shape, parameters)).withThreads(threads);
        Gradient sums = engine.gradient(data.dosages(), data.effects());
        ParameterVector.put(sums, shape, gradient);
        return sums.loss();
    }
}
