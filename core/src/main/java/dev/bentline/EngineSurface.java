package dev.bentline;

import dev.bentline.descent.Observations;
import dev.bentline.descent.Shape;
import dev.bentline.descent.Surface;

/** The loss of a network that is no bent line, from an engine's pass over all observations. */
final class EngineSurface implements Surface {
    private final Observations data;
    private final Shape shape;
    private final int threads;

    EngineSurface(Observations data, Shape shape, int threads) {
        this.data = data;
        this.shape = shape;
        this.threads = threads;
    }

    @Override
    public double evaluate(double[] parameters, double[] gradient) {
        Engine engine = Engine.of(Vector.network(shape, parameters)).withThreads(threads);
        Gradient sums = engine.gradient(data.dosages(), data.effects());
        Vector.put(sums, shape, gradient);
        return sums.loss();
    }
}
