package dev.bentline.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds ONNX models with ONNX's own classes: from an input {@code x} to an output {@code y}. */
final class TestGraph {
    final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(8).setProducerName("test");

    private TestGraph(long opset) {
        model.addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
    }

    /** A graph with an input x of the shape [N, 1] and an output y. */
    static TestGraph of(long opset) {
        return bare(opset).input("x", "N", "1").output("y");
    }

    /** A graph of opset 13 with neither input nor output. */
    static TestGraph bare(long opset) {
        return new TestGraph(opset);
    }

    TestGraph input(String name, String... shape) {
        return input(TensorProto.DataType.FLOAT, name, shape);
    }

    TestGraph input(TensorProto.DataType type, String name, String... shape) {
        graph.addInput(value(type, name, shape));
        return this;
    }

    TestGraph output(String name) {
        graph.addOutput(value(TensorProto.DataType.FLOAT, name, "N", "1"));
        return this;
    }

    private static ValueInfoProto value(TensorProto.DataType type, String name, String... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (String length : shape) {
            TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
            if (length.matches("[0-9]+")) {
                axis.setDimValue(Long.parseLong(length));
            } else if (!length.isEmpty()) {
                axis.setDimParam(length);
            }
            dims.addDim(axis);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dims)))
                .build();
    }

    TestGraph floats(String name, long[] dims, double... values) {
        graph.addInitializer(floatTensor(name, dims, values));
        return this;
    }

    TestGraph longs(String name, long... values) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .addDims(values.length)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addAllInt64Data(Arrays.stream(values).boxed().toList()));
        return this;
    }

    TestGraph tensor(TensorProto.Builder tensor) {
        graph.addInitializer(tensor);
        return this;
    }

    static TensorProto floatTensor(String name, long[] dims, double... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            raw.putFloat((float) value);
        }
        return TensorProto.newBuilder()
                .setName(name)
                .addAllDims(Arrays.stream(dims).boxed().toList())
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(raw.array()))
                .build();
    }

    /** @param names of the inputs, separated by spaces, a dash for one left out; then {@code ->}, then those of the outputs */
    TestGraph node(String operator, String names, AttributeProto... attributes) {
        return node(operator, names, node -> node, attributes);
    }

    TestGraph node(
            String operator, String names, UnaryOperator<NodeProto.Builder> changed, AttributeProto... attributes) {
        String[] sides = names.split(" ?-> ?", 2);
        graph.addNode(changed.apply(NodeProto.newBuilder()
                .setOpType(operator)
                .setName("the_" + operator)
                .addAllInput(list(sides[0]))
                .addAllOutput(list(sides[1]))
                .addAllAttribute(List.of(attributes))));
        return this;
    }

    private static List<String> list(String names) {
        List<String> list = new ArrayList<>();
        for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
            list.add(name.equals("-") ? "" : name);
        }
        return list;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, long... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(Arrays.stream(values).boxed().toList())
                .build();
    }

    static AttributeProto number(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    static AttributeProto numbers(String name, Float... values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOATS)
                .addAllFloats(List.of(values))
                .build();
    }

    static AttributeProto tensor(String name, TensorProto value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.TENSOR)
                .setT(value)
                .build();
    }

    byte[] bytes() {
        return model.clone().setGraph(graph).build().toByteArray();
    }
}
