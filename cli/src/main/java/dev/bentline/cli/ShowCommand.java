package dev.bentline.cli;

import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.figure.DosageRange;
import dev.bentline.cli.figure.Range;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline show}. */
final class ShowCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final NetworkArgument argument = new NetworkArgument();
    private final ScaleOptions scale = ScaleOptions.ofNetwork();
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
                List.of(argument, scale, at, from, to, atLeast, json),
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
        scale.check();
        Model model = scale.on(argument.model(bentline));
        Range dosages = dosages(model);
        float threshold = atLeast.orElse(SweepCommand.DEFAULT_AT_LEAST);
        EffectRange effects = EffectRange.of(model, dosages.from(), dosages.to(), threshold);
        Float dosage = at.value();
        if (dosage != null && dosage < 0 && !model.dosageScale().isLinear()) {
            throw CommandException.wrongUsage(
                    "--at is " + Text.number(dosage) + "; on a scale of logarithms it must be 0 or above");
        }
        PrintWriter out = bentline.results().writer();
        if (json.isGiven()) {
            ShowReport.of(argument.name(), model, dosages, threshold, effects, dosage)
                    .print(out, true);
            return ExitStatus.DONE;
        }
        if (model instanceof Network network) {
            new NetworkText(out).print(argument.name(), network);
        } else {
            new LayersText(out).print(argument.name(), model);
        }
        EffectsText text = new EffectsText(out);
        if (model.isPiecewiseLinear()) {
            text.print(EngineFactory.bentLine(model));
        }
        text.print(dosages, threshold, effects);
        if (dosage != null && model instanceof Network network) {
            new NetworkText(out).print(network, dosage);
        } else if (dosage != null) {
            new LayersText(out).print(model, dosage);
        }
        return ExitStatus.DONE;
    }

    private Range dosages(Model model) {
        Range usual = DosageRange.of(model);
        double first = from.orElse(usual.from());
        double last = to.orElse(usual.to());
        if (first > last) {
            throw CommandException.wrongUsage("--from is " + told(from, first) + " and --to is " + told(to, last)
                    + "; --from must not be larger");
        }
        if (first < 0 && !model.dosageScale().isLinear()) {
            throw CommandException.wrongUsage(
                    "--from is " + told(from, first) + "; on a scale of logarithms it must be 0 or above");
        }
        return new Range(first, last);
    }

    private static String told(Option<Double> option, double value) {
        return Text.number((float) value) + (option.isGiven() ? "" : " where it is not given");
    }
}
