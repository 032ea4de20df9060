package dev.bentline.onnx;

import static dev.bentline.onnx.TestGraph.integer;
import static dev.bentline.onnx.TestGraph.integers;
import static dev.bentline.onnx.TestGraph.number;
import static dev.bentline.onnx.TestGraph.numbers;
import static dev.bentline.onnx.TestGraph.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no networks are refused in one line that names the node, its operator, and what would be right. */
class OnnxRefusalTest {
    private static final long[] SCALAR = {};

    private static TestGraph graph() {
        return TestGraph.of(13)
                .floats("k", SCALAR, 0.5)
                .floats("k2", new long[] {2}, 0.5, 1)
                .floats("w", new long[] {1, 3}, 1, 2, 3)
                .floats("nan", new long[] {1, 1}, Double.NaN)
                .floats("huge", SCALAR, 3e38)
                .longs("i", 1, 1)
                .longs("nothing");
    }

    private static Arguments refused(String name, TestGraph graph, String message) {
        return Arguments.of(name, graph.bytes(), message);
    }

    static List<Arguments> refusals() {
        List<Arguments> all = new ArrayList<>();
        all.add(refused(
                "no node",
                graph(),
                "the output \"y\" has 0 columns that depend on the dosage; a network has one, the effect"));
        all.add(refused(
                "constant output",
                graph().node("Identity", "k -> y"),
                "the output \"y\" has 0 columns that depend on the dosage; a network has one, the effect"));
        all.add(refused(
                "initializer as output",
                TestGraph.bare(13).input("x", "N", "1").output("k").floats("k", SCALAR, 1),
                "the output \"k\" has 0 columns that depend on the dosage; a network has one, the effect"));
        all.add(refused(
                "wide output",
                graph().node("MatMul", "x w -> y"),
                "the output \"y\" has 3 columns that depend on the dosage; a network has one, the effect"));
        all.add(refused(
                "two outputs",
                graph().output("z").node("Relu", "x -> y").node("Relu", "x -> z"),
                "the graph has 2 outputs, [y, z]; a network has one, the effect"));
        all.add(refused(
                "two inputs",
                graph().input("z", "N", "1").node("Relu", "x -> y"),
                "the graph has 2 inputs, [x, z]; a network has one, the dosage"));
        all.add(refused(
                "five inputs",
                graph().input("a").input("b").input("c").input("d").node("Relu", "x -> y"),
                "the graph has 5 inputs, [x, a, b, c, d]; a network has one, the dosage"));
        all.add(refused(
                "no input",
                TestGraph.bare(13).output("y").floats("x", SCALAR, 1).node("Relu", "x -> y"),
                "the graph has 0 inputs, []; a network has one, the dosage"));
        String dosage = "; the dosage's may be FLOAT (1), FLOAT16 (10) or DOUBLE (11), and [N, 1], [N] or [1]";
        for (String[] shape : new String[][] {{"N", "2"}, {"1", "N"}, {"N", "1", "1"}, {}}) {
            all.add(refused(
                    "input of " + String.join(",", shape),
                    TestGraph.bare(13).input("x", shape).output("y").node("Relu", "x -> y"),
                    "the input \"x\" has elements of type 1 and the shape [" + String.join(", ", shape) + "]"
                            + dosage));
        }
        all.add(refused(
                "input of integers",
                TestGraph.bare(13)
                        .input(TensorProto.DataType.INT64, "x", "N", "1")
                        .output("y"),
                "the input \"x\" has elements of type 7 and the shape [N, 1]; the dosage's may be FLOAT (1),"
                        + " FLOAT16 (10) or DOUBLE (11), and [N, 1], [N] or [1]"));
        all.add(refused(
                "input of texts",
                TestGraph.bare(13)
                        .input(TensorProto.DataType.STRING, "x", "N", "1")
                        .output("y"),
                "the input \"x\" has elements of type 8 and the shape [N, 1]; the dosage's may be FLOAT (1),"
                        + " FLOAT16 (10) or DOUBLE (11), and [N, 1], [N] or [1]"));
        all.add(refused(
                "nodes out of order",
                graph().node("Relu", "h -> y").node("Relu", "x -> h"),
                "node \"the_Relu\" is a Relu of \"h\", which no node before it makes; nodes have to stand in order"));
        all.add(refused(
                "missing tensor",
                graph().node("Gemm", "x v -> y"),
                "node \"the_Gemm\" is a Gemm of \"v\", which no node before it makes; nodes have to stand in order"));
        all.add(refused(
                "missing input", graph().node("Add", "x -> y"), "node \"the_Add\" is an Add without its input 2"));
        all.add(refused(
                "left out input", graph().node("Add", "- x -> y"), "node \"the_Add\" is an Add without its input 1"));
        all.add(refused(
                "no output",
                graph().node("Relu", "x -> "),
                "the output \"y\" has 0 columns that depend on the dosage; a network has one, the effect"));
        all.add(refused(
                "tensor made twice",
                graph().node("Relu", "x -> y").node("Relu", "x -> y"),
                "node \"the_Relu\" is a Relu whose output \"y\" is there already"));
        all.add(refused(
                "initializer made",
                graph().node("Relu", "x -> k"),
                "node \"the_Relu\" is a Relu whose output \"k\" is there already"));
        all.add(refused(
                "input made",
                graph().node("Relu", "x -> x"),
                "node \"the_Relu\" is a Relu whose output \"x\" is there already"));
        all.add(refused(
                "mask of Dropout",
                graph().node("Dropout", "x -> h m").node("Add", "h m -> y"),
                "node \"the_Dropout\" is a Dropout whose output \"m\" is read; only its first may be"));
        all.add(refused(
                "Dropout in training",
                graph().tensor(TensorProto.newBuilder()
                                .setName("t")
                                .setDataType(9)
                                .addInt32Data(1))
                        .node("Dropout", "x k t -> y"),
                "node \"the_Dropout\" is a Dropout in training mode; a network is for inference"));
        all.add(refused(
                "unknown attribute",
                graph().node("Relu", "x -> y", integer("axis", 1)),
                "node \"the_Relu\" is a Relu with the attribute \"axis\", which it may not have in opset 13"));
        all.add(refused(
                "attribute of another opset",
                graph().node("Squeeze", "x -> y", integers("axes", 1)),
                "node \"the_Squeeze\" is a Squeeze with the attribute \"axes\", which it may not have in opset 13"));
        all.add(refused(
                "attribute of another type",
                graph().node("LeakyRelu", "x -> y", integer("alpha", 1)),
                "node \"the_LeakyRelu\" is a LeakyRelu whose alpha is of type 2; it has to be 1"));
        all.add(refused(
                "attribute that is not finite",
                graph().node("LeakyRelu", "x -> y", number("alpha", Float.NaN)),
                "the output needs the number NaN, which overflows a float"));
        all.add(refused(
                "square",
                graph().node("Mul", "x x -> y"),
                "node \"the_Mul\" is a Mul of \"x\", which depends on the dosage; it needs a constant there"));
        all.add(refused(
                "reciprocal",
                graph().node("Div", "k x -> y"),
                "node \"the_Div\" is a Div of \"x\", which depends on the dosage; it needs a constant there"));
        all.add(refused(
                "division by 0",
                graph().floats("zero", SCALAR, 0).node("Div", "x zero -> y"),
                "the output needs the number Infinity, which overflows a float"));
        all.add(refused(
                "product of values",
                graph().node("MatMul", "x x -> y"),
                "node \"the_MatMul\" is a MatMul of \"x\", which depends on the dosage; it needs a constant"
                        + " there"));
        all.add(refused(
                "Relu of a constant",
                graph().node("Relu", "k -> y"),
                "node \"the_Relu\" is a Relu of \"k\", a constant; it needs what depends on the dosage"));
        all.add(refused(
                "weight that is not finite",
                graph().node("MatMul", "x nan -> y"),
                "node \"the_MatMul\" is a MatMul of \"nan\", whose element 0 is NaN; it has to be finite"));
        all.add(refused(
                "integers as weights",
                graph().node("Add", "x i -> y"),
                "node \"the_Add\" is an Add of \"i\", integers; it needs floats"));
        all.add(refused(
                "floats as a shape",
                graph().node("Reshape", "x k -> y"),
                "node \"the_Reshape\" is a Reshape of \"k\", which is no list of up to 16 integers"));
        all.add(refused(
                "weights without elements",
                graph().floats("none", new long[] {1, 0}).node("MatMul", "x none -> y"),
                "node \"the_MatMul\" is a MatMul of \"none\", which has no element"));
        all.add(refused(
                "overflow in a scaler",
                graph().node("Mul", "x huge -> h").node("Mul", "h huge -> y"),
                "the output needs the number " + (double) 3e38f * 3e38f + ", which overflows a float"));
        all.add(refused(
                "overflow of a double",
                graph().tensor(TensorProto.newBuilder()
                                .setName("d")
                                .addDims(1)
                                .addDims(1)
                                .setDataType(11)
                                .addDoubleData(-1e300))
                        .node("MatMul", "x d -> h")
                        .node("Relu", "h -> y"),
                "node \"the_Relu\" needs the number -1.0E300, which overflows a float"));
        all.add(refused(
                "product of wrong shapes",
                graph().node("MatMul", "x w -> h").node("MatMul", "h w -> y"),
                "node \"the_MatMul\" is a MatMul of the shapes [N, 3] and [1, 3], which do not go together"));
        all.add(refused(
                "Gemm of wrong shapes",
                graph().node("Gemm", "x w -> y", integer("transB", 1)),
                "node \"the_Gemm\" is a Gemm of the shapes [N, 1] and [1, 3], which do not go together"));
        all.add(refused(
                "Gemm with a vector",
                graph().node("Gemm", "x k2 -> y"),
                "node \"the_Gemm\" is a Gemm of the shapes [N, 1] and [2], which do not go together"));
        all.add(refused(
                "Gemm with wide biases",
                graph().floats("one", new long[] {1, 1}, 1).node("Gemm", "x one w -> y"),
                "node \"the_Gemm\" is a Gemm of the shapes [N, 1] and [1, 3], which do not go together"));
        all.add(refused(
                "sum of wrong shapes",
                graph().node("MatMul", "x w -> h").node("Add", "h k2 -> y"),
                "node \"the_Add\" is an Add of the shapes [N, 3] and [2], which do not go together"));
        all.add(refused(
                "numbers for every dosage",
                graph().floats("five", new long[] {5, 1}, 1, 2, 3, 4, 5).node("Add", "x five -> y"),
                "node \"the_Add\" is an Add of the shapes [N, 1] and [5, 1], which do not go together"));
        all.add(refused(
                "every dosage with every other",
                graph().node("Transpose", "x -> t").node("Add", "x t -> y"),
                "node \"the_Add\" is an Add of the shapes [N, 1] and [1, N], which do not go together"));
        all.add(refused(
                "product along the batch",
                graph().node("Transpose", "x -> t").node("MatMul", "t w -> y"),
                "node \"the_MatMul\" is a MatMul of the shapes [1, N] and [1, 3], which do not go together"));
        all.add(refused(
                "Gemm of three axes",
                graph().node("Unsqueeze", "x one -> h").longs("one", 1).node("Gemm", "h w -> y"),
                "node \"the_Gemm\" is a Gemm of the shapes [N, 1, 1] and [1, 3], which do not go together"));
        all.add(refused(
                "Clip out of order",
                graph().node("Clip", "x k low -> y").floats("low", SCALAR, 0),
                "node \"the_Clip\" is a Clip from 0.5 to 0.0; the limits have to be in order"));
        all.add(refused(
                "Clip to NaN",
                graph().node("Clip", "x nan -> y"),
                "node \"the_Clip\" is a Clip from NaN to 3.4028234663852886E38; the limits have to be in order"));
        all.add(refused(
                "Clip by column",
                graph().node("Clip", "x k2 -> y"),
                "node \"the_Clip\" is a Clip with numbers of the shape [2]; each has to be one number"));
        all.add(refused(
                "slopes of a wider shape",
                graph().node("PRelu", "x k2 -> y"),
                "node \"the_PRelu\" is a PRelu of the shapes [N, 1] and [2], which do not go together"));
        all.add(refused(
                "Cast to integers",
                graph().node("Cast", "x -> y", integer("to", 7)),
                "node \"the_Cast\" is a Cast of what depends on the dosage to integers; it may be to FLOAT,"
                        + " FLOAT16 or DOUBLE"));
        all.add(refused(
                "Reshape that mixes dosages",
                graph().node("MatMul", "x w -> h").longs("flat", -1, 1).node("Reshape", "h flat -> y"),
                "node \"the_Reshape\" is a Reshape of [N, 3] to [N, 1]; it has to keep the columns of every"
                        + " dosage together"));
        all.add(refused(
                "Reshape of the batch to a number",
                graph().node("Reshape", "x i -> y"),
                "node \"the_Reshape\" is a Reshape of [N, 1] to [1, 1]; it has to keep the columns of every"
                        + " dosage together"));
        all.add(refused(
                "Reshape that moves the batch",
                graph().node("MatMul", "x w -> h").longs("other", 3, -1).node("Reshape", "h other -> y"),
                "node \"the_Reshape\" is a Reshape of [N, 3] to [3, N]; it has to keep the columns of every"
                        + " dosage together"));
        all.add(refused(
                "Flatten that mixes dosages",
                graph().node("MatMul", "x w -> h").node("Flatten", "h -> y", integer("axis", 2)),
                "node \"the_Flatten\" is a Flatten of [N, 3] to [0, 1]; it has to keep the columns of every"
                        + " dosage together"));
        all.add(refused(
                "Squeeze of the batch",
                graph().longs("zero", 0).node("Squeeze", "x zero -> y"),
                "node \"the_Squeeze\" is a Squeeze of [N, 1] to [1]; it has to keep the columns of every dosage"
                        + " together"));
        all.add(refused(
                "axis that is not there",
                graph().longs("five", 5).node("Unsqueeze", "x five -> y"),
                "node \"the_Unsqueeze\" is an Unsqueeze along the axis 5 where there are 3"));
        all.add(refused(
                "axis twice",
                graph().node("Unsqueeze", "x i -> y"),
                "node \"the_Unsqueeze\" is an Unsqueeze of [N, 1] to [N, 1, 1, 0]; it has to keep the columns"
                        + " of every dosage together"));
        all.add(refused(
                "Transpose that is none",
                graph().node("Transpose", "x -> y", integers("perm", 0, 0)),
                "node \"the_Transpose\" is a Transpose of 2 axes to what is no order of them"));
        all.add(refused(
                "Constant of a text",
                graph().node(
                                "Constant",
                                "-> y",
                                AttributeProto.newBuilder()
                                        .setName("value_string")
                                        .setType(AttributeProto.AttributeType.STRING)
                                        .build()),
                "node \"the_Constant\" is a Constant without a value, or value_float, value_int, value_floats,"
                        + " value_ints"));
        all.add(refused(
                "weights of texts",
                graph().node(
                                "Constant",
                                "-> t",
                                tensor(
                                        "value",
                                        TensorProto.newBuilder().setDataType(8).build()))
                        .node("Add", "x t -> y"),
                "the tensor \"\" has elements of type 8; they may be FLOAT (1), FLOAT16 (10) or DOUBLE (11),"
                        + " and INT32 (6), INT64 (7) or BOOL (9) in shapes"));
        all.add(refused(
                "Softplus above a layer",
                graph().node("Relu", "x -> h").node("Softplus", "h -> y"),
                "layer 2 of 3 is SOFTPLUS; a network of several layers may be RELU or IDENTITY, and only the"
                        + " one hidden layer of a Network may be SOFTPLUS"));
        all.add(refused(
                "Softplus below a layer",
                graph().node("Softplus", "x -> h").node("Relu", "h -> r").node("Neg", "r -> y"),
                "layer 1 of 3 is SOFTPLUS; a network of several layers may be RELU or IDENTITY, and only the"
                        + " one hidden layer of a Network may be SOFTPLUS"));
        all.add(refused(
                "Softplus beside Relu",
                graph().node("Softplus", "x -> h").node("Relu", "x -> r").node("Add", "h r -> y"),
                "node \"the_Relu\" is needed beside a layer of another kind; Softplus may be all of the only"
                        + " hidden layer, without a way round it"));
        all.add(refused(
                "way round Softplus",
                graph().node("Softplus", "x -> h").node("Add", "h x -> y"),
                "the dosage is needed beside a layer of another kind; Softplus may be all of the only hidden"
                        + " layer, without a way round it"));
        String notSoftplus =
                "node \"the_Where\" is a Where that is not PyTorch's softplus, p > threshold ? p : softplus(p)"
                        + " with a threshold of at least 15.0";
        all.add(refused(
                "Where that is a step", graph().node("Greater", "x k -> g").node("Where", "g x x -> y"), notSoftplus));
        all.add(refused(
                "softplus with a low threshold",
                graph().floats("ten", SCALAR, 10)
                        .node("Softplus", "x -> s")
                        .node("Greater", "x ten -> g")
                        .node("Where", "g x s -> y"),
                notSoftplus));
        all.add(refused(
                "softplus of something else",
                graph().floats("twenty", SCALAR, 20)
                        .node("Neg", "x -> n")
                        .node("Softplus", "n -> s")
                        .node("Greater", "x twenty -> g")
                        .node("Where", "g x s -> y"),
                notSoftplus));
        all.add(refused(
                "softplus the other way round",
                graph().floats("twenty", SCALAR, 20)
                        .node("Softplus", "x -> s")
                        .node("Greater", "x twenty -> g")
                        .node("Where", "g s x -> y"),
                notSoftplus));
        all.add(refused(
                "Where of numbers",
                graph().node("Where", "k x x -> y"),
                "node \"the_Where\" is a Where that is not PyTorch's softplus, p > threshold ? p : softplus(p)"
                        + " with a threshold of at least 15.0"));
        all.add(refused(
                "sum of truth values",
                graph().node("Greater", "x k -> g").node("Add", "g x -> y"),
                "node \"the_Add\" is an Add of \"g\", truth values; it needs numbers"));
        all.add(refused(
                "Greater than two numbers",
                graph().node("Greater", "x k2 -> y"),
                "node \"the_Greater\" is a Greater with numbers of the shape [2]; each has to be one number"));
        all.add(refused(
                "Scaler without numbers",
                graph().node("Scaler", "x -> y", n -> n.setDomain("ai.onnx.ml"), numbers("offset", 1f)),
                "node \"the_Scaler\" is a Scaler without an offset or a scale"));
        all.add(refused(
                "tensor with too many axes",
                graph().floats("axes", new long[17]).node("Add", "x axes -> y"),
                "the tensor \"axes\" has the shape [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], too"
                        + " large a one"));
        all.add(refused(
                "tensor of a negative length",
                graph().floats("axes", new long[] {-1}).node("Add", "x axes -> y"),
                "node \"the_Add\" is an Add of \"axes\", which has no element"));
        all.add(refused(
                "tensor with too few bytes",
                graph().floats("few", new long[] {3, 1000}, 1, 2, 3).node("Add", "x few -> y"),
                "the tensor \"few\" has 12 bytes; its shape [3, 1000] needs 12000"));
        all.add(refused(
                "tensor with too few numbers",
                graph().tensor(TensorProto.newBuilder()
                                .setName("few")
                                .addDims(3)
                                .setDataType(1)
                                .addFloatData(1))
                        .node("Add", "x few -> y"),
                "the tensor \"few\" has 1 elements; its shape [3] needs 3"));
        all.add(refused(
                "tensor with far too few numbers",
                graph().tensor(TensorProto.newBuilder()
                                .setName("few")
                                .addDims(1L << 30)
                                .addDims(1L << 30)
                                .setDataType(1))
                        .node("Add", "x few -> y"),
                "the tensor \"few\" has the shape [1073741824, 1073741824], too large a one"));
        all.add(refused(
                "tensor with too many numbers",
                graph().tensor(TensorProto.newBuilder()
                                .setName("many")
                                .setDataType(1)
                                .addFloatData(1)
                                .addFloatData(1))
                        .node("Add", "x many -> y"),
                "the tensor \"many\" has 2 elements; its shape [] needs 1"));
        TestGraph sparse = graph().node("Relu", "x -> y");
        sparse.graph.addSparseInitializer(SparseTensorProto.newBuilder());
        all.add(refused("sparse", sparse, "the graph has sparse initializers; a network's have to be dense"));
        TestGraph function = graph().node("Relu", "x -> y");
        function.model.addFunctions(FunctionProto.newBuilder().setName("Swish"));
        all.add(refused(
                "function", function, "the model defines the function \"Swish\"; a network has operators only"));
        TestGraph old = graph().node("Relu", "x -> y");
        old.model.setIrVersion(2);
        all.add(
                refused(
                        "old format",
                        old,
                        "the file has IR version 2 and opset 13 of the default domain; a network may have IR version 3 and later, and opset 7 to 25"));
        for (long opset : new long[] {1, 6, 26}) {
            all.add(refused(
                    "opset " + opset,
                    TestGraph.of(opset).node("Relu", "x -> y"),
                    "the file has IR version 8 and opset " + opset
                            + " of the default domain; a network may have IR version 3 and later, and opset 7 to 25"));
        }
        TestGraph noOpset = graph().node("Relu", "x -> y");
        noOpset.model.setOpsetImport(
                0, OperatorSetIdProto.newBuilder().setDomain("other").setVersion(13));
        all.add(
                refused(
                        "no opset",
                        noOpset,
                        "the file has IR version 8 and opset 0 of the default domain; a network may have IR version 3 and later, and opset 7 to 25"));
        all.add(refused(
                "metadata's bend",
                metadata("bend", "2"),
                "the metadata's bend and dosages are \"2\" and \"\"; they may be 0 or 1, and two finite floats"
                        + " in order"));
        for (String dosages : List.of("1", "1 ", "a b", "2 1", "0 NaN", "0 1 2", "0 Infinity")) {
            all.add(refused(
                    "metadata's dosages " + dosages,
                    metadata("dosages", dosages),
                    "the metadata's bend and dosages are \"0\" and \"" + dosages
                            + "\"; they may be 0 or 1, and two finite floats in order"));
        }
        return all;
    }

