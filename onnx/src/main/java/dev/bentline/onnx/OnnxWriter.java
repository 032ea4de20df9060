package dev.bentline.onnx;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Interval;
import dev.bentline.Layer;
import dev.bentline.Model;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a network as a chain of Gemm and Relu or Softplus; the same network makes the same bytes. An instance is a message
 * of protocol buffers' wire format.
 */
final class OnnxWriter {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OnnxWriter() {}

    static byte[] write(Model model) {
        OnnxWriter file = new OnnxWriter()
                .number(1, IR_VERSION)
                .text(2, "bentline")
                .message(7, graph(model.layers()))
                .message(8, new OnnxWriter().text(1, "").number(2, OPSET));
        if (model.bend() == Bend.ONE) {
            file.entry(Onnx.BEND, "1");
        }
        Interval dosages = model.dosages().orElse(null);
        if (dosages != null) {
            file.entry(Onnx.DOSAGES, (float) dosages.from() + " " + (float) dosages.to());
        }
        return file.out.toByteArray();
    }

    private void entry(String key, String value) {
        message(Onnx.METADATA, new OnnxWriter().text(1, key).text(2, value));
    }

    private static OnnxWriter graph(List<Layer> layers) {
        OnnxWriter graph = new OnnxWriter().text(2, "network");
        String input = "dosage";
        for (int l = 1; l <= layers.size(); l++) {
            Layer layer = layers.get(l - 1);
            Activation activation = layer.activation();
            String output = l == layers.size() ? "effect" : "layer" + l;
            String sums = activation == Activation.IDENTITY ? output : "sums" + l;
            OnnxWriter transposed =
                    new OnnxWriter().text(1, "transB").number(3, 1).number(20, Step.INT);
            OnnxWriter gemm = node("Gemm", sums, input, "weights" + l, "biases" + l);
            graph.message(1, gemm.message(5, transposed));
            if (activation != Activation.IDENTITY) {
                graph.message(1, node(activation == Activation.RELU ? "Relu" : "Softplus", output, sums));
            }
            OnnxWriter weights = new OnnxWriter();
            for (float[] row : layer.weights()) {
                weights.floats(row);
            }
            OnnxWriter shape = new OnnxWriter().number(1, layer.nodes()).number(1, layer.inputs());
            graph.message(5, shape.tensor("weights" + l, weights));
            OnnxWriter biases = new OnnxWriter().floats(layer.biases());
            graph.message(5, new OnnxWriter().number(1, layer.nodes()).tensor("biases" + l, biases));
            input = output;
        }
        return graph.message(11, column("dosage")).message(12, column("effect"));
    }

    private static OnnxWriter node(String operator, String output, String... inputs) {
        OnnxWriter node = new OnnxWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    /** A value of the shape [N, 1]. */
    private static OnnxWriter column(String name) {
        OnnxWriter shape =
                new OnnxWriter().message(1, new OnnxWriter().text(2, "N")).message(1, new OnnxWriter().number(1, 1));
        OnnxWriter tensor = new OnnxWriter().number(1, TensorReader.FLOAT).message(2, shape);
        return new OnnxWriter().text(1, name).message(2, new OnnxWriter().message(1, tensor));
    }

    /** Writes all of a tensor of floats but its shape. */
    private OnnxWriter tensor(String name, OnnxWriter floats) {
        return number(2, TensorReader.FLOAT).text(8, name).message(9, floats);
    }

    private OnnxWriter floats(float[] values) {
        for (float value : values) {
            int bits = Float.floatToRawIntBits(value);
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(bits >> shift);
            }
        }
        return this;
    }

    private OnnxWriter number(int field, long value) {
        varint(((long) field << 3) | Message.VARINT);
        varint(value);
        return this;
    }

    private OnnxWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxWriter message(int field, OnnxWriter message) {
        return bytes(field, message.out.toByteArray());
    }

    private OnnxWriter bytes(int field, byte[] value) {
        varint(((long) field << 3) | Message.BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long left = value;
        for (; left > 0x7f; left >>>= 7) {
            out.write((int) left | 0x80);
        }
        out.write((int) left);
    }
}
