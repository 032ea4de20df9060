package dev.bentline;

import dev.bentline.descent.LossFunction;
import dev.bentline.descent.UpdateRule;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Descent from one start to where something ends it. */
final class Descent {
    /** Limits that end it. Loss and change are strictly positive, or 0 for none; losses are sums of squared residuals. */
    record Limits(long epochs, double loss, double change) {}

    /** Confirms that a network's loss is truly below the limit; asked where it seems to be. */
    interface Confirmation {
        boolean isBelow(double[] parameters);
    }

    /** Watches every epoch; returns whether to go on. */
    interface Watcher {
        boolean onEpoch(long epoch, double loss);
    }

    private LossFunction lossFunction;
    private @Nullable Supplier<LossFunction> successor;
    private long changeAt;
    private final UpdateRule updateRule;
    private final boolean[] trained;
    private final double[] units;
    private final Limits limits;

    private final double[] parameters;
    private final double[] gradient;
    private final double[] previous;
    private final boolean keepsBest;
    private final double[] best;
    private double leastLoss = Double.POSITIVE_INFINITY;
    /** The loss of the parameters, and of those before. */
    private double loss = Double.NaN;

    private double previousLoss = Double.NaN;
    private long epochs;

    /**
     * @param parameters the start; changed
     * @param trained which of them may move
     * @param units the unit of each, for the limit of change
     * @param keepsBest whether to end with the network of the smallest loss on the way, otherwise with the last
     */
    Descent(
            LossFunction lossFunction,
            UpdateRule updateRule,
            double[] parameters,
            boolean[] trained,
            double[] units,
            Limits limits,
            boolean keepsBest) {
        this.lossFunction = lossFunction;
        this.updateRule = updateRule;
        this.parameters = parameters;
        this.trained = trained;
        this.units = units;
        this.limits = limits;
        this.keepsBest = keepsBest;
        best = parameters.clone();
        gradient = new double[parameters.length];
        previous = parameters.clone();
    }

    /**
     * Lets another loss function take over, once: at an epoch, or where a loss is not finite before.
     *
     * @param then makes it; its losses may differ in rounding
     */
    void changeOver(long epoch, Supplier<LossFunction> then) {
        changeAt = epoch;
        successor = then;
    }

    private void takeOver(Supplier<LossFunction> then) {
        successor = null;
        lossFunction = then.get();
        if (keepsBest && epochs > 0) {
            leastLoss = lossFunction.evaluate(best, gradient);
        }
    }

    /** Goes down until something ends it; returns what. */
    Stop run(Confirmation confirmation, Watcher watcher) {
        Stop stop = goDown(confirmation, watcher);
        if (keepsBest && stop != Stop.LOSS) {
            System.arraycopy(best, 0, parameters, 0, parameters.length);
            loss = leastLoss;
        }
        return stop;
    }

    private Stop goDown(Confirmation confirmation, Watcher watcher) {
        while (true) {
            loss = evaluate();
            if (!Double.isFinite(loss)) {
                return diverged();
            }
            if (keepsBest && loss < leastLoss) {
                leastLoss = loss;
                System.arraycopy(parameters, 0, best, 0, parameters.length);
            }
            if (!watcher.onEpoch(epochs, loss)) {
                return Stop.INTERRUPTED;
            }
            if (loss < limits.loss && confirmation.isBelow(parameters)) {
                return Stop.LOSS;
            }
            if (epochs == limits.epochs) {
                return Stop.EPOCHS;
            }
            System.arraycopy(parameters, 0, previous, 0, parameters.length);
            previousLoss = loss;
            updateRule.apply(parameters, gradient, trained);
            epochs++;
            if (keepsBest) {
                // A rate of ours may overshoot the largest float, as for dosages closer than 2^-128; one given may
                // diverge.
                ParameterVector.clampToFloats(parameters);
            }
            if (!ParameterVector.isFinite(parameters)) {
                return diverged();
            }
            if (!hasMoved()) {
                if (!keepsBest && !Arrays.equals(parameters, previous)) {
                    loss = evaluate();
                }
                return Stop.CHANGE;
            }
        }
    }

    private double evaluate() {
        Supplier<LossFunction> then = successor;
        if (then != null && epochs >= changeAt) {
            takeOver(then);
        }
        double value = lossFunction.evaluate(parameters, gradient);
        then = successor;
        if (then != null && !Double.isFinite(value)) {
            takeOver(then);
            value = lossFunction.evaluate(parameters, gradient);
        }
        return value;
    }

    /** Goes back to the last network whose loss was finite. */
    private Stop diverged() {
        System.arraycopy(previous, 0, parameters, 0, parameters.length);
        loss = previousLoss;
        epochs = Math.max(0, epochs - 1);
        return Stop.DIVERGED;
    }

    private boolean hasMoved() {
        for (int i = 0; i < parameters.length; i++) {
            double change = Math.abs(parameters[i] - previous[i]);
            if (change > limits.change * units[i]) {
                return true;
            }
        }
        return false;
    }

    double[] parameters() {
        return parameters;
    }

    /** The loss of the parameters; of an end that is not the best, by the loss function it ended with. */
    double loss() {
        return loss;
    }

    /** The updates made, but for one that led nowhere. */
    long epochs() {
        return epochs;
    }
}
