package dev.bentline;

import dev.bentline.descent.BreakEven;
import dev.bentline.descent.LossFunction;
import dev.bentline.descent.MomentLoss;
import dev.bentline.descent.ObservationSort;
import dev.bentline.descent.PassLoss;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;
import dev.bentline.kernel.KernelSelector;
import org.jspecify.annotations.Nullable;

/** Goes down from one network by passes over the observations, and by their index from where it has paid. */
final class PassFit {
    /** The relative error of sums of floats. */
    private static final double ERROR = 0x1p-18;

    private final GradientDescent.Settings settings;
    private final float[] dosages;
    private final float[] effects;
    private final DescentSetup setup;
    private final Shape shape;

    /** Made where passes end. */
    private @Nullable SortedObservations data;

    private @Nullable LossFunction moments;
    private long sortNanos;

    private PassFit(
            GradientDescent.Settings settings, float[] dosages, float[] effects, DescentSetup setup, Shape shape) {
        this.settings = settings;
        this.dosages = dosages;
        this.effects = effects;
        this.setup = setup;
        this.shape = shape;
    }

    /** Fits to observations that have been checked but for numbers that are not finite. */
    static Fit of(GradientDescent plan, Network start, float[] dosages, float[] effects) {
        GradientDescent.Settings settings = plan.settings();
        long passes = BreakEven.passes(start.parameters(), settings.epochs, dosages, effects, settings.threads);
        if (passes > 0) {
            long begun = System.nanoTime();
            Shape shape = DescentSetup.shape(settings, start);
            PassLoss pass = new PassLoss(
                    dosages, effects, shape, KernelSelector.choice().kernels(), settings.threads);
            DescentSetup setup = DescentSetup.of(settings, pass.begin(ParameterVector.of(start)));
            if (setup.scale().suitsFloats()) {
                Descent descent = setup.descent(pass, shape, ParameterVector.of(start));
                return new PassFit(settings, dosages, effects, setup, shape).run(descent, passes, begun);
            }
        }
        return new RestartSearch(plan, ObservationSort.sorted(dosages, effects, settings.threads)).run();
    }

    private Fit run(Descent descent, long passes, long begun) {
        if (!shape.softplus()) {
            descent.changeOver(passes, this::sort);
        }
        Stop stop = descent.run(
                this::isBelow, (epoch, squares) -> settings.listener.onEpoch(0, epoch, squares / setup.divisor()));
        double seconds = (System.nanoTime() - begun - sortNanos) * 1e-9;
        Network network = ParameterVector.network(shape, descent.parameters());
        double squares = descent.loss();
        double rSquared = setup.statistics().rSquared(squares, ERROR);
        if (data == null && !Double.isFinite(squares)) {
            sort(); // a softplus network's first pass
        }
        SortedObservations sorted = data;
        if (sorted != null) {
            squares = setup.directSquares(sorted, network);
            rSquared = sorted.statistics().rSquared(squares, RestartSearch.ERROR);
        }
        return new Fit(
                network,
                squares / setup.divisor(),
                squares,
                rSquared,
                descent.epochs(),
                0,
                stop,
                seconds / (descent.epochs() + 1));
    }

    private LossFunction sort() {
        long begun = System.nanoTime();
        SortedObservations sorted = ObservationSort.sorted(dosages, effects, settings.threads);
        LossFunction loss = new MomentLoss(sorted, shape);
        data = sorted;
        moments = loss;
        sortNanos = System.nanoTime() - begun;
        return loss;
    }

    /** A pass has the loss of the nearest floats, observation by observation; an index has to be confirmed. */
    private boolean isBelow(double[] parameters) {
        return data == null || moments == null || setup.isBelow(data, moments, shape, parameters);
    }
}
