package dev.bentline.onnx;

import static dev.bentline.onnx.TestGraph.integer;
import static dev.bentline.onnx.TestGraph.integers;
import static dev.bentline.onnx.TestGraph.number;
import static dev.bentline.onnx.TestGraph.numbers;
import static dev.bentline.onnx.TestGraph.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Layer;
import dev.bentline.Model;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operator, in small graphs that ONNX's own classes write. */
class OnnxOperatorsTest {
    private static final double[] DOSAGES = {-2, -1, -0.6, -0.25, 0, 0.1, 0.25, 0.4, 0.5, 0.9, 1, 1.5, 3};
    private static final long[] SCALAR = {};

    private static final double[] W = {1.5, -2, 0.75};
    private static final double[] B = {-0.5, 0.25, 1};
    private static final double[] V = {2, -1, 0.5};
    private static final double C = 0.125;

    /** x, three sums p, what an operator makes of them, h, and a sum over those, y. */
    private static TestGraph between(long opset) {
        return TestGraph.of(opset)
                .floats("w", new long[] {1, 3}, W)
                .floats("b", new long[] {3}, B)
                .node("Gemm", "x w b -> p")
                .floats("v", new long[] {3, 1}, V)
                .floats("c", new long[] {1}, C);
    }

    private static void assertEffects(Model model, DoubleUnaryOperator expected) {
        for (double dosage : DOSAGES) {
            double effect = expected.applyAsDouble(dosage);
            assertThat(PlainForward.effect(model, dosage))
                    .as("%s", dosage)
                    .isCloseTo(effect, within(2e-6 * (1 + Math.abs(effect))));
        }
    }

    private static double sum(double dosage, int column) {
        return W[column] * dosage + B[column];
    }

    /** An operator: how it makes h of p, and what that is, of a column and its number. */
    private static Arguments column(
            String name, long opset, Consumer<TestGraph> operator, DoubleBinaryOperator expected) {
        return Arguments.of(name, opset, operator, expected);
    }

    private static Arguments same(String name, long opset, Consumer<TestGraph> operator) {
        return column(name, opset, operator, (p, j) -> p);
    }

    private static double relu(double p) {
        return Math.max(0, p);
    }

