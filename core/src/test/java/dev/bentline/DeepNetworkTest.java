package dev.bentline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.testing.DeepNetworks;
import dev.bentline.testing.DeepNetworks.Kind;
import dev.bentline.testing.TestDosages;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what a deep network is made of, what an engine does with it, and what both refuse. */
class DeepNetworkTest {
    private static final String LAYERS = """
            {"layers": [
              {"weights": [[1.0], [-1.0]], "biases": [0.0, 0.5], "activation": "relu"},
              {"weights": [[2.0, -4.0], [0.5, 1.0], [1.0, 1.0]], "biases": [0.0, 0.25, -1.0], "activation": "relu"},
              {"weights": [[1.0, -2.0, 0.5]], "biases": [0.1], "activation": "identity"}],
             "bend": 1,
             "dosages": {"from": -1.0, "to": 2.0}}
            """;

    private static Layer layer(int nodes, int inputs, Activation activation) {
        return new Layer(new float[nodes][inputs], new float[nodes], activation);
    }

    @Test
    void shapesHaveToFit() {
        refused("0 layers");
        refused("layer 1 has 2 weights for every node; it needs 1, one for the dosage", layer(1, 2, Activation.RELU));
        refused(
                "layer 2 has 2 weights for every node; it needs 3, one for every node of layer 1",
                layer(3, 1, Activation.RELU),
                layer(1, 2, Activation.RELU));
        refused("the last layer, 1, has 3 nodes; it needs 1", layer(3, 1, Activation.RELU));
        refused(
                "layer 2 of 3 is SOFTPLUS",
                layer(3, 1, Activation.RELU),
                layer(2, 3, Activation.SOFTPLUS),
                layer(1, 2, Activation.IDENTITY));
    }

