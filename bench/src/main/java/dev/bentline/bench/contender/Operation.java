package dev.bentline.bench.contender;

import dev.bentline.Network;
import java.util.Arrays;
import java.util.function.Supplier;

/** An operation that contenders are measured by: its data, its call, and the check of what a call left behind. */
public enum Operation {
    FORWARD("forward"),
    DERIVATIVE("derivative"),
    GRADIENT("gradient"),
    SOFTPLUS("softplus forward"),
    /** A gradient over all observations of a fit. */
    PASS("gradient pass");

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    /** Returns its name in a text. */
    public String title() {
        return title;
    }

    /** Makes the data. */
    public Workload workload(int width, int size, DosageOrder order) {
        return switch (this) {
            case FORWARD, DERIVATIVE, GRADIENT -> Workload.of(Workload.reluOf(width), size, order);
            case SOFTPLUS -> {
                if (width != 2) {
                    throw new IllegalArgumentException("softplus has 2 nodes, not " + width + "; pass -p width=2");
                }
                yield Workload.of(Network.softplus(), size, order);
            }
            case PASS -> Workload.toFit(width, size);
        };
    }

    /** Binds the call to a contender, so that nothing is left to choose while it is timed. */
    public Supplier<Object> call(Contender contender) {
        return switch (this) {
            case FORWARD, SOFTPLUS ->
                () -> {
                    contender.forward();
                    return contender;
                };
            case DERIVATIVE ->
                () -> {
                    contender.derivative();
                    return contender;
                };
            case GRADIENT, PASS -> contender::gradient;
        };
    }

    /** Refuses results of the last call that the oracle does not accept. */
    public void check(Oracle oracle, Contender contender) {
        switch (this) {
            case FORWARD, SOFTPLUS -> oracle.checkForward(contender.mapped());
            case DERIVATIVE -> oracle.checkDerivative(contender.mapped());
            case GRADIENT, PASS -> oracle.checkGradient(contender.summed(), contender.floatAdditions());
        }
    }

    /** Tells the bits of the last call's results from others. */
    public int fingerprint(Contender contender) {
        return switch (this) {
            case FORWARD, DERIVATIVE, SOFTPLUS -> Arrays.hashCode(contender.mapped());
            case GRADIENT, PASS -> Arrays.hashCode(contender.summed());
        };
    }
}
