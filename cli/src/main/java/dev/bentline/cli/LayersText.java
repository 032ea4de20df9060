package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.LayerWalk;
import java.io.PrintWriter;
import java.util.List;

/** A network as text for people, layer by layer; of wide layers the beginning. */
final class LayersText {
    /** Nodes of a layer that are printed, and weights of a node. */
    private static final int MOST = 12;

    private static final int WEIGHTS_PER_LINE = 4;
    private static final String NODE = "%6s%16s";
    private static final String WEIGHT = "%14s";
    private static final String VALUES = "%6s%16s%16s%n";

    private final PrintWriter out;

    LayersText(PrintWriter out) {
        this.out = out;
    }

    /** Prints its numbers. */
    void print(String name, Model model) {
        List<Layer> layers = model.layers();
        out.print("network " + name + ": 1 dosage");
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            out.print(" -> " + nodes(layer));
        }
        out.println(" -> 1 effect");
        NetworkText.printScale(out, model.dosageScale());
        for (int l = 0; l < layers.size(); l++) {
            out.println();
            print(title(layers, l), layers.get(l));
        }
        out.println();
        out.println("derivative of ReLU at its bend: " + (model.bend() == Bend.ONE ? 1 : 0));
    }

    private static String nodes(Layer layer) {
        return layer.nodes() + (layer.nodes() == 1 ? " node" : " nodes");
    }

    private static String title(List<Layer> layers, int l) {
        Layer layer = layers.get(l);
        boolean output = l == layers.size() - 1;
        String in = l == 0 ? "1 dosage" : layer.inputs() + (layer.inputs() == 1 ? " value" : " values");
        return "layer " + (l + 1) + (output ? ", the output: " : ": ") + in + " -> "
                + (output ? "1 effect" : nodes(layer)) + ", "
                + (layer.activation() == Activation.RELU ? "ReLU, f(p) = max(0, p)" : "identity, f(p) = p");
    }

    private void print(String title, Layer layer) {
        out.println(title);
        out.printf(NODE + WEIGHT + "%n", "node", "bias", "weights");
        for (int j = 0; j < Math.min(layer.nodes(), MOST); j++) {
            out.printf(NODE, j + 1, Text.number(layer.bias(j)));
            printWeights(layer, j);
        }
        printLeftOut(layer.nodes() - MOST);
    }

    private void printWeights(Layer layer, int j) {
        for (int i = 0; i < Math.min(layer.inputs(), MOST); i++) {
            if (i > 0 && i % WEIGHTS_PER_LINE == 0) {
                out.println();
                out.printf(NODE, "", "");
            }
            out.printf(WEIGHT, Text.number(layer.weight(j, i)));
        }
        int left = layer.inputs() - MOST;
        out.println(left > 0 ? "  and " + left + " more" : "");
    }

    private void printLeftOut(int nodes) {
        if (nodes > 0) {
            out.println("  and " + nodes + (nodes == 1 ? " more node" : " more nodes") + "; --json has every number");
        }
    }

    /** Prints the arithmetic for a dosage. */
    void print(Model model, float dosage) {
        LayerWalk walk = LayerWalk.of(model, dosage);
        List<Layer> layers = model.layers();
        out.println();
        out.println(NetworkText.dosage(dosage, model.dosageScale())
                + ", node by node in double: p is the bias and the sum of weights times"
                + " values of the layer before");
        for (int l = 0; l < layers.size(); l++) {
            out.println(title(layers, l));
            out.printf(VALUES, "node", "p", "f(p)");
            List<LayerWalk.Node> nodes = walk.layers().get(l);
            for (int j = 0; j < Math.min(nodes.size(), MOST); j++) {
                out.printf(VALUES, j + 1, Text.number((float) nodes.get(j).x()), Text.number((float)
                        nodes.get(j).y()));
            }
            printLeftOut(nodes.size() - MOST);
        }
        out.println("effect " + Text.number(walk.effect()) + ", as the engine computes it");
    }
}