    private static void refused(String words, Layer... layers) {
        assertThatThrownBy(() -> DeepNetwork.of(List.of(layers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
        assertThatThrownBy(() -> Model.of(List.of(layers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void layersAreCheckedAndCopied() {
        assertThatThrownBy(() -> new Layer(new float[0][], new float[0], Activation.RELU))
                .hasMessageContaining("0 nodes");
        assertThatThrownBy(() -> new Layer(new float[2][1], new float[3], Activation.RELU))
                .hasMessageContaining("2 nodes and 3 biases");
        assertThatThrownBy(() -> new Layer(new float[][] {{1}, {1, 2}}, new float[2], Activation.RELU))
                .hasMessageContaining("node 1 has 2 weights");
        assertThatThrownBy(() -> new Layer(new float[2][0], new float[2], Activation.RELU))
                .hasMessageContaining("node 0 has 0 weights");
        assertThatThrownBy(() -> new Layer(new float[][] {{1}, {Float.NaN}}, new float[2], Activation.RELU))
                .hasMessageContaining("weight 1, 0 is NaN");
        assertThatThrownBy(() -> new Layer(new float[2][1], new float[] {0, 1 / 0f}, Activation.RELU))
                .hasMessageContaining("bias 1 is Infinity");
        float[][] weights = {{1}, {2}};
        float[] biases = {3, 4};
        Layer layer = new Layer(weights, biases, Activation.RELU);
        weights[0][0] = 9;
        biases[0] = 9;
        layer.weights()[0][0] = 9;
        layer.biases()[0] = 9;
        assertThat(layer.weight(0, 0)).isEqualTo(1);
        assertThat(layer.bias(0)).isEqualTo(3);
        Layer same = new Layer(new float[][] {{1}, {2}}, new float[] {3, 4}, Activation.RELU);
        assertThat(layer).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
        assertThat(layer).isNotEqualTo(new Layer(new float[][] {{1}, {2}}, new float[] {3, 4}, Activation.IDENTITY));
        assertThat(layer).isNotEqualTo(new Layer(new float[][] {{1}, {2}}, new float[] {3, -0f}, Activation.RELU));
    }

    @Test
    void oneHiddenLayerMakesANetwork() {
        for (Network network : List.of(Network.relu(), Network.softplus())) {
            assertThat(Model.of(network.layers())).isEqualTo(network);
        }
        List<Layer> linear = List.of(layer(2, 1, Activation.IDENTITY), layer(1, 2, Activation.RELU));
        assertThat(Model.of(linear)).isInstanceOf(DeepNetwork.class);
        assertThat(Model.of(List.of(layer(1, 1, Activation.RELU)))).isInstanceOf(DeepNetwork.class);
        assertThat(DeepNetwork.of(Network.relu().layers())).isInstanceOf(DeepNetwork.class);
        assertThatThrownBy(() -> Model.of(List.of(layer(2, 1, Activation.SOFTPLUS), layer(1, 2, Activation.SOFTPLUS))))
                .hasMessageContaining("output activation is SOFTPLUS");
    }

    // ---- the file

    @Test
    void theFileReadsBackBitForBit() {
        Random random = new Random(4);
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 100; i++) {
                DeepNetwork network = DeepNetworks.draw(kind, random);
                Model back = Model.parse(network.toJson());
                assertThat(back.layers()).isEqualTo(network.layers());
                assertThat(back.bend()).isEqualTo(network.bend());
                assertThat(back.toJson().startsWith("{\"hidden\"")).isEqualTo(back instanceof Network);
            }
        }
        Model parsed = Model.parse(LAYERS);
        assertThat(parsed).isInstanceOf(DeepNetwork.class).hasToString(LAYERS);
        assertThat(parsed.dosages()).contains(new Interval(-1, 2));
        assertThat(parsed.bend()).isEqualTo(Bend.ONE);
        assertThat(parsed.withBend(Bend.ZERO)).isNotEqualTo(parsed);
        assertThat(parsed.withBend(Bend.ZERO).withBend(Bend.ONE))
                .isEqualTo(parsed)
                .hasSameHashCodeAs(parsed);
        assertThat(Model.parse(Network.relu().toJson())).isEqualTo(Network.relu());
        assertThatThrownBy(() -> Network.parse(LAYERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 1, column 1: the network has 3 layers; a Network has one hidden layer and an output");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [[1.0], [-1.0]]           | [[1.0], ^-1.0]             | list of numbers
            [[1.0], [-1.0]]           | ^[]                        | the layer has 0 nodes
            [[1.0], [-1.0]]           | ^[[1.0], [-1.0], [1]]      | the weights of 3 nodes and 2 biases
            [[1.0], [-1.0]]           | [[1.0], [^"-1.0"]]         | expected a number
            [[1.0], [-1.0]]           | [[1.0], [^1e39]]           | too large for a float
            [0.0, 0.5]                | ^0.5                       | list of numbers
            "relu"},                  | ^"tanh"},                  | unknown activation "tanh"; it may be "relu", "identity" or "softplus"
            [[1.0, -2.0, 0.5]]        | [[1.0, -2.0]]              | layer 3 has 2 weights for every node; it needs 3
            "identity"                | "softplus"                 | layer 3 of 3 is SOFTPLUS
            "biases": [0.1],          | ^                          | "biases" is missing
            "layers": [               | "layers": ^{               | a list of layers
            "bend": 1                 | "bend": 1, ^"width": 3     | unknown field "width"
            "bend": 1                 | "hidden": {"activation": "relu", "weights": [1], "biases": [1]} | not both
            """)
    void errorsInTheFileNameTheirPlace(String what, String by, String words) {
        assertThat(LAYERS).contains(what);
        int at = LAYERS.indexOf(what);
        String marked = LAYERS.substring(0, at) + by + LAYERS.substring(at + what.length());
        assertThatThrownBy(() -> Model.parse(marked.replace("^", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("line \\d+, column \\d+: .+")
                .hasMessageContaining(words);
    }

    @Test
    void aFileNeedsItsFields() {
        assertThatThrownBy(() -> Model.parse("{}")).hasMessage("line 1, column 1: the field \"hidden\" is missing");
        assertThatThrownBy(() -> Model.parse("{\"layers\": []}")).hasMessageContaining("0 layers");
        assertThatThrownBy(() -> Model.parse("{\"bend\": 1}")).hasMessageContaining("\"hidden\" is missing");
    }

    // ---- the engine

    @Test
    void engineSaysWhatItIs() {
        DeepNetwork network = DeepNetworks.random(1, 1, 16, 16, 1);
        Engine engine = Engine.of(network);
        assertThat(engine.formulation()).isEqualTo(Formulation.BENT_LINE);
        int segments = BentLine.of(network).segments().size();
        assertThat(engine.info().formulation()).isEqualTo("bent line, " + segments + " segments");
        assertThat(engine.model()).isSameAs(network);
        assertThat(Engine.of(Network.relu()).model()).isEqualTo(Network.relu());
        assertThat(Engine.of((Model) Network.relu()).formulation()).isEqualTo(Formulation.DENSE);
        assertThatThrownBy(engine::network)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("model()");
    }

    @Test
    void gradientsAreRefusedWithAReason() {
        Engine engine = Engine.of(DeepNetworks.random(1, 1, 4, 4, 1)).withThreads(2);
        float[] x = {1, 2};
        MemorySegment segment = MemorySegment.ofArray(x);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> engine.gradient(x, x),
                () -> engine.backward(x, x),
                () -> engine.gradient(x, 0, x, 0, 1),
                () -> engine.backward(segment, segment))) {
            assertThatThrownBy(call)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("a deep network of 3 layers has no gradient here");
        }
    }

    @Test
    void coefficientsOutsideNormalFloatsAreRefused() {
        for (float weight : new float[] {1e30f, 1e-30f}) {
            Layer one = new Layer(new float[][] {{weight}}, new float[] {weight}, Activation.RELU);
            DeepNetwork network = DeepNetwork.of(List.of(one, one, one));
            assertThatThrownBy(() -> Engine.of(network))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("outside the normal range of floats", "cannot be computed otherwise");
            assertThat(BentLine.of(network).segments()).hasSize(2);
        }
    }

    @Test
    void specialDosages() {
        Engine engine = Engine.of(DeepNetworks.sawtooth(3));
        float[] x = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 0f, 0.125f, Float.MAX_VALUE};
        float[] y = new float[x.length];
        engine.forward(x, y);
        assertThat(y).containsExactly(Float.NaN, 0, 0, 0, 0, 1, 0);
        engine.derivative(x, y);
        assertThat(y).containsExactly(Float.NaN, 0, 0, 0, 0, 8, 0);
    }

    /** At a bend of several nodes at once the chain rule takes {@code bend} for each, layer by layer. */
    @Test
    void bothBends() {
        DeepNetwork network = DeepNetworks.sawtooth(3);
        float[] x = {0, 0.125f, 0.25f, 0.5f, 1};
        float[] zero = new float[x.length];
        float[] one = new float[x.length];
        Engine.of(network).derivative(x, zero);
        Engine.of(network.withBend(Bend.ONE)).derivative(x, one);
        assertThat(zero).containsExactly(0, 8, -8, 0, 0);
        assertThat(one).containsExactly(8, -8, 8, 8, -8);
    }

    /** Threads, ranges, segments and order make no difference to any bit. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void oneAnswer(Kind kind) {
        List<DeepNetwork> networks = new ArrayList<>(List.of(DeepNetworks.random(2, 1, 40, 40, 40, 1)));
        Random random = new Random(11);
        while (networks.size() < 5) {
            DeepNetwork network = DeepNetworks.draw(kind, random);
            if (network.compile().normal()) {
                networks.add(network);
            }
        }
        for (DeepNetwork network : networks) {
            Engine engine = Engine.of(network);
            float[] x = TestDosages.finite(3, 300_001);
            x[17] = Float.NaN;
            x[18] = Float.NEGATIVE_INFINITY;
            float[] y = new float[x.length];
            engine.forward(x, y);
            float[] other = new float[x.length];
            engine.withThreads(3).forward(x, other);
            assertThat(Arrays.equals(other, y)).isTrue();
            for (int i = 0; i < 2000; i++) { // alone
                engine.forward(x, i, other, i, 1);
            }
            assertThat(Arrays.equals(other, y)).isTrue();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(4L * x.length + 1, 4).asSlice(1);
                MemorySegment.copy(x, 0, memory, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, x.length);
                engine.forward(memory, memory);
                MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, other, 0, x.length);
                assertThat(Arrays.equals(other, y)).isTrue();
            }
            float[] sorted = x.clone();
            Arrays.sort(sorted);
            float[] sortedEffects = new float[x.length];
            engine.forward(sorted, sortedEffects);
            for (int i = 0; i < 1000; i++) {
                assertThat(Float.compare(sortedEffects[Arrays.binarySearch(sorted, x[i])], y[i]))
                        .isZero();
            }
        }
    }

    @Test
    void windowsAndExtremes() {
        BentLine line = BentLine.of(DeepNetworks.sawtooth(2));
        assertThat(line.max(0, 1)).isEqualTo(new BentLine.Extreme(0.25, 1));
        assertThat(line.min(0.3, 0.7)).isEqualTo(new BentLine.Extreme(0.5, 0));
        assertThat(line.integral(0, 1)).isEqualTo(0.5);
        assertThat(line.windows(0.5, 0, 1)).containsExactly(new Interval(0.125, 0.375), new Interval(0.625, 0.875));
    }
}
