package dev.bentline.cli.figure;

import static dev.bentline.cli.console.Text.number;

import dev.bentline.Activation;
import dev.bentline.Network;
import dev.bentline.cli.engine.HiddenNode;
import dev.bentline.plot.LinearAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.ArrayList;
import java.util.List;

/** The story of any network: what each hidden node adds, their sum, the effect and its derivative. */
final class NodeByNode {
    private static final int MOST_NODES = 12;

    private final Network network;
    private final String name;
    private final DosageAxis dosage;
    private final List<Samples> nodes = new ArrayList<>();

    NodeByNode(Network network, String name) {
        this.network = network;
        this.name = name;
        Range range = DosageRange.of(network);
        dosage = DosageAxis.covering(network.dosageScale(), range.from(), range.to());
        for (int h = 0; h < Math.min(network.width(), MOST_NODES); h++) {
            nodes.add(samples(
                    HiddenNode.alone(network, h, network.outputWeight(h)).withDosageScale(network.dosageScale())));
        }
    }

    Gallery gallery() {
        List<Figure> figures = new ArrayList<>();
        for (int h = 0; h < nodes.size(); h++) {
            figures.add(node(h));
        }
        figures.add(sum());
        figures.add(effect());
        figures.add(derivative());
        return new Gallery(
                "The shape of " + name,
                "Each hidden node bends a line, and its weight flips and stretches it; added together they are the"
                        + " network's shape. Every line is drawn from what the engine computes." + more(),
                figures);
    }

    private Samples samples(Network drawn) {
        return Samples.effects(drawn, dosage.from(), dosage.to());
    }

    /** Says how many nodes are not drawn, if any. */
    private String more() {
        int left = network.width() - nodes.size();
        return left == 0
                ? ""
                : " Of the " + network.width() + " hidden nodes the first " + nodes.size() + " are drawn one by one; "
                        + left + " more are in the sum.";
    }

    private PlotArea panel(double labels, String value, Samples... curves) {
        Range values = Samples.range(curves);
        return new PlotArea(
                Picture.panel(labels), dosage, "dosage", LinearAxis.covering(values.from(), values.to()), value);
    }

    private Figure node(int h) {
        Samples curve = nodes.get(h);
        PlotArea panel = panel(0, "what it adds to the sum", curve);
        curve.draw(panel, new Pen(Pens.colour(h), 3.5));
        String line =
                number(network.hiddenWeight(h)) + " × " + dosage.variable() + " + " + number(network.hiddenBias(h));
        String bent = network.hidden() == Activation.RELU ? "max(0, " + line + ")" : "softplus(" + line + ")";
        String term = number(network.outputWeight(h)) + " × " + bent;
        return Figure.of(
                "node_" + (h + 1),
                "Hidden node " + (h + 1),
                term,
                "The line that hidden node " + (h + 1) + " of " + name + " adds to the sum, " + term + ": "
                        + curve.ends() + ".",
                "Hidden node " + (h + 1) + " adds " + term + ".",
                panel);
    }

    private Figure sum() {
        Network linear = Network.of(
                        network.hidden(),
                        network.hiddenWeights(),
                        network.hiddenBiases(),
                        network.outputWeights(),
                        network.outputBias(),
                        Activation.IDENTITY)
                .withDosageScale(network.dosageScale());
        Samples sum = samples(linear);
        List<Samples> all = new ArrayList<>(nodes);
        all.add(sum);
        PlotArea panel = panel(90, "value", all.toArray(Samples[]::new));
        for (int h = 0; h < nodes.size(); h++) {
            nodes.get(h).draw(panel, Pens.of(h));
            panel.label(Pens.of(h), "node " + (h + 1), nodes.get(h).end());
        }
        sum.draw(panel, Pens.SUM);
        panel.label(Pens.SUM, "sum", sum.end());
        int left = network.width() - nodes.size();
        return Figure.of(
                "sum",
                "The sum",
                "all hidden nodes, and the final bias " + number(network.outputBias())
                        + (left == 0 ? "" : "; " + left + " more nodes are not drawn"),
                "The lines of the hidden nodes of " + name + " and, thick and green, their sum with the final bias: "
                        + sum.ends() + ".",
                "Added together, and with the final bias " + number(network.outputBias())
                        + ", the lines are a new shape." + more(),
                panel);
    }

    private Figure effect() {
        Samples effect = samples(network);
        PlotArea panel = panel(0, "effect", effect);
        effect.draw(panel, Pens.SUM);
        boolean sliced = network.output() == Activation.RELU;
        return Figure.of(
                "effect",
                "The effect of " + name,
                "",
                "A line chart of the effect: " + effect.ends() + ".",
                sliced
                        ? "The output's ReLU slices off what is below 0; what is left is the effect."
                        : "The output takes the sum as it is: it is the effect.",
                panel);
    }

    private Figure derivative() {
        Samples slopes = Samples.derivatives(network, dosage.from(), dosage.to());
        PlotArea panel = panel(0, dosage.slope(), slopes);
        slopes.draw(panel, Pens.SLOPE);
        boolean bends = network.hidden() == Activation.RELU;
        return Figure.of(
                "derivative",
                "The derivative",
                "how fast the effect rises with the dosage",
                "A line chart of the derivative of the effect: " + slopes.ends() + ".",
                bends
                        ? "Between two bends the effect is straight, so its derivative stays the same; at a bend it"
                                + " jumps."
                        : "The derivative says how fast the effect rises, and is negative where it falls.",
                panel);
    }
}
