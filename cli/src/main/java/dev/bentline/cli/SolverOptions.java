package dev.bentline.cli;

import dev.bentline.Bend;
import dev.bentline.GradientDescent;
import dev.bentline.Loss;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.Optimizer;
import dev.bentline.ParameterSet;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GroupedFit;
import dev.bentline.fit.Monotone;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say how a fit is found: by a search or a descent, from where, how far, and what moves. */
final class SolverOptions implements Argument {
    private static final long DEFAULT_HIDDEN = 2;
    private static final long DEFAULT_SEED = 1;
    private static final long DEFAULT_RESTARTS = 32;
    private static final String DEFAULT_TRAIN = "all";
    private static final long DEFAULT_EPOCHS = 10_000;

    private static final String SSR = "ssr";
    private static final String MSE = "mse";
    private static final String HUBER = "huber";
    private static final String SEARCH = "search";
    private static final String DESCENT = "descent";
    private static final String ADAM = "adam";
    private static final String GD = "gd";

    /** A network file may have no more, either. */
    private static final long MOST_HIDDEN = 1_000_000;

    private final Option<String> solver = Option.word(
            "--solver",
            SEARCH + "|" + DESCENT,
            "Search where the nodes bend, which finds the best network of all, or go down by gradients. By default a"
                    + " search, of up to " + BendSearch.MOST_HIDDEN + " hidden nodes and " + BendSearch.MOST_DOSAGES
                    + " distinct dosages; a descent, of"
                    + " more, or where an option of it is given.");

    private final Option<String> start = Option.text(
            "--start",
            "NETWORK",
            "Start from relu, softplus, or a JSON or ONNX file; by default, from random ReLU networks.");

    private final Option<HiddenNodes> hidden = Option.converted(
            "--hidden",
            "H|" + HiddenNodes.AUTO,
            HiddenNodes.class,
            new HiddenNodes.Converter(),
            "How many hidden nodes the network has; " + DEFAULT_HIDDEN + " by default. " + HiddenNodes.AUTO
                    + " searches with 0, which is a flat line, to " + BendSearch.MOST_HIDDEN
                    + ", and takes the smallest AICc.");

    private final Option<Long> seed = Option.wholeNumber(
            "--seed",
            "S",
            "The same seed gives the same random networks, or refits of --bootstrap; " + DEFAULT_SEED + " by default.");

    private final Option<Long> restarts = Option.wholeNumber(
            "--restarts",
            "R",
            "How many random networks to start from, to keep the best; " + DEFAULT_RESTARTS + " by default.");

    private final Option<String> train = Option.text(
            "--train",
            "LIST",
            "What may move: " + DEFAULT_TRAIN + " (the default), or a list such as w,b1,c of hidden weights w, hidden"
                    + " biases b, output weights v and output bias c, where b1 is that of hidden node 1, as `bentline"
                    + " show` numbers them.");

    private final Option<String> loss = Option.word(
            "--loss",
            SSR + "|" + MSE + "|" + HUBER,
            "What to make small: the sum of squared residuals (the default), their mean, or a sum in which outliers count"
                    + " less, for a robust fit by a search.");

    private final Option<Monotone> monotone = Option.choice(
            "--monotone",
            "decreasing|increasing",
            Monotone.class,
            "Search among networks whose effects never rise, or never fall, as the dosage grows.");

    private final Option<String> optimizer = Option.word(
            "--optimizer",
            ADAM + "|" + GD,
            "Adam (the default without --rate), or plain gradient descent (the default with it).");

    private final Option<Double> rate = Option.finiteDouble(
            "--rate",
            "R",
            "With gd, subtract this many times the gradient from each parameter; with adam, the length of a step,"
                    + " about, in units of the data. By default one that suits the data.");

    private final Option<Long> epochs =
            Option.wholeNumber("--epochs", "N", "How many updates to make at most; " + DEFAULT_EPOCHS + " by default.");