    private static TestGraph metadata(String key, String value) {
        TestGraph graph = graph().node("Relu", "x -> y");
        graph.model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey("bentline." + key).setValue(value));
        return graph;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusalIsOneLine(String name, byte[] file, String message) {
        assertThatThrownBy(() -> Onnx.read(file))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sigmoid", "Tanh", "Conv", "Pow", "Exp", "If", "Loop", "QuantizeLinear", "LSTM", "Softmax"})
    void otherOperatorsAreRefusedByName(String operator) {
        String article = operator.startsWith("E") || operator.startsWith("I") ? "an " : "a ";
        assertThatThrownBy(() -> Onnx.read(graph().node(operator, "x -> y").bytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("node \"the_" + operator + "\" is " + article + operator
                        + "; a network may have Gemm, MatMul, ")
                .hasMessageEndingWith(" Transpose, Constant, and Scaler of ai.onnx.ml");
    }

    @Test
    void otherDomainsAreRefusedByName() {
        assertThatThrownBy(() ->
                        Onnx.read(graph().node("TreeEnsembleRegressor", "x -> y", node -> node.setDomain("ai.onnx.ml"))
                                .bytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("node \"the_TreeEnsembleRegressor\" is a TreeEnsembleRegressor; a network may"
                        + " have Gemm, ");
        assertThatThrownBy(() -> Onnx.read(graph().node("Relu", "x -> y", node -> node.setDomain("my.own"))
                        .bytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("node \"the_Relu\" is a Relu of \"my.own\"; a network may have Gemm, ");
        assertThat(Onnx.read(graph().node("Relu", "x -> y", node -> node.setDomain("ai.onnx"))
                                .bytes())
                        .layers())
                .hasSize(1);
    }

    @Test
    void nodesWithoutANameHaveANumber() {
        assertThatThrownBy(() -> Onnx.read(graph().node("Relu", "x -> h")
                        .node("Sin", "h -> y", node -> node.clearName())
                        .bytes()))
                .hasMessageStartingWith("node 1 is a Sin; ");
    }

    /** A name cannot break a message's line, nor fill a screen. */
    @Test
    void namesAreShownOnOneShortLine() {
        assertThatThrownBy(() ->
                        Onnx.read(graph().node("A\nB", "x -> y", node -> node.setName("a\nb\u0007" + "c".repeat(100)))
                                .bytes()))
                .hasMessageStartingWith("node \"a?b?" + "c".repeat(56) + "...\" is an A?B; a network may have ");
    }

    /** A small file may describe more numbers than a machine has room for. */
    @Test
    void smallFilesThatMeanTooMuchAreRefused() {
        TestGraph wide = TestGraph.of(13)
                .floats("row", new long[] {1, 3000}, new double[3000])
                .floats("column", new long[] {3000, 1}, new double[3000])
                .node("MatMul", "x row -> p")
                .node("Relu", "p -> h")
                .node("MatMul", "h column -> q")
                .node("Add", "q x -> r")
                .node("MatMul", "r row -> s")
                .node("Relu", "s -> t")
                .node("MatMul", "t column -> u")
                .node("Add", "u u -> y");
        assertThatThrownBy(() -> Onnx.read(wide.bytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the graph makes more numbers than a file of its size may");
        TestGraph table = TestGraph.of(13)
                .floats("row", new long[] {1, 30000}, new double[30000])
                .floats("column", new long[] {30000, 1, 1}, new double[30000])
                .node("Add", "row column -> t")
                .node("Add", "x t -> y");
        assertThatThrownBy(() -> Onnx.read(table.bytes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the graph makes more numbers than a file of its size may");
    }
}
