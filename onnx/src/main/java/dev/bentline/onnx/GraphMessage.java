package dev.bentline.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX file's GraphProto.
 *
 * @param sparse the number of sparse initializers
 */
record GraphMessage(
        List<NodeMessage> nodes,
        List<TensorMessage> initializers,
        List<ValueMessage> inputs,
        List<ValueMessage> outputs,
        int sparse) {
    static GraphMessage read(ProtobufReader graph) {
        List<NodeMessage> nodes = new ArrayList<>();
        List<TensorMessage> initializers = new ArrayList<>();
        List<ValueMessage> inputs = new ArrayList<>();
        List<ValueMessage> outputs = new ArrayList<>();
        int sparse = 0;
        while (graph.next()) {
            switch (graph.field()) {
                case 1 -> nodes.add(NodeMessage.read(graph.message("a node"), nodes.size()));
                case 5 -> initializers.add(TensorMessage.read(graph.message("an initializer")));
                case 11 -> inputs.add(ValueMessage.read(graph.message("an input")));
                case 12 -> outputs.add(ValueMessage.read(graph.message("an output")));
                case 15 -> {
                    graph.skip();
                    sparse++;
                }
                default -> graph.skip();
            }
        }
        return new GraphMessage(nodes, initializers, inputs, outputs, sparse);
    }
}
