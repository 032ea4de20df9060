package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.Walk;
import dev.bentline.cli.figure.DosageRange;
import dev.bentline.cli.figure.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline show}. */
final class ShowCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final NetworkArgument argument = new NetworkArgument();
    private final Option<Float> at =
            Option.finiteFloat("--at", "DOSAGE", "Walk through the arithmetic for this dosage.");
    private final Option<Double> from =
            Option.finiteDouble("--from", "A", "The first dosage of the range that effects are told of.");
    private final Option<Double> to = Option.finiteDouble("--to", "B", "Its last dosage.");
    private final Option<Float> atLeast = Option.finiteFloat(
            "--at-least",
            "E",
            "The effect from which on a dosage works; " + SweepCommand.DEFAULT_AT_LEAST + " by default.");
    private final Flag json = Flag.of("--json", "Print one JSON object.");

    ShowCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "show",
                this,
                "Shows a network, its effects, and its arithmetic for one dosage line by line.",
                List.of(argument, at, from, to, atLeast, json),
                "",
                "The range is that of the dosages the network was fitted to; else 0 to 1, or, where most bends lie"
                        + " elsewhere, that around the bends. The effects of a ReLU network are exact; those of a"
                        + " softplus network are found at 10,001 dosages of the range.",
                "",
                "  bentline show fitted.json --at-least 0.8",
                "  bentline show fitted.json --from 0 --to 200 --json");
    }

    @Override
    public Integer call() throws IOException {
        Network network = argument.network();
        Range dosages = dosages(network);
        float threshold = atLeast.orElse(SweepCommand.DEFAULT_AT_LEAST);
        EffectRange effects = EffectRange.of(network, dosages.from(), dosages.to(), threshold);
        Float dosage = at.value();
        if (json.isGiven()) {
            report(network, dosages, threshold, effects, dosage)
                    .print(bentline.results().writer(), true);
            return ExitStatus.DONE;
        }
        NetworkText text = new NetworkText(bentline.results().writer());
        text.print(argument.name(), network);
        if (network.hidden() == Activation.RELU) {
            text.print(BentLine.of(network));
        }
        text.print(dosages, threshold, effects);
        if (dosage != null) {
            text.print(network, dosage);
        }
        return ExitStatus.DONE;
    }

    private Range dosages(Network network) {
        Range usual = DosageRange.of(network);
        double first = from.orElse(usual.from());
        double last = to.orElse(usual.to());
        if (first > last) {
            throw CommandException.wrongUsage("--from is " + told(from, first) + " and --to is " + told(to, last)
                    + "; --from must not be larger");
        }
        return new Range(first, last);
    }

    private static String told(Option<Double> option, double value) {
        return Text.number((float) value) + (option.isGiven() ? "" : " where it is not given");
    }

    private Report report(
            Network network, Range dosages, float threshold, EffectRange effects, @Nullable Float dosage) {
        Report report = new Report()
                .add("name", argument.name())
                .add("hidden", name(network.hidden()))
                .add("output", name(network.output()))
                .add("outputBias", network.outputBias())
                .add("bend", network.bend() == Bend.ONE ? 1L : 0L)
                .add("width", (long) network.width())
                .add("nodes", nodes(network))
                .add("segments", network.hidden() == Activation.RELU ? segments(BentLine.of(network)) : null)
                .add("from", dosages.from())
                .add("to", dosages.to())
                .add("min", effects.min())
                .add("argMin", effects.argMin())
                .add("max", effects.max())
                .add("argMax", effects.argMax())
                .add("atLeast", threshold)
                .add(
                        "windows",
                        effects.windows().stream()
                                .map(window -> new Report.Range(window.from(), window.to()))
                                .toList())
                .add("windowsExact", effects.exact());
        return dosage == null ? report : report.add("at", walk(network, dosage));
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    private static List<Report> nodes(Network network) {
        List<Report> nodes = new ArrayList<>();
        for (int h = 0; h < network.width(); h++) {
            nodes.add(new Report()
                    .add("weight", network.hiddenWeight(h))
                    .add("bias", network.hiddenBias(h))
                    .add("outputWeight", network.outputWeight(h))
                    .add("bend", NetworkText.bendOf(network, h)));
        }
        return nodes;
    }

    private static List<Report> segments(BentLine line) {
        return line.segments().stream()
                .map(segment -> new Report()
                        .add("from", segment.from())
                        .add("to", segment.to())
                        .add("effectFrom", line.effect(segment.from()))
                        .add("effectTo", line.effect(segment.to()))
                        .add("slope", segment.slope()))
                .toList();
    }

    private static Report walk(Network network, float dosage) {
        Walk walk = Walk.of(network, dosage);
        return new Report()
                .add("dosage", dosage)
                .add("effect", walk.effect())
                .add(
                        "nodes",
                        walk.nodes().stream()
                                .map(node -> new Report()
                                        .add("x", node.x())
                                        .add("y", node.y())
                                        .add("product", node.product())
                                        .add("sum", node.sum()))
                                .toList());
    }
}
