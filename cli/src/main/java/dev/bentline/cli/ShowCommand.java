package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.Interval;
import dev.bentline.Network;
import dev.bentline.Segment;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.Walk;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline show}. */
final class ShowCommand implements Callable<Integer> {
    private static final String ROW = "%6s%14s%14s%14s%14s%n";
    private static final String SEGMENT = "%16s%16s%16s%16s%16s%n";
    private static final double WORKS = 0.5;
    private static final String LINE = "  %-32s%s%n";

    private final BentlineCommand bentline;
    private final NetworkArgument argument = new NetworkArgument();
    private final Option<Float> at =
            Option.finiteFloat("--at", "DOSAGE", "Walk through the arithmetic for this dosage.");

    ShowCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "show",
                this,
                "Shows a network, and its arithmetic for one dosage line by line.",
                List.of(argument, at));
    }

    @Override
    public Integer call() {
        Network network = argument.network();
        PrintWriter out = bentline.results().writer();
        printNetwork(network, out);
        if (network.hidden() == Activation.RELU) {
            printBentLine(BentLine.of(network), out);
        }
        Float dosage = at.value();
        if (dosage != null) {
            printWalk(network, dosage, out);
        }
        return ExitStatus.DONE;
    }

    private void printNetwork(Network network, PrintWriter out) {
        boolean relu = network.hidden() == Activation.RELU;
        int width = network.width();
        out.println("network " + argument.name() + ": 1 dosage -> " + width + (width == 1 ? " node" : " nodes")
                + " -> 1 effect");
        out.println();
        out.println("hidden nodes: " + (relu ? "ReLU, f(x) = max(0, x)" : "softplus, f(x) = ln(1 + e^x)"));
        out.printf(ROW, "node", "weight w", "bias b", "times v", relu ? "bend -b/w" : "centre -b/w");
        for (int h = 0; h < width; h++) {
            out.printf(
                    ROW,
                    h + 1,
                    Text.number(network.hiddenWeight(h)),
                    Text.number(network.hiddenBias(h)),
                    Text.number(network.outputWeight(h)),
                    bend(network, h));
        }
        out.println();
        out.println("output: final bias " + Text.number(network.outputBias()) + ", "
                + (network.output() == Activation.RELU ? "ReLU" : "identity"));
        if (relu || network.output() == Activation.RELU) {
            out.println("derivative of ReLU at its bend: " + (network.bend() == Bend.ONE ? 1 : 0));
        }
    }

    private void printBentLine(BentLine line, PrintWriter out) {
        out.println();
        out.println("the bent line they add up to");
        out.printf(SEGMENT, "from", "to", "effect from", "effect to", "slope");
        for (Segment segment : line.segments()) {
            out.printf(
                    SEGMENT,
                    Text.number((float) segment.from()),
                    Text.number((float) segment.to()),
                    Text.number((float) line.effect(segment.from())),
                    Text.number((float) line.effect(segment.to())),
                    Text.number((float) segment.slope()));
        }
        List<Interval> windows = line.windows(WORKS, 0, 1);
        out.println("dosages between 0 and 1 with an effect of at least " + WORKS + ": "
                + (windows.isEmpty()
                        ? "none"
                        : windows.stream()
                                .map(window ->
                                        Text.number((float) window.from()) + " to " + Text.number((float) window.to()))
                                .collect(Collectors.joining(", "))));
    }

    /** Returns where a node's line bends; rounded once. */
    private static String bend(Network network, int h) {
        float w = network.hiddenWeight(h);
        double bend = -(double) network.hiddenBias(h) / w;
        return w == 0 ? "none" : Text.number((float) bend + 0f);
    }

    private static void printWalk(Network network, float dosage, PrintWriter out) {
        Walk walk = Walk.of(network, dosage);
        boolean relu = network.hidden() == Activation.RELU;
        String bias = Text.number(network.outputBias());
        out.println();
        out.println("dosage " + Text.number(dosage));
        for (int h = 0; h < network.width(); h++) {
            Walk.Node node = walk.nodes().get(h);
            String x = Text.number(node.x());
            String y = Text.number(node.y());
            out.println("node " + (h + 1));
            out.printf(
                    LINE,
                    "x-axis coordinate",
                    product(dosage, network.hiddenWeight(h)) + " + " + operand(network.hiddenBias(h)) + " = " + x);
            out.printf(
                    LINE,
                    "y-axis coordinate",
                    (relu ? "max(0, " + x + ")" : "ln(1 + e^" + operand(node.x()) + ")") + " = " + y);
            out.printf(
                    LINE,
                    "times the output weight",
                    product(node.y(), network.outputWeight(h)) + " = " + Text.number(node.product() + 0f));
        }
        out.println("output");
        out.printf(LINE, "the sum, from the final bias", bias);
        for (int h = 0; h < network.width(); h++) {
            Walk.Node node = walk.nodes().get(h);
            String before = h == 0 ? bias : Text.number(walk.nodes().get(h - 1).sum());
            out.printf(
                    LINE,
                    "plus node " + (h + 1),
                    before + " + " + operand(node.product() + 0f) + " = " + Text.number(node.sum()));
        }
        String sum = Text.number(walk.nodes().getLast().sum());
        String effect = Text.number(walk.effect());
        if (network.output() == Activation.RELU) {
            out.printf(LINE, "output ReLU", "max(0, " + sum + ") = " + effect);
        } else {
            out.printf(LINE, "identity: the sum itself", effect);
        }
        out.println("effect " + effect);
    }

    private static String product(float a, float b) {
        return Text.number(a) + " * " + operand(b);
    }

    /** A negative number after an operator stands in brackets. */
    private static String operand(float value) {
        String number = Text.number(value);
        return number.startsWith("-") ? "(" + number + ")" : number;
    }
}