    private final Option<Double> untilLoss =
            Option.finiteDouble("--until-loss", "L", "Stop before the update once the loss is below this.");

    private final Option<Double> untilChange = Option.finiteDouble(
            "--until-change", "C", "Stop once an update moves no parameter by more than this, in units of the data.");

    private final Option<Long> bend = Option.wholeNumber(
            "--bend", "0|1", "The derivative of ReLU at its bend; by default that of --start, or 0.");

    private final Option<String> weights;
    private final Option<Long> bootstrap;

    /**
     * Makes them.
     *
     * @param weights the option of weights, which ask for a search
     * @param bootstrap the option of refits, which do, too
     */
    SolverOptions(Option<String> weights, Option<Long> bootstrap) {
        this.weights = weights;
        this.bootstrap = bootstrap;
    }

    @Override
    public void addTo(CommandSpec command) {
        List.of(
                        solver,
                        start,
                        hidden,
                        seed,
                        restarts,
                        train,
                        loss,
                        monotone,
                        optimizer,
                        rate,
                        epochs,
                        untilLoss,
                        untilChange,
                        bend)
                .forEach(option -> option.addTo(command));
    }

    /** Checks each value by itself, which needs no file. */
    void check() {
        for (Option<?> random : List.of(hidden, seed, restarts)) {
            if (start.isGiven() && random.isGiven()) {
                throw CommandException.wrongUsage(
                        "--start and " + random + " exclude each other: a given network, or random ones");
            }
        }
        checkChoice(solver, SEARCH, DESCENT);
        if (choosesWidth() && solver.orElse(SEARCH).equals(DESCENT)) {
            throw CommandException.wrongUsage(hidden + " " + HiddenNodes.AUTO + " and " + solver + " " + DESCENT
                    + " exclude each other: widths are compared by the best network of each, which a search finds");
        }
        checkChoice(loss, SSR, MSE, HUBER);
        if (isSearchAskedFor() && solver.orElse(SEARCH).equals(DESCENT)) {
            throw CommandException.wrongUsage(searchAskedFor() + " and " + solver + " " + DESCENT
                    + " exclude each other: no descent does that, but a search");
        }
        if (choosesWidth() && isRobust()) {
            throw CommandException.wrongUsage(hidden + " " + HiddenNodes.AUTO + " and " + loss + " " + HUBER
                    + " exclude each other: AICc compares sums of squared residuals");
        }
        if (bootstrap.isGiven() && isRobust()) {
            throw CommandException.wrongUsage(
                    bootstrap + " and " + loss + " " + HUBER + " exclude each other: refits are by least squares");
        }
        if (isSearchAskedFor()) {
            for (Option<?> option : ofDescent()) {
                if (option.isGiven()) {
                    throw CommandException.wrongUsage(searchAskedFor() + " and " + option
                            + " exclude each other: a search goes through all networks of its width, from none");
                }
            }
        }
        if (!choosesWidth()) {
            checkRange(hidden, hidden().count(), 1, isSearchAskedFor() ? BendSearch.MOST_HIDDEN : MOST_HIDDEN);
        }
        checkRange(restarts, 1, Integer.MAX_VALUE);
        checkRange(epochs, 0, Long.MAX_VALUE);
        checkChoice(optimizer, ADAM, GD);
        checkNotNegative(untilLoss);
        checkNotNegative(untilChange);
        if (!(rate.orElse(1.0) > 0)) {
            throw CommandException.wrongUsage("--rate is " + rate.value() + "; it must be above 0");
        }
        if (bend.orElse(0L) != 0 && bend.orElse(0L) != 1) {
            throw CommandException.wrongUsage("--bend is " + bend.value() + "; it must be 0 or 1");
        }
    }

