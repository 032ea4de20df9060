package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.engine.LayerWalk;
import dev.bentline.cli.engine.ScaleSegment;
import dev.bentline.cli.engine.Walk;
import dev.bentline.cli.figure.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A network, its effects and its arithmetic as one JSON object. */
final class ShowReport {
    private ShowReport() {}

    /**
     * The report.
     *
     * @param dosages the range that effects are told of
     * @param dosage that of the arithmetic, if it is wanted
     */
    static Report of(
            String name, Model model, Range dosages, float threshold, EffectRange effects, @Nullable Float dosage) {
        Report report = new Report()
                .add("name", name)
                .addAll(model instanceof Network network ? parameters(network) : parameters(model))
                .add("dosageScale", scale(model.dosageScale()))
                .add("segments", model.isPiecewiseLinear() ? segments(EngineFactory.bentLine(model)) : null)
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
        if (dosage == null) {
            return report;
        }
        return report.add("at", model instanceof Network network ? walk(network, dosage) : walk(model, dosage));
    }

    private static Report scale(DosageScale scale) {
        return scale.isLinear()
                ? new Report().add("name", "linear")
                : new Report().add("name", "log10").add("zero", scale.zero());
    }

    private static String name(Activation activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }

    private static long bend(Model model) {
        return model.bend() == Bend.ONE ? 1 : 0;
    }

    private static Report parameters(Network network) {
        return new Report()
                .add("hidden", name(network.hidden()))
                .add("output", name(network.output()))
                .add("outputBias", network.outputBias())
                .add("bend", bend(network))
                .add("width", (long) network.width())
                .add("nodes", nodes(network));
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

    private static Report parameters(Model model) {
        return new Report()
                .add("bend", bend(model))
                .add("layers", model.layers().stream().map(ShowReport::layer).toList());
    }

    private static Report layer(Layer layer) {
        List<List<Float>> weights = new ArrayList<>();
        List<Float> biases = new ArrayList<>();
        for (int j = 0; j < layer.nodes(); j++) {
            List<Float> ofNode = new ArrayList<>();
            for (int i = 0; i < layer.inputs(); i++) {
                ofNode.add(layer.weight(j, i));
            }
            weights.add(ofNode);
            biases.add(layer.bias(j));
        }
        return new Report().add("weights", weights).add("biases", biases).add("activation", name(layer.activation()));
    }

    private static List<Report> segments(BentLine line) {
        return ScaleSegment.of(line).stream()
                .map(segment -> new Report()
                        .add("from", segment.from())
                        .add("to", segment.to())
                        .add("effectFrom", segment.effectFrom())
                        .add("effectTo", segment.effectTo())
                        .add("slope", segment.slope()))
                .toList();
    }

    private static Report walk(Network network, float dosage) {
        Walk walk = Walk.of(network, dosage);
        return new Report()
                .add("dosage", dosage)
                .add("position", network.dosageScale().position(dosage))
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

    private static Report walk(Model model, float dosage) {
        LayerWalk walk = LayerWalk.of(model, dosage);
        return new Report()
                .add("dosage", dosage)
                .add("position", model.dosageScale().position(dosage))
                .add("effect", walk.effect())
                .add("layers", walk.layers().stream().map(ShowReport::nodes).toList());
    }

    private static List<Report> nodes(List<LayerWalk.Node> layer) {
        return layer.stream()
                .map(node -> new Report().add("x", node.x()).add("y", node.y()))
                .toList();
    }
}
