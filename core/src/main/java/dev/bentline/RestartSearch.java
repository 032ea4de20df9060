package dev.bentline;

import dev.bentline.descent.LossFunction;
import dev.bentline.descent.MomentLoss;
import dev.bentline.descent.PassLoss;
import dev.bentline.descent.RandomStart;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;
import dev.bentline.execution.Workers;
import dev.bentline.kernel.KernelSelector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes down from every start, and keeps the best end. */
final class RestartSearch {
    /** The relative error of the total sum of squares. */
    static final double ERROR = 0x1p-40;

    private final GradientDescent plan;
    private final GradientDescent.Settings settings;
    private final SortedObservations data;
    private final DescentSetup setup;

    private volatile boolean interrupted;
    private @Nullable End best;

    /** End of a descent. */
    private record End(int restart, Network network, double squares, long epochs, Stop stop, double secondsPerEpoch) {
        boolean isBetterThan(End other) {
            if ((stop == Stop.DIVERGED) != (other.stop == Stop.DIVERGED)) {
                return other.stop == Stop.DIVERGED;
            }
            int order = Double.compare(squares, other.squares);
            return order != 0 ? order < 0 : restart < other.restart;
        }
    }

    RestartSearch(GradientDescent plan, SortedObservations data) {
        this.plan = plan;
        this.data = data;
        settings = plan.settings();
        setup = DescentSetup.of(settings, data.statistics());
    }

    Fit run() {
        Workers.run(settings.threads, plan.restarts(), restart -> {
            if (restart == 0 || !interrupted) {
                keepBest(descend(restart));
            }
        });
        End end = Objects.requireNonNull(best);
        double squares = setup.directSquares(data, end.network);
        return new Fit(
                end.network,
                squares / setup.divisor(),
                squares,
                setup.statistics().rSquared(squares, ERROR),
                end.epochs,
                end.restart,
                end.stop,
                end.secondsPerEpoch);
    }

    private synchronized void keepBest(End end) {
        if (best == null || end.isBetterThan(best)) {
            best = end;
        }
    }

    private End descend(int restart) {
        Shape shape = shape(restart);
        LossFunction lossFunction = shape.softplus()
                ? new PassLoss(
                        data.dosages(),
                        data.effects(),
                        shape,
                        KernelSelector.choice().kernels(),
                        settings.threads)
                : new MomentLoss(data, shape);
        Descent descent = setup.descent(lossFunction, shape, start(shape, restart));
        long begun = System.nanoTime();
        Stop stop =
                descent.run(parameters -> setup.isBelow(data, lossFunction, shape, parameters), (epoch, squares) -> {
                    if (!settings.listener.onEpoch(restart, epoch, squares / setup.divisor())) {
                        interrupted = true;
                    }
                    return !interrupted;
                });
        double seconds = (System.nanoTime() - begun) * 1e-9;
        Network network = ParameterVector.network(shape, descent.parameters());
        double squares = lossFunction.evaluate(ParameterVector.of(network), new double[shape.parameters()]);
        return new End(restart, network, squares, descent.epochs(), stop, seconds / (descent.epochs() + 1));
    }

    private Shape shape(int restart) {
        Network start = plan.start();
        if (start != null) {
            return DescentSetup.shape(settings, start);
        }
        boolean reluOutput = data.smallestEffect() >= 0 || restart % 2 == 1;
        return new Shape(plan.width(), false, reluOutput, settings.bend == Bend.ONE);
    }

    private double[] start(Shape shape, int restart) {
        Network start = plan.start();
        return start == null
                ? RandomStart.of(data, shape, setup.scale(), plan.seed(), restart)
                : ParameterVector.of(start);
    }
}