    /** Refuses what does not go with a fit of many groups. */
    void checkGroups() {
        for (Option<?> option : ofDescent()) {
            if (option.isGiven()) {
                throw CommandException.wrongUsage(
                        "--group and " + option + " exclude each other: each group is fitted by a search, from none");
            }
        }
        if (solver.isGiven() && !isSearchAskedFor()) {
            throw CommandException.wrongUsage(
                    "--group and " + solver + " " + DESCENT + " exclude each other: each group is fitted by a search");
        }
        if (!choosesWidth()) {
            checkRange(hidden, hidden().count(), 1, BendSearch.MOST_HIDDEN);
        }
    }

    /** The fit of many groups that is asked for. */
    GroupedFit groupedFit() {
        return choosesWidth() ? GroupedFit.ofAnyWidth(this::with) : GroupedFit.of(search());
    }

    /** The options that ask for a descent; not the seed, which is of refits, too, and of nothing where nothing is random. */
    private List<Option<?>> ofDescent() {
        return List.of(start, restarts, train, optimizer, rate, epochs, untilLoss, untilChange);
    }

    /** The seed of all that is random. */
    long seed() {
        return seed.orElse(DEFAULT_SEED);
    }

    /** Asks for refits that keep to the direction asked for. */
    Estimation with(Estimation estimation) {
        Monotone direction = monotone.value();
        return direction == null ? estimation : estimation.withMonotone(direction);
    }

    private HiddenNodes hidden() {
        return hidden.orElse(HiddenNodes.of(DEFAULT_HIDDEN));
    }

    /** The number of parameters of the line: where each node bends and by how much, and the bias. */
    long parameters() {
        return 2 * hidden().count() + 1;
    }

    /** Says how many hidden nodes there are. */
    String hiddenNodes() {
        long count = hidden().count();
        return count + (count == 1 ? " hidden node" : " hidden nodes");
    }

    /** Returns whether the observations choose the number of hidden nodes. */
    boolean choosesWidth() {
        return hidden().auto();
    }

    /** Returns whether nothing but a search will do. */
    boolean isSearchAskedFor() {
        return solver.orElse(DESCENT).equals(SEARCH)
                || choosesWidth()
                || monotone.isGiven()
                || isRobust()
                || weights.isGiven()
                || bootstrap.isGiven();
    }

    /** The option that asks for a search. */
    String searchAskedFor() {
        if (solver.orElse(DESCENT).equals(SEARCH)) {
            return solver + " " + SEARCH;
        }
        if (choosesWidth()) {
            return hidden + " " + HiddenNodes.AUTO;
        }
        if (isRobust()) {
            return loss + " " + HUBER;
        }
        return (monotone.isGiven() ? monotone : weights.isGiven() ? weights : bootstrap).toString();
    }

    /** Returns whether observations of few distinct dosages are searched: not for a descent or a network that is too wide. */
    boolean isSearch() {
        return isSearchAskedFor()
                || (!solver.isGiven()
                        && ofDescent().stream().noneMatch(Option::isGiven)
                        && hidden().count() <= BendSearch.MOST_HIDDEN);
    }

    /** The search for a network of the width asked for. */
    BendSearch search() {
        return with(BendSearch.of((int) hidden().count()));
    }

    /** Returns a search of any width with what is asked for otherwise. */
    BendSearch with(BendSearch search) {
        BendSearch with = search.withLoss(isMean() ? Loss.MSE : Loss.SSR).withBend(bend());
        Monotone direction = monotone.value();
        if (direction != null) {
            with = with.withMonotone(direction);
        }
        return isRobust() ? with.withHuber() : with;
    }

    private static void checkRange(Option<Long> option, long least, long most) {
        checkRange(option, option.orElse(least), least, most);
    }

    private static void checkRange(Option<?> option, long value, long least, long most) {
        if (value < least) {
            throw CommandException.wrongUsage(option + " is " + value + "; it must be at least " + least);
        }
        if (value > most) {
            throw CommandException.wrongUsage(option + " is " + value + "; it must be at most " + most);
        }
    }

