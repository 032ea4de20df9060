package dev.bentline;

import dev.bentline.descent.AdamUpdate;
import dev.bentline.descent.CautiousUpdate;
import dev.bentline.descent.DenseLoss;
import dev.bentline.descent.DirectLoss;
import dev.bentline.descent.LossFunction;
import dev.bentline.descent.MomentLoss;
import dev.bentline.descent.PlainUpdate;
import dev.bentline.descent.RandomStart;
import dev.bentline.descent.Scale;
import dev.bentline.descent.Shape;
import dev.bentline.descent.SortedObservations;
import dev.bentline.descent.UpdateRule;
import dev.bentline.execution.Workers;
import dev.bentline.kernel.KernelSelector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Goes down from every start, and keeps the best end. */
final class RestartSearch {
    /** Rate of the first update, in scaled units, where none is given. */
    private static final double ADAM_RATE = 0.05;

    private final GradientDescent plan;
    private final GradientDescent.Settings settings;
    private final SortedObservations data;
    private final Scale scale;
    /** Divisor of the sum of squared residuals that makes it the loss asked for. */
    private final double divisor;

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
        scale = Scale.of(data);
        divisor = settings.loss == Loss.MSE ? data.count() : 1;
    }

    Fit run() {
        Workers.run(settings.threads, plan.restarts(), restart -> {
            if (restart == 0 || !interrupted) {
                keepBest(descend(restart));
            }
        });
        End end = Objects.requireNonNull(best);
        double squares = directSquares(end.network);
        return new Fit(
                end.network,
                squares / divisor,
                squares,
                rSquared(squares),
                end.epochs,
                end.restart,
                end.stop,
                end.secondsPerEpoch);
    }

    private double rSquared(double squares) {
        double total = data.totalSumOfSquares();
        if (total == 0) {
            return Double.NaN;
        }
        double mean = data.meanEffect();
        double rounding = Math.ulp((float) mean) * (double) Math.ulp((float) mean) * data.count() + 0x1p-40 * total;
        return Math.abs(squares - total) <= rounding ? 0 : 1 - squares / total;
    }

    private synchronized void keepBest(End end) {
        if (best == null || end.isBetterThan(best)) {
            best = end;
        }
    }

    private End descend(int restart) {
        Shape shape = shape(restart);
        LossFunction lossFunction = shape.softplus()
                ? new DenseLoss(data, shape, KernelSelector.choice().kernels(), settings.threads)
                : new MomentLoss(data, shape);
        Descent descent = new Descent(
                lossFunction,
                updateRule(shape),
                start(shape, restart),
                settings.trained.in(shape),
                scale.units(shape),
                new Descent.Limits(settings.epochs, settings.untilLoss * divisor, settings.untilChange),
                settings.optimizer.rate().isEmpty());
        double[] ignored = new double[shape.parameters()];
        long begun = System.nanoTime();
        Stop stop = descent.run(
                parameters -> {
                    Network network = ParameterVector.network(shape, parameters);
                    return lossFunction.evaluate(ParameterVector.of(network), ignored) / divisor < settings.untilLoss
                            && directSquares(network) / divisor < settings.untilLoss;
                },
                (epoch, squares) -> {
                    if (!settings.listener.onEpoch(restart, epoch, squares / divisor)) {
                        interrupted = true;
                    }
                    return !interrupted;
                });
        double seconds = (System.nanoTime() - begun) * 1e-9;
        Network network = ParameterVector.network(shape, descent.parameters());
        double squares = lossFunction.evaluate(ParameterVector.of(network), ignored);
        return new End(restart, network, squares, descent.epochs(), stop, seconds / (descent.epochs() + 1));
    }

    private Shape shape(int restart) {
        Network start = plan.start();
        Bend bend = settings.bend;
        if (start != null) {
            return ParameterVector.shape(bend == null ? start : start.withBend(bend));
        }
        boolean reluOutput = data.smallestEffect() >= 0 || restart % 2 == 1;
        return new Shape(plan.width(), false, reluOutput, bend == Bend.ONE);
    }

    private double[] start(Shape shape, int restart) {
        Network start = plan.start();
        return start == null ? RandomStart.of(data, shape, scale, plan.seed(), restart) : ParameterVector.of(start);
    }

    private UpdateRule updateRule(Shape shape) {
        Optimizer optimizer = settings.optimizer;
        if (optimizer.kind() == Optimizer.Kind.ADAM) {
            return optimizer.rate().isEmpty()
                    ? new AdamUpdate(data, shape, scale, ADAM_RATE, settings.epochs)
                    : new AdamUpdate(data, shape, scale, optimizer.rate().getAsDouble());
        }
        return optimizer.rate().isPresent()
                ? new PlainUpdate(optimizer.rate().getAsDouble(), divisor)
                : new CautiousUpdate(data, shape, scale);
    }

    private double directSquares(Network network) {
        return DirectLoss.of(data, ParameterVector.shape(network), ParameterVector.of(network), settings.threads);
    }
}
