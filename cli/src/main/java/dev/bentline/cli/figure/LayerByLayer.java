package dev.bentline.cli.figure;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Segment;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.engine.HiddenNode;
import dev.bentline.plot.LinearAxis;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The story of a network of many layers: what the nodes of each hand on, the effect with its bends, and its derivative. */
final class LayerByLayer {
    /** Nodes of a layer that are drawn. */
    private static final int MOST_NODES = 12;

    /** Dots of more bends than these would be a thick line. */
    private static final int MOST_DOTS = 60;

    private static final double DOT = 4;

    private final Model model;
    private final List<Layer> layers;
    private final String name;
    private final DosageAxis dosage;

    LayerByLayer(Model model, String name) {
        this.model = model;
        this.layers = model.layers();
        this.name = name;
        Range range = DosageRange.of(model);
        dosage = DosageAxis.covering(model.dosageScale(), range.from(), range.to());
    }

    Gallery gallery() {
        List<Figure> figures = new ArrayList<>();
        for (int l = 0; l < layers.size() - 1; l++) {
            figures.add(layer(l));
        }
        figures.add(effect());
        figures.add(derivative());
        return new Gallery(
                "The shape of " + name,
                "Each layer adds up the lines of the layer before, and its nodes bend them where they cross 0; so a network"
                        + " of many layers is a bent line, too. The lines of nodes are drawn from what the layers were"
                        + " compiled to, the effect and its derivative from what the engine computes.",
                figures);
    }

    private PlotArea panel(double labels, String value, Samples... curves) {
        Range values = Samples.range(curves);
        return new PlotArea(
                Picture.panel(labels), dosage, "dosage", LinearAxis.covering(values.from(), values.to()), value);
    }

    private Figure layer(int l) {
        Layer layer = layers.get(l);
        int drawn = Math.min(layer.nodes(), MOST_NODES);
        List<Samples> lines = new ArrayList<>();
        for (int j = 0; j < drawn; j++) {
            BentLine line = EngineFactory.bentLine(HiddenNode.ofLayer(model, l, j));
            lines.add(Samples.of(line, dosage.from(), dosage.to()).thinned());
        }
        PlotArea panel = panel(90, "value of the node", lines.toArray(Samples[]::new));
        for (int j = 0; j < drawn; j++) {
            lines.get(j).draw(panel, Pens.of(j));
            panel.label(Pens.of(j), "node " + (j + 1), lines.get(j).end());
        }
        String left = drawn == layer.nodes()
                ? ""
                : ", of which the first " + drawn + " are drawn and "
                        + String.format(Locale.ROOT, "%,d", layer.nodes() - drawn) + " left out";
        boolean relu = layer.activation() == Activation.RELU;
        String nodes = count(layer.nodes(), relu ? "ReLU node" : "identity node") + left;
        return Figure.of(
                "layer_" + (l + 1),
                "Layer " + (l + 1),
                nodes,
                "The values of the nodes of layer " + (l + 1) + " of " + name + " over the dosage: " + nodes + ".",
                "Layer " + (l + 1) + " takes " + (l == 0 ? "the dosage" : "what layer " + l + " hands on") + ": "
                        + nodes + ". " + (relu ? "Each slices off what is below 0." : "They add up, and do not bend."),
                panel);
    }

    private Figure effect() {
        BentLine line = EngineFactory.bentLine(model.withDosageScale(DosageScale.LINEAR));
        Samples effect = Samples.effects(model, dosage.from(), dosage.to()).thinned();
        PlotArea panel = panel(0, "effect", effect);
        effect.draw(panel, Pens.SUM);
        List<Double> bends = line.segments().stream()
                .map(Segment::from)
                .filter(bend -> bend >= dosage.from() && bend <= dosage.to())
                .toList();
        if (bends.size() <= MOST_DOTS) {
            bends.forEach(bend -> panel.dot(Pens.BEND, DOT, bend, line.effect(bend)));
        }
        String segments = count(line.segments().size(), "segment");
        String inside = count(bends.size(), "bend") + " between the dosages "
                + Text.rounded(dosage.scale().dosage(dosage.from())) + " and "
                + Text.rounded(dosage.scale().dosage(dosage.to()));
        return Figure.of(
                "effect",
                "The effect of " + name,
                segments + ", " + inside,
                "A line chart of the effect: " + effect.ends() + "; " + inside + ".",
                "The output adds up the last layer's lines"
                        + (layers.getLast().activation() == Activation.RELU ? ", and slices off what is below 0." : ".")
                        + " The effect is a bent line of " + segments + ", with " + inside + "; the engine looks up in"
                        + " which segment a dosage is, and needs no layer any more.",
                panel);
    }

    private Figure derivative() {
        Samples slopes = Samples.derivatives(model, dosage.from(), dosage.to()).thinned();
        PlotArea panel = panel(0, dosage.slope(), slopes);
        slopes.draw(panel, Pens.SLOPE);
        return Figure.of(
                "derivative",
                "The derivative",
                "how fast the effect rises with the dosage",
                "A line chart of the derivative of the effect: " + slopes.ends() + ".",
                "Between two bends the effect is straight, so its derivative stays the same; at a bend it jumps. A dot is"
                        + " the derivative at a bend itself, where that is neither side's: each node whose input is 0"
                        + " takes " + (model.bend() == Bend.ONE ? 1 : 0) + " for its own.",
                panel);
    }

    private static String count(int count, String what) {
        return String.format(Locale.ROOT, "%,d", count) + " " + what + (count == 1 ? "" : "s");
    }
}