    private static void checkChoice(Option<String> option, String... choices) {
        String value = option.orElse(choices[0]);
        if (!List.of(choices).contains(value)) {
            int last = choices.length - 1;
            throw CommandException.wrongUsage(option + " is " + Text.quoted(value) + "; it must be "
                    + String.join(", ", List.of(choices).subList(0, last)) + " or " + choices[last]);
        }
    }

    private static void checkNotNegative(Option<Double> option) {
        if (option.orElse(0.0) < 0) {
            throw CommandException.wrongUsage(option + " is " + option.value() + "; it must be 0 or above");
        }
    }

    /** The network to start from, or null for random ones; what there is to note of it is said on standard error. */
    @Nullable
    Network start(BentlineCommand bentline) {
        String name = start.value();
        if (name == null) {
            return null;
        }
        Model model = NetworkArgument.named(name, note -> bentline.note(name, note));
        if (model instanceof Network network) {
            return network;
        }
        int layers = model.layers().size();
        throw CommandException.wrongInput("--start " + Text.shortened(name) + " is a network of " + layers
                + (layers == 1 ? " layer" : " layers")
                + "; fit knows the gradient of one hidden layer, of ReLU or softplus"
                + " nodes, and an output: start from such a network, or leave --start out");
    }

    /** Tells whether it starts from a network. */
    boolean startIsGiven() {
        return start.isGiven();
    }

    /** Counts the updates all descents make at most, or -1 if that is beyond count. */
    long updates() {
        long descents = start.isGiven() ? 1 : restarts.orElse(DEFAULT_RESTARTS);
        long updates = epochs.orElse(DEFAULT_EPOCHS);
        return updates <= Long.MAX_VALUE / descents ? descents * updates : -1;
    }

    /**
     * Returns what was asked for.
     *
     * @param start as {@link #start} gave it
     * @param workers how many threads to use
     */
    GradientDescent descent(@Nullable Network start, int workers) {
        int width = start != null ? start.width() : Math.max(1, (int) hidden().count());
        GradientDescent descent = start != null
                ? GradientDescent.from(start)
                : GradientDescent.random(
                        width,
                        seed.orElse(DEFAULT_SEED),
                        restarts.orElse(DEFAULT_RESTARTS).intValue());
        descent = descent.withOptimizer(optimizer())
                .withLoss(isMean() ? Loss.MSE : Loss.SSR)
                .withTrained(trained(width))
                .withEpochs(epochs.orElse(DEFAULT_EPOCHS))
                .withThreads(workers);
        Double goal = untilLoss.value();
        if (goal != null) {
            descent = descent.withUntilLoss(goal);
        }
        Double change = untilChange.value();
        if (change != null) {
            descent = descent.withUntilChange(change);
        }
        return bend.isGiven() ? descent.withBend(bend()) : descent;
    }

    private Bend bend() {
        return bend.orElse(0L) == 1 ? Bend.ONE : Bend.ZERO;
    }

    private Optimizer optimizer() {
        Double rate = this.rate.value();
        boolean adam = optimizer.orElse(rate == null ? ADAM : GD).equals(ADAM);
        if (rate == null) {
            return adam ? Optimizer.adam() : Optimizer.gradientDescent();
        }
        return adam ? Optimizer.adam(rate) : Optimizer.gradientDescent(rate);
    }

    /** The parameters that a fit of so many nodes moves. */
    ParameterSet trained(int width) {
        try {
            return TrainedParameters.parse(train.orElse(DEFAULT_TRAIN), width);
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private boolean isMean() {
        return loss.orElse(SSR).equals(MSE);
    }

    /** Returns whether outliers count less. */
    boolean isRobust() {
        return loss.orElse(SSR).equals(HUBER);
    }

    /** Names the loss in words. */
    String lossInWords() {
        return isRobust() ? "Huber's loss" : (isMean() ? "mean" : "sum") + " of squared residuals";
    }
}
