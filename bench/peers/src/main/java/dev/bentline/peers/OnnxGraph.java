package dev.bentline.peers;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** Builds a model of ONNX, operation by operation; every tensor is of floats, and of one row for every node. */
final class OnnxGraph {
    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    private int names;

    /** A row with one float for every dosage, from the caller. */
    String input(String name) {
        graph.addInput(row(name));
        return name;
    }

    void output(String name, String value) {
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(value).addOutput(name));
        graph.addOutput(ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber()))));
    }

    String constant(float[] values, long... shape) {
        String name = name();
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    String apply(String operation, String... inputs) {
        return apply(NodeProto.newBuilder().setOpType(operation), inputs);
    }

    /** 1 where a value is positive, else 0. */
    String positive(String value) {
        String is = apply("Greater", value, constant(new float[] {0}));
        return apply(
                NodeProto.newBuilder()
                        .setOpType("Cast")
                        .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber())),
                is);
    }

    /** a b + c, where b is transposed or not. */
    String gemm(String a, String b, boolean transposed, String... c) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType("Gemm").addAttribute(integer("transB", transposed ? 1 : 0));
        return apply(
                node,
                java.util.stream.Stream.concat(List.of(a, b).stream(), java.util.Arrays.stream(c))
                        .toArray(String[]::new));
    }

    /** Rows one below the other. */
    String stack(String... rows) {
        return apply(NodeProto.newBuilder().setOpType("Concat").addAttribute(integer("axis", 0)), rows);
    }

    private String apply(NodeProto.Builder node, String... inputs) {
        String name = name();
        graph.addNode(node.addAllInput(List.of(inputs)).addOutput(name));
        return name;
    }

    private String name() {
        return "t" + names++;
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static ValueInfoProto row(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("dosages"))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }

    byte[] model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
