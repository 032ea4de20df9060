package dev.bentline.peers;

import dev.bentline.Activation;
import dev.bentline.Layer;
import dev.bentline.Network;
import dev.bentline.bench.contender.LibraryPeer;
import java.util.List;

/**
 * The work as graphs of ONNX. Tensors have a row for every node: a product of the weights, a column, with the dosages, a
 * row, takes a third of the time of the product the other way round.
 */
final class OnnxModels {
    static final String DOSAGES = "dosages";
    static final String OBSERVED = "observed";
    static final String EFFECTS = "effects";
    static final String LOSS = "loss";
    /** A row of sums for every node, S0 and S1, and one for the output: sum d and sum d x. */
    static final String SUMS = "sums";

    /** The most nodes whose operations are written out one by one; more are rows of one tensor. */
    private static final int WRITTEN_OUT = 4;

    private final Network network;
    private final LibraryPeer.Form form;
    private final int width;

    OnnxModels(Network network, LibraryPeer.Form form) {
        this.network = network;
        this.form = form;
        this.width = network.width();
    }

    /** The effects of any number of layers. */
    static byte[] layers(List<Layer> layers) {
        OnnxGraph graph = new OnnxGraph();
        String h = graph.input(DOSAGES);
        for (Layer layer : layers) {
            String weights = graph.constant(flat(layer), layer.nodes(), layer.inputs());
            String biases = graph.constant(layer.biases(), layer.nodes(), 1);
            String p = graph.gemm(weights, h, false, biases);
            h = layer.activation() == Activation.RELU ? graph.apply("Relu", p) : p;
        }
        graph.output(EFFECTS, h);
        return graph.model();
    }

    private static float[] flat(Layer layer) {
        float[] flat = new float[layer.nodes() * layer.inputs()];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = layer.weight(k / layer.inputs(), k % layer.inputs());
        }
        return flat;
    }

    byte[] forward() {
        OnnxGraph graph = new OnnxGraph();
        String x = graph.input(DOSAGES);
        String z = form == LibraryPeer.Form.ELEMENTWISE && width <= WRITTEN_OUT
                ? writtenOut(graph, x)
                : output(graph, graph.apply(activation(), hidden(graph, x)));
        graph.output(EFFECTS, network.output() == Activation.RELU ? graph.apply("Relu", z) : z);
        return graph.model();
    }

    /**
     * Loss, sum of d and both sums of every node, of a network of ReLU nodes: derived by hand, since there is no autograd.
     * All sums in one product take 6.1 ns per dosage of two nodes, a product for each 8.0.
     */
    byte[] gradient() {
        OnnxGraph graph = new OnnxGraph();
        String x = graph.input(DOSAGES);
        String t = graph.input(OBSERVED);
        String p = hidden(graph, x);
        String z = output(graph, graph.apply("Relu", p));
        String residual = graph.apply("Sub", graph.apply("Relu", z), t);
        String d = graph.apply("Mul", residual, graph.positive(z));
        String ds = graph.stack(d, graph.apply("Mul", d, x));
        graph.output(LOSS, graph.gemm(residual, residual, true));
        graph.output(SUMS, graph.gemm(graph.positive(graph.stack(p, z)), ds, true));
        return graph.model();
    }

    private String activation() {
        return network.hidden() == Activation.RELU ? "Relu" : "Softplus";
    }

    private String hidden(OnnxGraph graph, String x) {
        String w = graph.constant(network.hiddenWeights(), width, 1);
        String b = graph.constant(network.hiddenBiases(), width, 1);
        return form == LibraryPeer.Form.LAYERS
                ? graph.gemm(w, x, false, b)
                : graph.apply("Add", graph.apply("Mul", w, x), b);
    }

    private String output(OnnxGraph graph, String h) {
        String v = graph.constant(network.outputWeights(), 1, width);
        String c = graph.constant(new float[] {network.outputBias()}, 1, 1);
        return form == LibraryPeer.Form.LAYERS
                ? graph.gemm(v, h, false, c)
                : graph.apply("Add", graph.apply("MatMul", v, h), c);
    }

    private String writtenOut(OnnxGraph graph, String x) {
        String z = graph.constant(new float[] {network.outputBias()}, 1, 1);
        for (int h = 0; h < width; h++) {
            String p = graph.apply("Mul", x, graph.constant(new float[] {network.hiddenWeight(h)}, 1, 1));
            p = graph.apply("Add", p, graph.constant(new float[] {network.hiddenBias(h)}, 1, 1));
            String f = graph.apply(activation(), p);
            z = graph.apply(
                    "Add", graph.apply("Mul", f, graph.constant(new float[] {network.outputWeight(h)}, 1, 1)), z);
        }
        return z;
    }
}