    static List<Arguments> operators() {
        List<Arguments> all = new ArrayList<>();
        all.add(column("Relu", 13, g -> g.node("Relu", "p -> h"), (p, j) -> relu(p)));
        all.add(column(
                "LeakyRelu",
                13,
                g -> g.node("LeakyRelu", "p -> h", number("alpha", 0.25f)),
                (p, j) -> p < 0 ? 0.25 * p : p));
        all.add(column("LeakyRelu by default", 7, g -> g.node("LeakyRelu", "p -> h"), (p, j) -> p < 0 ? 0.01f * p : p));
        all.add(column("LeakyRelu of 0", 7, g -> g.node("LeakyRelu", "p -> h", number("alpha", 0)), (p, j) -> relu(p)));
        all.add(column(
                "LeakyRelu of 2",
                7,
                g -> g.node("LeakyRelu", "p -> h", number("alpha", 2)),
                (p, j) -> p < 0 ? 2 * p : p));
        double[] slopes = {0.5, 0, -1};
        all.add(column(
                "PRelu by column",
                16,
                g -> g.floats("s", new long[] {3}, slopes).node("PRelu", "p s -> h"),
                (p, j) -> p < 0 ? slopes[(int) j] * p : p));
        all.add(column(
                "PRelu",
                9,
                g -> g.floats("s", new long[] {1, 1}, 0.5).node("PRelu", "p s -> h"),
                (p, j) -> p < 0 ? 0.5 * p : p));
        all.add(column("Abs", 13, g -> g.node("Abs", "p -> h"), (p, j) -> Math.abs(p)));
        all.add(column(
                "Clip",
                13,
                g -> g.floats("l", SCALAR, -0.5).floats("u", SCALAR, 1).node("Clip", "p l u -> h"),
                (p, j) -> Math.clamp(p, -0.5, 1)));
        all.add(column(
                "Clip from below",
                11,
                g -> g.floats("l", SCALAR, 0.5).node("Clip", "p l -> h"),
                (p, j) -> Math.max(p, 0.5)));
        all.add(column(
                "Clip from above",
                12,
                g -> g.floats("u", SCALAR, 0.5).node("Clip", "p - u -> h"),
                (p, j) -> Math.min(p, 0.5)));
        all.add(same("Clip without limits", 12, g -> g.node("Clip", "p -> h")));
        all.add(same(
                "Clip to infinities",
                12,
                g -> g.floats("l", SCALAR, Double.NEGATIVE_INFINITY)
                        .floats("u", SCALAR, Double.POSITIVE_INFINITY)
                        .node("Clip", "p l u -> h")));
        all.add(column(
                "Clip to one number", 12, g -> g.floats("l", SCALAR, 0.5).node("Clip", "p l l -> h"), (p, j) -> 0.5));
        all.add(column(
                "Clip by attributes",
                7,
                g -> g.node("Clip", "p -> h", number("min", 0), number("max", 1)),
                (p, j) -> Math.clamp(p, 0, 1)));
        all.add(column(
                "Clip by an attribute", 10, g -> g.node("Clip", "p -> h", number("max", 1)), (p, j) -> Math.min(p, 1)));
        all.add(same("Clip by no attribute", 10, g -> g.node("Clip", "p -> h")));
        double[] three = {-1, 0, 2};
        Consumer<TestGraph> c3 = g -> g.floats("k", new long[] {3}, three);
        all.add(column(
                "Max",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Max", "p k -> h");
                },
                (p, j) -> Math.max(p, three[(int) j])));
        all.add(column(
                "Max of a constant",
                8,
                g -> {
                    c3.accept(g);
                    g.node("Max", "k p -> h");
                },
                (p, j) -> Math.max(p, three[(int) j])));
        all.add(column(
                "Min",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Min", "p k -> h");
                },
                (p, j) -> Math.min(p, three[(int) j])));
        all.add(column(
                "Min of a constant",
                8,
                g -> {
                    c3.accept(g);
                    g.node("Min", "k p -> h");
                },
                (p, j) -> Math.min(p, three[(int) j])));
        all.add(column(
                "Max of three",
                13,
                g -> g.floats("k", SCALAR, 0.1).floats("l", SCALAR, 0.3).node("Max", "k l p -> h"),
                (p, j) -> Math.max(p, 0.3f)));
        all.add(column(
                "Max of two values",
                13,
                g -> g.floats("k", SCALAR, -0.5).node("Mul", "p k -> q").node("Max", "p q -> h"),
                (p, j) -> Math.max(p, -0.5 * p)));
        all.add(column(
                "Min of two values",
                13,
                g -> g.floats("k", SCALAR, -0.5).node("Mul", "p k -> q").node("Min", "p q -> h"),
                (p, j) -> Math.min(p, -0.5 * p)));
        all.add(column("Neg", 13, g -> g.node("Neg", "p -> h"), (p, j) -> -p));
        all.add(column(
                "Add",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Add", "p k -> h");
                },
                (p, j) -> p + three[(int) j]));
        all.add(column(
                "Sub",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Sub", "p k -> h");
                },
                (p, j) -> p - three[(int) j]));
        all.add(column(
                "Sub from a constant",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Sub", "k p -> h");
                },
                (p, j) -> three[(int) j] - p));
        all.add(column(
                "Mul",
                7,
                g -> {
                    c3.accept(g);
                    g.node("Mul", "k p -> h");
                },
                (p, j) -> p * three[(int) j]));
        all.add(column(
                "Div",
                13,
                g -> g.floats("k", new long[] {1, 3}, 3, -2, 0.1).node("Div", "p k -> h"),
                (p, j) -> p / new double[] {3, -2, 0.1f}[(int) j]));
        all.add(column(
                "Sum",
                13,
                g -> {
                    c3.accept(g);
                    g.node("Sum", "p k p k -> h");
                },
                (p, j) -> 2 * p + 2 * three[(int) j]));
        all.add(column("Sum of one", 13, g -> g.node("Sum", "p -> h"), (p, j) -> p));
        all.add(column(
                "Add of two values", 13, g -> g.node("Relu", "p -> q").node("Add", "q p -> h"), (p, j) -> relu(p) + p));
        all.add(column(
                "Sub of two values", 13, g -> g.node("Relu", "p -> q").node("Sub", "q p -> h"), (p, j) -> relu(p) - p));
        all.add(column(
                "Scaler",
                13,
                g -> g.node(
                        "Scaler",
                        "p -> h",
                        n -> n.setDomain("ai.onnx.ml"),
                        numbers("offset", 0.5f, 1f, 2f),
                        numbers("scale", 2f)),
                (p, j) -> (p - new double[] {0.5, 1, 2}[(int) j]) * 2));
        all.add(same("Identity", 13, g -> g.node("Identity", "p -> h")));
        for (int type : new int[] {1, 10, 11}) {
            all.add(same("Cast to " + type, 13, g -> g.node("Cast", "p -> h", integer("to", type))));
        }
        all.add(same("Cast of opset 19", 19, g -> g.node("Cast", "p -> h", integer("to", 1), integer("saturate", 1))));
        all.add(same("Dropout", 7, g -> g.node("Dropout", "p -> h", number("ratio", 0.5f))));
        all.add(same("Dropout with a mask", 10, g -> g.node("Dropout", "p -> h mask", number("ratio", 0.5f))));
        all.add(same("Dropout with an empty ratio", 12, g -> g.node("Dropout", "p - -> h", integer("seed", 3))));
        all.add(same(
                "Dropout for inference",
                13,
                g -> g.floats("r", SCALAR, 0.5)
                        .tensor(TensorProto.newBuilder()
                                .setName("t")
                                .setDataType(9)
                                .addInt32Data(0))
                        .node("Dropout", "p r t -> h")));
        all.add(same("Flatten", 13, g -> g.node("Flatten", "p -> h")));
        all.add(same("Flatten along the last axis", 13, g -> g.node("Flatten", "p -> h", integer("axis", -1))));
        all.add(same(
                "Unsqueeze, Flatten",
                11,
                g -> g.node("Unsqueeze", "p -> q", integers("axes", 0, -1))
                        .node("Flatten", "q -> h", integer("axis", 2))));
        all.add(same("Reshape", 13, g -> g.longs("s", -1, 3).node("Reshape", "p s -> h")));
        all.add(same("Reshape that copies", 13, g -> g.longs("s", 0, 0).node("Reshape", "p s -> h")));
        all.add(same(
                "Reshape that copies the batch", 13, g -> g.longs("s", 0, -1).node("Reshape", "p s -> h")));
        all.add(same(
                "Reshape there and back",
                14,
                g -> g.longs("s", -1, 3, 1)
                        .longs("t", 0, 3)
                        .node("Reshape", "p s -> q", integer("allowzero", 0))
                        .node("Reshape", "q t -> h")));
        all.add(same(
                "Squeeze, Unsqueeze",
                13,
                g -> g.longs("s", 1)
                        .node("Unsqueeze", "p s -> q")
                        .node("Squeeze", "q s -> r")
                        .node("Unsqueeze", "r s -> t")
                        .node("Squeeze", "t -> h")));
        all.add(same(
                "Squeeze, Unsqueeze of opset 12",
                12,
                g -> g.node("Unsqueeze", "p -> q", integers("axes", -1))
                        .node("Squeeze", "q -> h", integers("axes", 2))));
        all.add(same("Transpose twice", 13, g -> g.node("Transpose", "p -> q").node("Transpose", "q -> h")));
        all.add(same(
                "Transpose with an axis",
                13,
                g -> g.longs("s", 1)
                        .node("Unsqueeze", "p s -> q")
                        .node("Transpose", "q -> r", integers("perm", 2, 0, 1))
                        .node("Transpose", "r -> t", integers("perm", 1, 2, 0))
                        .node("Squeeze", "t s -> h")));
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void operatorBetweenTwoLayers(
            String name, long opset, Consumer<TestGraph> operator, DoubleBinaryOperator expected) {
        TestGraph graph = between(opset);
        operator.accept(graph);
        graph.node("Gemm", "h v c -> y");
        assertEffects(Onnx.read(graph.bytes()), dosage -> {
            double sum = (float) C;
            for (int j = 0; j < 3; j++) {
                sum += V[j] * expected.applyAsDouble(sum(dosage, j), j);
            }
            return sum;
        });
    }

    /** The dosage itself, and what comes out at the end, take every operator of one column as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Relu",
                "LeakyRelu",
                "Abs",
                "Neg",
                "Identity",
                "Flatten",
                "Dropout",
                "Max",
                "Min",
                "Add",
                "Sub",
                "Mul",
                "Div",
                "Sum",
                "PRelu"
            })
    void operatorOfTheDosageAndForTheEffect(String operator) {
        boolean isBinary = List.of("Max", "Min", "Add", "Sub", "Mul", "Div", "Sum", "PRelu")
                .contains(operator);
        String inputs = isBinary ? " k" : "";
        DoubleUnaryOperator function = p -> switch (operator) {
            case "Relu" -> relu(p);
            case "LeakyRelu" -> p < 0 ? 0.01f * p : p;
            case "Abs" -> Math.abs(p);
            case "Neg" -> -p;
            case "Max" -> Math.max(p, 0.25);
            case "Min" -> Math.min(p, 0.25);
            case "Add", "Sum" -> p + 0.25;
            case "Sub" -> p - 0.25;
            case "Mul" -> p * 0.25;
            case "Div" -> p / 0.25;
            case "PRelu" -> p < 0 ? 0.25 * p : p;
            default -> p;
        };
        TestGraph graph = TestGraph.of(13)
                .floats("k", SCALAR, 0.25)
                .floats("w", new long[] {1, 3}, W)
                .floats("b", new long[] {3}, B)
                .floats("v", new long[] {3, 1}, V)
                .node(operator, "x" + inputs + " -> o")
                .node("MatMul", "o w -> m")
                .node("Add", "b m -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> z")
                .node(operator, "z" + inputs + " -> y");
        assertEffects(Onnx.read(graph.bytes()), dosage -> {
            double z = 0;
            for (int j = 0; j < 3; j++) {
                z += V[j] * relu(sum(function.applyAsDouble(dosage), j));
            }
            return function.applyAsDouble(z);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25})
    void everyOpsetsChainIsReadBitForBit(long opset) {
        TestGraph graph = TestGraph.of(opset)
                .floats("w", new long[] {1, 2}, 1.70f, 12.6f)
                .floats("b", new long[] {2}, -0.85f, 0)
                .floats("v", new long[] {2, 1}, -40.8f, 2.7f)
                .floats("c", new long[] {1}, -16)
                .node("MatMul", "x w -> m")
                .node("Add", "m b -> p")
                .node("Relu", "p -> h")
                .node("Gemm", "h v c -> z")
                .node("Relu", "z -> y");
        List<String> notes = new ArrayList<>();
        assertThat(Onnx.read(graph.bytes(), notes::add)).isEqualTo(Network.relu());
        assertThat(notes).isEmpty();
    }

    /** Gemm's attributes, and the shapes that biases may have. */
    @Test
    void gemm() {
        for (long[] dims : List.of(new long[] {3}, new long[] {1, 3})) {
            TestGraph graph = TestGraph.of(13)
                    .floats("w", new long[] {3, 1}, W)
                    .floats("b", dims, B)
                    .floats("v", new long[] {1, 3}, V)
                    .floats("c", SCALAR, C)
                    .node("Transpose", "x -> t")
                    .node(
                            "Gemm",
                            "t w b -> p",
                            number("alpha", 0.5f),
                            number("beta", 3),
                            integer("transA", 1),
                            integer("transB", 1))
                    .node("Relu", "p -> h")
                    .node("Gemm", "h v c -> y", integer("transB", 1));
            List<String> notes = new ArrayList<>();
            assertEffects(Onnx.read(graph.bytes(), notes::add), dosage -> {
                double sum = C;
                for (int j = 0; j < 3; j++) {
                    sum += V[j] * relu(0.5 * W[j] * dosage + 3 * B[j]);
                }
                return sum;
            });
            assertThat(notes).isEmpty();
        }
    }

    /** A dosage without an axis for columns, or without one for dosages. */
    @Test
    void shapesOfTheDosage() {
        Network network = Network.relu();
        Consumer<TestGraph> layers = graph -> graph.floats("w", new long[] {1, 2}, 1.70f, 12.6f)
                .floats("b", new long[] {2}, -0.85f, 0)
                .floats("v", new long[] {2, 1}, -40.8f, 2.7f)
                .floats("c", new long[] {1}, -16)
                .node("MatMul", "i w -> m")
                .node("Add", "m b -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> n")
                .node("Add", "c n -> z")
                .node("Relu", "z -> r");
        for (String[] shape :
                new String[][] {{"N", "1"}, {"batch", "1"}, {"17", "1"}, {"1", "1"}, {"", "1"}, {"", ""}}) {
            TestGraph graph = TestGraph.bare(13).input("x", shape).output("y").node("Identity", "x -> i");
            layers.accept(graph);
            assertThat(Onnx.read(graph.node("Identity", "r -> y").bytes())).isEqualTo(network);
        }
        for (String length : List.of("N", "17", "", "1")) {
            TestGraph graph = TestGraph.bare(13)
                    .input("x", length)
                    .output("y")
                    .longs("s", -1, 1)
                    .longs("t", 1);
            graph.node("Reshape", "x s -> i");
            layers.accept(graph);
            assertThat(Onnx.read(graph.node("Squeeze", "r t -> y").bytes())).isEqualTo(network);
            graph = TestGraph.bare(13).input("x", length).output("y").longs("s", 1);
            graph.node("Unsqueeze", "x s -> i");
            layers.accept(graph);
            assertThat(Onnx.read(graph.node("Squeeze", "r s -> y").bytes())).isEqualTo(network);
        }
        TestGraph vector = TestGraph.bare(13).input("x", "1").output("y").node("Identity", "x -> i");
        layers.accept(vector);
        assertThat(Onnx.read(vector.node("Identity", "r -> y").bytes())).isEqualTo(network);
        TestGraph fixed = TestGraph.bare(13)
                .input("x", "17", "1")
                .output("y")
                .longs("s", 17, 1)
                .longs("t", 17);
        fixed.node("Reshape", "x s -> i");
        layers.accept(fixed);
        assertThat(Onnx.read(fixed.node("Reshape", "r t -> y").bytes())).isEqualTo(network);
        TestGraph shapeless = TestGraph.bare(13).output("y").node("Identity", "x -> i");
        shapeless.graph.addInput(ValueInfoProto.newBuilder().setName("x"));
        layers.accept(shapeless);
        assertThat(Onnx.read(shapeless.node("Identity", "r -> y").bytes())).isEqualTo(network);
    }

    @Test
    void productsWithVectorsAndOfMoreAxes() {
        TestGraph graph = TestGraph.of(13)
                .longs("one", 1)
                .floats("w", new long[] {1, 3}, W)
                .floats("v", new long[] {3}, V)
                .node("Unsqueeze", "x one -> x3")
                .node("MatMul", "x3 w -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> y");
        assertEffects(Onnx.read(graph.bytes()), dosage -> {
            double sum = 0;
            for (int j = 0; j < 3; j++) {
                sum += V[j] * relu(W[j] * dosage);
            }
            return sum;
        });
    }

    /** A column and a row make a table: six columns, of which a Flatten makes one axis. */
    @Test
    void broadcastToMoreColumns() {
        TestGraph graph = TestGraph.of(13)
                .longs("one", 1)
                .floats("a", new long[] {2, 1}, 0.5, -1)
                .floats("k", new long[] {3}, 1, 2, -3)
                .floats("v", new long[] {6, 1}, 1, 2, 3, 4, 5, 6)
                .node("Unsqueeze", "x one -> x3")
                .node("Add", "x3 a -> s")
                .node("Mul", "s k -> t")
                .node("Relu", "t -> r")
                .node("Flatten", "r -> f")
                .node("MatMul", "f v -> y");
        double[] a = {0.5, -1};
        double[] k = {1, 2, -3};
        assertEffects(Onnx.read(graph.bytes()), dosage -> {
            double sum = 0;
            for (int i = 0; i < 6; i++) {
                sum += (i + 1) * relu((dosage + a[i / 3]) * k[i % 3]);
            }
            return sum;
        });
    }

    /** Constants of every kind: weights that a Transpose, a Reshape, a Cast or arithmetic makes. */
    @Test
    void constantsAreFoldedAndConstantNodesRead() {
        TestGraph graph = TestGraph.of(13)
                .floats("w0", new long[] {3, 1}, 3, -4, 1.5)
                .node("Constant", "-> half", number("value_float", 0.5f))
                .node("Mul", "w0 half -> w1")
                .node("Transpose", "w1 -> w")
                .node("Constant", "-> b", numbers("value_floats", -0.5f, 0.25f, 1f))
                .node("Constant", "-> v0", tensor("value", TestGraph.floatTensor("", new long[] {3}, -2, 1, -0.5)))
                .node("Neg", "v0 -> v1")
                .node("Constant", "-> column", integers("value_ints", 3, -1))
                .node("Reshape", "v1 column -> v2")
                .node("Cast", "v2 -> v3", integer("to", 11))
                .node("Cast", "v3 -> v", integer("to", 1))
                .node("Constant", "-> one", integer("value_int", 1))
                .node("Cast", "one -> c0", integer("to", 1))
                .node("Constant", "-> eight", number("value_float", 8))
                .node("Div", "c0 eight -> c1")
                .node("Max", "c1 c1 -> c2")
                .node("Min", "c2 half -> c")
                .node("Gemm", "x w b -> p")
                .node("Relu", "p -> h")
                .node("Gemm", "h v c -> y");
        assertThat(Onnx.read(graph.bytes()))
                .isEqualTo(Network.of(
                        Activation.RELU,
                        new float[] {1.5f, -2, 0.75f},
                        new float[] {-0.5f, 0.25f, 1},
                        new float[] {2, -1, 0.5f},
                        0.125f,
                        Activation.IDENTITY));
    }

    /** Every type of weights, as raw data and as numbers, packed and one by one. */
    @Test
    void typesOfWeights() {
        TensorProto.Builder two =
                TensorProto.newBuilder().setName("w").addDims(1).addDims(2);
        List<TensorProto.Builder> tensors = List.of(
                two.clone().setDataType(1).addFloatData(1.5f).addFloatData(-0.25f),
                two.clone().setDataType(11).addDoubleData(1.5).addDoubleData(-0.25),
                two.clone().setDataType(10).addInt32Data(0x3e00).addInt32Data(0xb400),
                two.clone().setDataType(10).setRawData(bytes(0x00, 0x3e, 0x00, 0xb4)),
                two.clone().setDataType(1).setRawData(bytes(0, 0, 0xc0, 0x3f, 0, 0, 0x80, 0xbe)),
                two.clone()
                        .setDataType(11)
                        .setRawData(bytes(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0xd0, 0xbf)));
        for (TensorProto.Builder tensor : tensors) {
            TestGraph graph = TestGraph.of(13)
                    .tensor(tensor)
                    .floats("v", new long[] {2, 1}, 1, 1)
                    .node("MatMul", "x w -> p")
                    .node("Relu", "p -> h")
                    .node("MatMul", "h v -> y");
            assertThat(((Network) Onnx.read(graph.bytes())).hiddenWeights()).containsExactly(1.5f, -0.25f);
        }
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }

    @Test
    void typesOfTheDosage() {
        for (TensorProto.DataType type :
                List.of(TensorProto.DataType.FLOAT, TensorProto.DataType.DOUBLE, TensorProto.DataType.FLOAT16)) {
            TestGraph graph =
                    TestGraph.bare(13).input(type, "x", "N", "1").output("y").node("Relu", "x -> y");
            assertThat(Onnx.read(graph.bytes()).layers())
                    .containsExactly(new Layer(new float[][] {{1}}, new float[] {0}, Activation.RELU));
        }
    }

    @Test
    void doublesAreRoundedOnceAndTold() {
        TestGraph graph = TestGraph.of(13)
                .tensor(TensorProto.newBuilder()
                        .setName("w")
                        .addDims(1)
                        .addDims(2)
                        .setDataType(11)
                        .addDoubleData(0.1)
                        .addDoubleData(0.5))
                .tensor(TensorProto.newBuilder()
                        .setName("v")
                        .addDims(2)
                        .addDims(1)
                        .setDataType(11)
                        .addDoubleData(0.3)
                        .addDoubleData(0.7))
                .node("MatMul", "x w -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> y");
        List<String> notes = new ArrayList<>();
        Network network = (Network) Onnx.read(graph.bytes(), notes::add);
        assertThat(network.hiddenWeights()).containsExactly(0.1f, 0.5f);
        assertThat(network.outputWeights()).containsExactly(0.3f, 0.7f);
        assertThat(notes)
                .containsExactly(
                        "layer 1: numbers rounded to floats, once: 1", "layer 2: numbers rounded to floats, once: 2");
    }

    /** Once, from double: not after each of the four operators. */
    @Test
    void scalersAreRoundedOnceAndTold() {
        TestGraph graph = TestGraph.of(13)
                .floats("mean", SCALAR, 0.3f)
                .floats("deviation", SCALAR, 0.7f)
                .floats("scale", SCALAR, 1.1f)
                .floats("shift", SCALAR, -0.2f)
                .floats("w", new long[] {1, 2}, 0.9f, -1.3f)
                .floats("b", new long[] {2}, 0.1f, 0.6f)
                .floats("v", new long[] {2, 1}, 0.4f, 1.7f)
                .node("Sub", "x mean -> x1")
                .node("Div", "x1 deviation -> x2")
                .node("Gemm", "x2 w b -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> z")
                .node("Mul", "z scale -> z1")
                .node("Add", "z1 shift -> y");
        List<String> notes = new ArrayList<>();
        Network network = (Network) Onnx.read(graph.bytes(), notes::add);
        for (int h = 0; h < 2; h++) {
            double w = new double[] {0.9f, -1.3f}[h];
            double b = new double[] {0.1f, 0.6f}[h];
            assertThat(network.hiddenWeight(h)).isEqualTo((float) (w / 0.7f));
            assertThat(network.hiddenBias(h)).isEqualTo((float) (b - w * 0.3f / 0.7f));
            assertThat(network.outputWeight(h)).isEqualTo((float) (new double[] {0.4f, 1.7f}[h] * 1.1f));
        }
        assertThat(network.outputBias()).isEqualTo(-0.2f);
        assertThat(notes)
                .containsExactly(
                        "node \"the_Sub\" is a scaler; it is composed into the layers beside it, in double",
                        "node \"the_Div\" is a scaler; it is composed into the layers beside it, in double",
                        "node \"the_Mul\" is a scaler; it is composed into the layers beside it, in double",
                        "layer 1: numbers rounded to floats, once: 4",
                        "layer 2: numbers rounded to floats, once: 2");
    }

    /** x + f(x), twice, the second time over nodes of three layers. */
    @Test
    void residualAdditions() {
        TestGraph graph = TestGraph.of(13)
                .floats("w", new long[] {1, 3}, W)
                .floats("b", new long[] {3}, B)
                .floats("u", new long[] {3, 3}, 0.5, -1, 0.25, 2, 0.5, -0.5, 1, 1, -2)
                .floats("v", new long[] {3, 1}, V)
                .node("Gemm", "x w b -> p1")
                .node("Relu", "p1 -> h1")
                .node("Gemm", "h1 u b -> p2")
                .node("Relu", "p2 -> h2")
                .node("Add", "h2 h1 -> s2")
                .node("Gemm", "s2 u b -> p3")
                .node("Relu", "p3 -> h3")
                .node("Add", "s2 h3 -> s3")
                .node("MatMul", "s3 v -> z")
                .node("Add", "z x -> y");
        double[][] u = {{0.5, -1, 0.25}, {2, 0.5, -0.5}, {1, 1, -2}};
        List<String> notes = new ArrayList<>();
        Model model = Onnx.read(graph.bytes(), notes::add);
        assertEffects(model, dosage -> {
            double[] h1 = new double[3];
            for (int j = 0; j < 3; j++) {
                h1[j] = relu(sum(dosage, j));
            }
            double[] s2 = plus(h1, block(h1, u));
            double[] s3 = plus(s2, block(s2, u));
            return dosage + V[0] * s3[0] + V[1] * s3[1] + V[2] * s3[2];
        });
        assertThat(model.layers()).extracting(Layer::nodes).containsExactly(3 + 2, 3 + 3 + 2, 3 + 3 + 3 + 2, 1);
        assertThat(notes)
                .containsExactly(
                        "layer 1: nodes that carry others to layers above: 2",
                        "layer 2: nodes that carry others to layers above: 5",
                        "layer 3: nodes that carry others to layers above: 8");
    }

    private static double[] block(double[] h, double[][] u) {
        double[] next = new double[3];
        for (int j = 0; j < 3; j++) {
            next[j] = B[j];
            for (int i = 0; i < 3; i++) {
                next[j] += h[i] * u[i][j];
            }
            next[j] = relu(next[j]);
        }
        return next;
    }

    private static double[] plus(double[] a, double[] b) {
        return new double[] {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
    }

    /** The dosage goes past the layers, and its carriers do not bend at dosage 0, nor anywhere else a dosage is. */
    @Test
    void derivativeOfACarriedDosage() {
        TestGraph graph = TestGraph.of(13)
                .floats("k", SCALAR, -5)
                .node("Add", "x k -> p")
                .node("Relu", "p -> h")
                .node("Relu", "h -> i")
                .node("Add", "x i -> y");
        for (Bend bend : Bend.values()) {
            Model model = Onnx.read(graph.bytes()).withBend(bend);
            for (double dosage : new double[] {-1, -1e-20, -0.0, 0, 1e-20, 0.5, 6}) {
                assertThat(PlainForward.slope(model, dosage)).isEqualTo(dosage > 5 ? 2 : 1);
            }
            assertEffects(model, dosage -> dosage + relu(dosage - 5));
        }
    }

    /** The graph that skl2onnx documents for MLPRegressor, built here: not exported by it. */
    @Test
    void graphThatSkl2onnxDocumentsForMlpRegressor() {
        TestGraph graph = TestGraph.bare(15)
                .input(TensorProto.DataType.DOUBLE, "X", "", "1")
                .output("variable")
                .floats("coefficient", new long[] {1, 3}, W)
                .floats("intercepts", new long[] {1, 3}, B)
                .floats("coefficient1", new long[] {3, 1}, V)
                .floats("intercepts1", new long[] {1, 1}, C)
                .longs("shape_tensor", -1, 1)
                .node("Cast", "X -> cast_input", integer("to", 1))
                .node("MatMul", "cast_input coefficient -> mul_result")
                .node("Add", "mul_result intercepts -> add_result")
                .node("Relu", "add_result -> next_activations")
                .node("MatMul", "next_activations coefficient1 -> mul_result1")
                .node("Add", "mul_result1 intercepts1 -> add_result1")
                .node("Reshape", "add_result1 shape_tensor -> variable");
        graph.model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(1));
        List<String> notes = new ArrayList<>();
        assertThat(Onnx.read(graph.bytes(), notes::add))
                .isEqualTo(Network.of(
                        Activation.RELU,
                        new float[] {1.5f, -2, 0.75f},
                        new float[] {-0.5f, 0.25f, 1},
                        new float[] {2, -1, 0.5f},
                        0.125f,
                        Activation.IDENTITY));
        assertThat(notes).isEmpty();
    }

    @Test
    void softplusWithScalersAround() {
        TestGraph graph = TestGraph.of(13)
                .floats("k", SCALAR, 0.5)
                .floats("w", new long[] {1, 3}, W)
                .floats("v", new long[] {3, 1}, V)
                .node("Mul", "x k -> x1")
                .node("MatMul", "x1 w -> p")
                .node("Softplus", "p -> h")
                .node("MatMul", "h v -> z")
                .node("Relu", "z -> y");
        Network network = (Network) Onnx.read(graph.bytes());
        assertThat(network.hidden()).isEqualTo(Activation.SOFTPLUS);
        assertThat(network.output()).isEqualTo(Activation.RELU);
        assertEffects(network, dosage -> {
            double sum = 0;
            for (int j = 0; j < 3; j++) {
                sum += V[j] * Math.log1p(Math.exp(W[j] * dosage / 2));
            }
            return relu(sum);
        });
    }

    /** Initializers may be listed as inputs, too, as they had to be before version 4 of the format. */
    @Test
    void initializersMayBeInputs() {
        TestGraph graph = TestGraph.bare(8)
                .input("w", "1", "2")
                .input("x", "N", "1")
                .input("v", "2", "1")
                .output("y")
                .floats("w", new long[] {1, 2}, 1, -1)
                .floats("v", new long[] {2, 1}, 1, 1)
                .node("MatMul", "x w -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h v -> y");
        graph.model.setIrVersion(3);
        assertEffects(Onnx.read(graph.bytes()), Math::abs);
    }

    @Test
    void attributesThatSayNoTypeAreRead() {
        AttributeProto slope = number("alpha", 0.5f).toBuilder().clearType().build();
        TestGraph graph = TestGraph.of(13).node("LeakyRelu", "x -> y", slope);
        assertEffects(Onnx.read(graph.bytes()), dosage -> dosage < 0 ? dosage / 2 : dosage);
    }
}
