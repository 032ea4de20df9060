package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.Layer;
import dev.bentline.Model;
import java.util.List;

/** Writes a network as a chain of Gemm and Relu or Softplus; the same network makes the same bytes. */
final class OnnxWriter {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    /** AttributeProto.INT. */
    private static final int INTEGER = 2;

    private OnnxWriter() {}

    static byte[] write(Model model) {
        ProtobufWriter file = new ProtobufWriter()
                .varint(1, IR_VERSION)
                .text(2, "bentline")
                .message(7, graph(model.layers()))
                .message(8, new ProtobufWriter().text(1, "").varint(2, OPSET));
        Metadata.of(model)
                .forEach((key, value) ->
                        file.message(14, new ProtobufWriter().text(1, key).text(2, value)));
        return file.toByteArray();
    }

    private static ProtobufWriter graph(List<Layer> layers) {
        ProtobufWriter graph = new ProtobufWriter();
        String input = "dosage";
        for (int l = 0; l < layers.size(); l++) {
            String name = "layer" + (l + 1);
            boolean isLast = l == layers.size() - 1;
            Activation activation = layers.get(l).activation();
            boolean isSum = activation == Activation.IDENTITY;
            String output = isLast ? "effect" : name;
            String sums = isSum ? output : name + ".sums";
            graph.message(1, gemm(name, input, sums));
            if (!isSum) {
                graph.message(
                        1,
                        node(activation == Activation.RELU ? "Relu" : "Softplus", name + ".activation", output, sums));
            }
            input = output;
        }
        graph.text(2, "network");
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            String name = "layer" + (l + 1);
            graph.message(5, tensor(name + ".weights", flat(layer), layer.nodes(), layer.inputs()));
            graph.message(5, tensor(name + ".biases", layer.biases(), layer.nodes()));
        }
        return graph.message(11, column("dosage")).message(12, column("effect"));
    }

    private static ProtobufWriter gemm(String name, String input, String output) {
        ProtobufWriter transposed =
                new ProtobufWriter().text(1, "transB").varint(3, 1).varint(20, INTEGER);
        return node("Gemm", name, output, input, name + ".weights", name + ".biases")
                .message(5, transposed);
    }

    private static ProtobufWriter node(String operator, String name, String output, String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, name).text(4, operator);
    }

    private static float[] flat(Layer layer) {
        float[] flat = new float[layer.nodes() * layer.inputs()];
        for (int j = 0; j < layer.nodes(); j++) {
            for (int i = 0; i < layer.inputs(); i++) {
                flat[j * layer.inputs() + i] = layer.weight(j, i);
            }
        }
        return flat;
    }

    private static ProtobufWriter tensor(String name, float[] values, int... dims) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (int length : dims) {
            tensor.varint(1, length);
        }
        return tensor.varint(2, ElementType.FLOAT.number).text(8, name).floats(9, values);
    }

    /** A value of the shape [N, 1]. */
    private static ProtobufWriter column(String name) {
        ProtobufWriter shape = new ProtobufWriter()
                .message(1, new ProtobufWriter().text(2, "N"))
                .message(1, new ProtobufWriter().varint(1, 1));
        ProtobufWriter tensor =
                new ProtobufWriter().varint(1, ElementType.FLOAT.number).message(2, shape);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
