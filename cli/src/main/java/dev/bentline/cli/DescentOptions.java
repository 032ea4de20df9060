package dev.bentline.cli;

import dev.bentline.Bend;
import dev.bentline.GradientDescent;
import dev.bentline.Loss;
import dev.bentline.Network;
import dev.bentline.Optimizer;
import dev.bentline.ParameterSet;
import dev.bentline.cli.console.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how to go down: from where, how far, and what moves. */
final class DescentOptions {
    private static final long DEFAULT_HIDDEN = 2;
    private static final long DEFAULT_SEED = 1;
    private static final long DEFAULT_RESTARTS = 32;

    /** A network file may have no more, either. */
    private static final long MOST_HIDDEN = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--start",
            paramLabel = "NETWORK",
            description = "Start from relu, softplus or a JSON file; by default, from random ReLU networks.")
    private @Nullable String start;

    @Option(
            names = "--hidden",
            paramLabel = "H",
            converter = WholeNumber.class,
            description = "How many hidden nodes random networks have; " + DEFAULT_HIDDEN + " by default.")
    private @Nullable Long hidden;

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = WholeNumber.class,
            description = "The same seed gives the same random networks; " + DEFAULT_SEED + " by default.")
    private @Nullable Long seed;

    @Option(
            names = "--restarts",
            paramLabel = "R",
            converter = WholeNumber.class,
            description =
                    "How many random networks to start from, to keep the best; " + DEFAULT_RESTARTS + " by default.")
    private @Nullable Long restarts;

    @Option(
            names = "--train",
            paramLabel = "LIST",
            defaultValue = "all",
            description = "What may move: ${DEFAULT-VALUE} (the default), or a list such as w,b1,c of hidden weights w,"
                    + " hidden biases b, output weights v and output bias c, where b1 is that of hidden node 1, as"
                    + " `bentline show` numbers them.")
    private String train = "";

    @Option(
            names = "--loss",
            paramLabel = "ssr|mse",
            defaultValue = "ssr",
            description = "What to make small: the sum of squared residuals (the default), or their mean.")
    private String loss = "";

    @Option(
            names = "--optimizer",
            paramLabel = "adam|gd",
            description = "Adam (the default without --rate), or plain gradient descent (the default with it).")
    private @Nullable String optimizer;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = FiniteDouble.class,
            description = "With gd, subtract this many times the gradient from each parameter; with adam, the length of"
                    + " a step, about, in units of the data. By default one that suits the data.")
    private @Nullable Double rate;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            converter = WholeNumber.class,
            defaultValue = "10000",
            description = "How many updates to make at most; ${DEFAULT-VALUE} by default.")
    private long epochs;

    @Option(
            names = "--until-loss",
            paramLabel = "L",
            converter = FiniteDouble.class,
            description = "Stop before the update once the loss is below this.")
    private @Nullable Double untilLoss;

    @Option(
            names = "--until-change",
            paramLabel = "C",
            converter = FiniteDouble.class,
            description = "Stop once an update moves no parameter by more than this, in units of the data.")
    private @Nullable Double untilChange;

    @Option(
            names = "--bend",
            paramLabel = "0|1",
            converter = WholeNumber.class,
            description = "The derivative of ReLU at its bend; by default that of --start, or 0.")
    private @Nullable Long bend;

    /** Checks each value by itself, which needs no file. */
    void check() {
        String random = hidden != null ? "--hidden" : seed != null ? "--seed" : restarts != null ? "--restarts" : null;
        if (start != null && random != null) {
            throw usage("--start and " + random + " exclude each other: a given network, or random ones");
        }
        checkRange("--hidden", hidden, 1, MOST_HIDDEN);
        checkRange("--restarts", restarts, 1, Integer.MAX_VALUE);
        checkRange("--epochs", epochs, 0, Long.MAX_VALUE);
        checkChoice("--loss", loss, "ssr", "mse");
        checkChoice("--optimizer", optimizer, "adam", "gd");
        checkNotNegative("--until-loss", untilLoss);
        checkNotNegative("--until-change", untilChange);
        if (rate != null && !(rate > 0)) {
            throw usage("--rate is " + rate + "; it must be above 0");
        }
        if (bend != null && bend != 0 && bend != 1) {
            throw usage("--bend is " + bend + "; it must be 0 or 1");
        }
    }

    private void checkRange(String option, @Nullable Long value, long least, long most) {
        if (value != null && value < least) {
            throw usage(option + " is " + value + "; it must be at least " + least);
        }
        if (value != null && value > most) {
            throw usage(option + " is " + value + "; it must be at most " + most);
        }
    }

    private void checkChoice(String option, @Nullable String value, String one, String other) {
        if (value != null && !value.equals(one) && !value.equals(other)) {
            throw usage(option + " is " + Text.quoted(value) + "; it must be " + one + " or " + other);
        }
    }

    private void checkNotNegative(String option, @Nullable Double value) {
        if (value != null && value < 0) {
            throw usage(option + " is " + value + "; it must be 0 or above");
        }
    }

    /** The network to start from, or null for random ones. */
    @Nullable
    Network start() {
        return start == null ? null : NetworkArgument.named(start);
    }

    /** How many updates all descents make at most, or -1 if that is beyond count. */
    long updates() {
        long descents = start != null ? 1 : orElse(restarts, DEFAULT_RESTARTS);
        return epochs <= Long.MAX_VALUE / descents ? descents * epochs : -1;
    }

    /**
     * What was asked for.
     *
     * @param start as {@link #start} gave it
     * @param workers how many threads to use
     */
    GradientDescent descent(@Nullable Network start, int workers) {
        GradientDescent descent = start != null
                ? GradientDescent.from(start)
                : GradientDescent.random((int) orElse(hidden, DEFAULT_HIDDEN), orElse(seed, DEFAULT_SEED), (int)
                        orElse(restarts, DEFAULT_RESTARTS));
        int width = start != null ? start.width() : (int) orElse(hidden, DEFAULT_HIDDEN);
        descent = descent.withOptimizer(optimizer())
                .withLoss(loss.equals("mse") ? Loss.MSE : Loss.SSR)
                .withTrained(trained(width))
                .withEpochs(epochs)
                .withThreads(workers);
        if (untilLoss != null) {
            descent = descent.withUntilLoss(untilLoss);
        }
        if (untilChange != null) {
            descent = descent.withUntilChange(untilChange);
        }
        if (bend != null) {
            descent = descent.withBend(bend == 1 ? Bend.ONE : Bend.ZERO);
        }
        return descent;
    }

    private Optimizer optimizer() {
        boolean adam = optimizer == null ? rate == null : optimizer.equals("adam");
        if (rate == null) {
            return adam ? Optimizer.adam() : Optimizer.gradientDescent();
        }
        return adam ? Optimizer.adam(rate) : Optimizer.gradientDescent(rate);
    }

    private ParameterSet trained(int width) {
        try {
            return TrainedParameters.parse(train, width);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** What the loss is called, in words. */
    String lossInWords() {
        return (loss.equals("mse") ? "mean" : "sum") + " of squared residuals";
    }

    private static long orElse(@Nullable Long value, long otherwise) {
        return value != null ? value : otherwise;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
