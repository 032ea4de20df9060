package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DeepNetwork;
import dev.bentline.Interval;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that is written is read back as it was, bit for bit, and is what ONNX's own classes read. */
class OnnxRoundTripTest {
    /** Numbers that are easily lost. */
    private static final float[] ODD = {
        0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_NORMAL, 1f, -1f, 0.1f
    };

    static List<Model> networks() {
        Random random = new Random(18);
        List<Model> networks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Model network = random.nextBoolean() ? network(random) : deepNetwork(random);
            network = random.nextBoolean() ? network : network.withBend(Bend.ONE);
            networks.add(random.nextBoolean() ? network : network.withDosages(new Interval(-0.1f, 1e-40f)));
        }
        return networks;
    }

    private static Network network(Random random) {
        int width = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 5);
        return Network.of(
                random.nextBoolean() ? Activation.RELU : Activation.SOFTPLUS,
                numbers(random, width),
                numbers(random, width),
                numbers(random, width),
                numbers(random, 1)[0],
                random.nextBoolean() ? Activation.RELU : Activation.IDENTITY);
    }

    private static Model deepNetwork(Random random) {
        List<Layer> layers = new ArrayList<>();
        int depth = 1 + random.nextInt(6);
        for (int l = 1, inputs = 1; l <= depth; l++) {
            int nodes = l == depth ? 1 : 1 + random.nextInt(4);
            float[][] weights = new float[nodes][];
            for (int j = 0; j < nodes; j++) {
                weights[j] = numbers(random, inputs);
            }
            Activation activation = random.nextInt(3) == 0 ? Activation.IDENTITY : Activation.RELU;
            layers.add(new Layer(weights, numbers(random, nodes), activation));
            inputs = nodes;
        }
        return Model.of(layers);
    }

    private static float[] numbers(Random random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
        }
        return numbers;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void networkIsReadBackAsItWas(Model network) {
        List<String> notes = new ArrayList<>();
        Model read = Onnx.read(Onnx.write(network), notes::add);
        assertThat(read).isEqualTo(network);
        assertThat(read.dosages()).isEqualTo(network.dosages());
        // to JSON and back is the identity, so that this is ONNX to JSON and back as well
        assertThat(read.toJson()).isEqualTo(network.toJson());
        assertThat(notes).isEmpty();
    }

    @Test
    void sameNetworkMakesTheSameBytes() {
        for (Model network : networks()) {
            assertThat(Onnx.write(Model.parse(network.toJson()))).isEqualTo(Onnx.write(network));
        }
    }

    /** A layer that passes on what it gets is still a layer. */
    @Test
    void layersThatDoNothingStay() {
        Layer nothing = new Layer(new float[][] {{1}}, new float[] {0}, Activation.IDENTITY);
        Layer relu = new Layer(new float[][] {{1}}, new float[] {0}, Activation.RELU);
        for (List<Layer> layers : List.of(
                List.of(nothing),
                List.of(relu),
                List.of(nothing, nothing),
                List.of(relu, relu, relu),
                List.of(relu, nothing, nothing, relu),
                List.of(nothing, relu, nothing),
                List.of(relu, relu, nothing))) {
            assertThat(Onnx.read(Onnx.write(DeepNetwork.of(layers)))).isEqualTo(DeepNetwork.of(layers));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void onnxsOwnClassesReadTheSameNumbers(Model network) throws InvalidProtocolBufferException {
        ModelProto model = ModelProto.parseFrom(Onnx.write(network));
        assertThat(model.getUnknownFields().asMap()).isEmpty();
        assertThat(model.getIrVersion()).isEqualTo(8);
        assertThat(model.getProducerName()).isEqualTo("bentline");
        assertThat(model.getOpsetImportList()).singleElement().satisfies(opset -> {
            assertThat(opset.getDomain()).isEmpty();
            assertThat(opset.getVersion()).isEqualTo(13);
        });
        assertThat(model.getMetadataPropsList().stream().map(StringStringEntryProto::getKey))
                .hasSize((network.bend() == Bend.ONE ? 1 : 0)
                        + (network.dosages().isPresent() ? 1 : 0));
        GraphProto graph = model.getGraph();
        assertThat(graph.getInput(0).getName()).isEqualTo("dosage");
        assertThat(graph.getOutput(0).getName()).isEqualTo("effect");
        assertThat(graph.getOutput(0)
                        .getType()
                        .getTensorType()
                        .getShape()
                        .getDim(1)
                        .getDimValue())
                .isOne();
        List<Layer> layers = network.layers();
        assertThat(graph.getInitializerCount()).isEqualTo(2 * layers.size());
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            assertThat(floats(graph.getInitializer(2 * l), layer.nodes(), layer.inputs()))
                    .isEqualTo(flat(layer));
            assertThat(floats(graph.getInitializer(2 * l + 1), layer.nodes())).isEqualTo(layer.biases());
        }
        assertThat(graph.getNodeList().stream().map(NodeProto::getOpType).toList())
                .isEqualTo(layers.stream()
                        .flatMap(layer -> switch (layer.activation()) {
                            case RELU -> List.of("Gemm", "Relu").stream();
                            case SOFTPLUS -> List.of("Gemm", "Softplus").stream();
                            case IDENTITY -> List.of("Gemm").stream();
                        })
                        .toList());
    }

    private static float[] floats(TensorProto tensor, long... dims) {
        assertThat(tensor.getDimsList().stream().mapToLong(length -> length).toArray())
                .isEqualTo(dims);
        assertThat(tensor.getDataType()).isEqualTo(TensorProto.DataType.FLOAT.getNumber());
        byte[] raw = tensor.getRawData().toByteArray();
        float[] floats = new float[raw.length / 4];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat((raw[4 * i] & 0xff)
                    | (raw[4 * i + 1] & 0xff) << 8
                    | (raw[4 * i + 2] & 0xff) << 16
                    | (raw[4 * i + 3] & 0xff) << 24);
        }
        return floats;
    }

    private static float[] flat(Layer layer) {
        float[] flat = new float[layer.nodes() * layer.inputs()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = layer.weight(i / layer.inputs(), i % layer.inputs());
        }
        return flat;
    }

    @Test
    void onnxFilesAreTold() {
        for (Model network : networks()) {
            assertThat(Onnx.isOnnx(Onnx.write(network))).isTrue();
            byte[] json = network.toJson().getBytes(StandardCharsets.UTF_8);
            assertThat(Onnx.isOnnx(json)).isFalse();
        }
        for (String name : Exported.names()) {
            assertThat(Onnx.isOnnx(Exported.bytes(name))).as(name).isTrue();
        }
        for (String text : List.of("", "\n{}", "\uFEFF{", "relu", "\"a\"", "2", "(", "PAR1\0", "\u0093NUMPY\1", "\0")) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThat(Onnx.isOnnx(bytes)).as(text).isFalse();
        }
    }

    @Test
    void wideNetworkIsReadBackAsItWas() {
        float[] some = numbers(new Random(3), 512);
        float[][] weights = IntStream.range(0, 512)
                .mapToObj(j -> numbers(new Random(j), 512))
                .toArray(float[][]::new);
        float[][] column =
                IntStream.range(0, 512).mapToObj(j -> new float[] {some[j]}).toArray(float[][]::new);
        DeepNetwork network = DeepNetwork.of(List.of(
                new Layer(column, some, Activation.RELU),
                new Layer(weights, some, Activation.RELU),
                new Layer(new float[][] {some}, new float[] {-0f}, Activation.IDENTITY)));
        assertThat(Onnx.read(Onnx.write(network))).isEqualTo(network);
    }
}
