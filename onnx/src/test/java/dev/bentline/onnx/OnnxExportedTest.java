package dev.bentline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bentline.DeepNetwork;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that PyTorch and Keras exported are read right, or refused by name. */
class OnnxExportedTest {
    private static final String ACCEPTED = "; a network may have Gemm, MatMul, Add, Sub, Mul, Div, Neg, Sum, Relu,"
            + " LeakyRelu, PRelu, Abs, Clip, Max, Min, Softplus (one hidden layer), Identity, Cast, Dropout, Flatten,"
            + " Reshape, Squeeze, Unsqueeze, Transpose, Constant, and Scaler of ai.onnx.ml";

    static List<String> readable() {
        return Exported.names().stream()
                .filter(name -> !name.matches(".*sigmoid.*|two_inputs.*|keras.*"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void effectsAreThoseOfTheirExporter(String name) throws IOException {
        Model model = Onnx.read(Exported.file(name));
        double[] dosages = Exported.column("dosage");
        double[] effects = Exported.column(name.replaceFirst("[.].*", ""));
        for (int i = 0; i < dosages.length; i++) {
            // weights that were composed, or were doubles, are rounded to floats
            double tolerance = name.matches("(scaled|leaky|double|softplus).*") ? 1e-6 : 1e-12;
            assertThat(PlainForward.effect(model, dosages[i]))
                    .as("%s", dosages[i])
                    .isCloseTo(effects[i], within(tolerance * (1 + Math.abs(effects[i]))));
        }
    }

    @Test
    void fixturesAreAllThere() {
        assertThat(Exported.names()).hasSize(21);
        assertThat(readable()).hasSize(15);
    }

    @Test
    void workedExampleIsItself() throws IOException {
        for (String exporter : List.of("torchscript", "dynamo")) {
            assertThat(Onnx.read(Exported.file("worked_example." + exporter))).isEqualTo(Network.relu());
        }
    }

    @Test
    void bothExportersMakeOneNetwork() throws IOException {
        for (String name : List.of("deep_16_16", "scaled_8", "dropout_8", "leaky_8", "softplus_8")) {
            assertThat(Onnx.read(Exported.file(name + ".torchscript")))
                    .isEqualTo(Onnx.read(Exported.file(name + ".dynamo")));
        }
    }

    @Test
    void wideNetworkIsReadFromTheFileBeside() throws IOException {
        DeepNetwork network = (DeepNetwork) Onnx.read(Exported.file("deep_256_256.dynamo"));
        assertThat(network.layers()).extracting(Layer::nodes).containsExactly(256, 256, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scaled_8.dynamo | node \"node_sub\" is a scaler; it is composed into the layers beside it, in double",
                "scaled_8.dynamo | node \"node_div\" is a scaler; it is composed into the layers beside it, in double",
                "scaled_8.dynamo | layer 1: numbers rounded to floats, once: 8",
                "softplus_8.dynamo | node \"n10\": softplus, which is the identity above 20.0, is read as softplus: they are"
                        + " the same to within half an ulp of a float",
                "leaky_8.dynamo | node \"node_leaky_relu\" is read as pieces, sums of p and relu(p)",
                "relu6_8.torchscript | node \"/1/Clip\" is read as pieces, sums of p and relu(p)",
            })
    void whatIsNotAsInTheFileIsNoted(String name, String note) throws IOException {
        List<String> notes = new ArrayList<>();
        Onnx.read(Exported.file(name), notes::add);
        assertThat(notes).contains(note);
    }

    @Test
    void plainNetworksNeedNoNote() throws IOException {
        List<String> notes = new ArrayList<>();
        for (String name : List.of(
                "worked_example.dynamo",
                "deep_16_16.dynamo",
                "deep_256_256.dynamo",
                "dropout_8.dynamo",
                "double_8.torchscript",
                "keras_131.tf2onnx",
                "softplus_8.torchscript")) {
            Onnx.read(Exported.file(name), notes::add);
        }
        assertThat(notes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sigmoid_4.torchscript | node \"/1/Sigmoid\" is a Sigmoid",
                "sigmoid_4.dynamo | node \"node_sigmoid\" is a Sigmoid",
                "keras_131_sigmoid.tf2onnx | node \"keras_linear_131_sigmoid/dense_2/Sigmoid\" is a Sigmoid",
            })
    void sigmoidIsRefusedByName(String name, String start) {
        assertThatThrownBy(() -> Onnx.read(Exported.file(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(start + ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "two_inputs.torchscript | the input \"dosage\" has elements of type 1 and the shape [batch, 2]",
                "two_inputs.dynamo | the input \"input\" has elements of type 1 and the shape [3, 2]"
            })
    void twoInputsAreRefusedByName(String name, String start) {
        assertThatThrownBy(() -> Onnx.read(Exported.file(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        start + "; the dosage's may be FLOAT (1), FLOAT16 (10) or DOUBLE (11), and [N, 1], [N] or [1]");
    }

    @Test
    void kerasNetworkHasItsWeights() throws IOException {
        Network network = (Network) Onnx.read(Exported.file("keras_131.tf2onnx"));
        assertThat(network.width()).isEqualTo(3);
    }
}
