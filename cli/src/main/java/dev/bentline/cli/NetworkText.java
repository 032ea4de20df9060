package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DosageScale;
import dev.bentline.Network;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.Walk;
import java.io.PrintWriter;

/** A network of one hidden layer as text for people, part by part. */
final class NetworkText {
    private static final String ROW = "%6s%14s%14s%14s%14s%n";
    private static final String LINE = "  %-32s%s%n";

    private final PrintWriter out;

    NetworkText(PrintWriter out) {
        this.out = out;
    }

    /** Prints its numbers. */
    void print(String name, Network network) {
        boolean relu = network.hidden() == Activation.RELU;
        int width = network.width();
        out.println("network " + name + ": 1 dosage -> " + width + (width == 1 ? " node" : " nodes") + " -> 1 effect");
        out.println();
        printScale(out, network.dosageScale());
        out.println("hidden nodes: " + (relu ? "ReLU, f(x) = max(0, x)" : "softplus, f(x) = ln(1 + e^x)"));
        out.printf(
                ROW,
                "node",
                "weight w",
                "bias b",
                "times v",
                (relu ? "bend" : "centre") + (network.dosageScale().isLinear() ? " -b/w" : " at"));
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

    /** Says on which scale a network sees dosages, if that is not its own. */
    static void printScale(PrintWriter out, DosageScale scale) {
        if (!scale.isLinear()) {
            out.println("the network's x is log10 of the dosage; dosages of 0 stand at " + Text.number(scale.zero()));
        }
    }

    /** Says where a node's line bends. */
    private static String bend(Network network, int h) {
        return network.hiddenWeight(h) == 0 ? "none" : Text.number(bendOf(network, h));
    }

    /** The dosage where a node's line bends, rounded once; not a finite number without a weight. */
    static float bendOf(Network network, int h) {
        double position = -(double) network.hiddenBias(h) / network.hiddenWeight(h);
        return (float) network.dosageScale().dosage(position) + 0f;
    }

    /** Names a dosage, and its place where it has another. */
    static String dosage(float dosage, DosageScale scale) {
        if (scale.isLinear()) {
            return "dosage " + Text.number(dosage);
        }
        String of = dosage < scale.zero() ? "of " + Text.number(scale.zero()) + ", where it stands," : "of it";
        return "dosage " + Text.number(dosage) + ", log10 " + of + " " + Text.number(scale.position(dosage));
    }

    /** Prints the arithmetic for a dosage. */
    void print(Network network, float dosage) {
        Walk walk = Walk.of(network, dosage);
        boolean relu = network.hidden() == Activation.RELU;
        String bias = Text.number(network.outputBias());
        out.println();
        out.println(dosage(dosage, network.dosageScale()));
        float position = network.dosageScale().position(dosage);
        for (int h = 0; h < network.width(); h++) {
            Walk.Node node = walk.nodes().get(h);
            String x = Text.number(node.x());
            String y = Text.number(node.y());
            out.println("node " + (h + 1));
            out.printf(
                    LINE,
                    "x-axis coordinate",
                    product(position, network.hiddenWeight(h)) + " + " + operand(network.hiddenBias(h)) + " = " + x);
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
