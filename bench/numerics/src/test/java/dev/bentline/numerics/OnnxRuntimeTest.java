package dev.bentline.numerics;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

class OnnxRuntimeTest extends LibraryTest {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

    /** A model of one operation. */
    private static Elementwise value(String operation, String... inputs) {
        GraphProto graph = GraphProto.newBuilder()
                .setName(operation)
                .addInput(floats("x"))
                .addOutput(floats("y"))
                .addInitializer(
                        TensorProto.newBuilder().setName("0").setDataType(FLOAT).addFloatData(0))
                .addNode(NodeProto.newBuilder()
                        .setOpType(operation)
                        .addAllInput(List.of(inputs))
                        .addOutput("y"))
                .build();
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(graph)
                .build()
                .toByteArray();
        return p -> {
            try (OrtSession session = ENVIRONMENT.createSession(model);
                    OnnxTensor x = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(p), new long[] {p.length});
                    OrtSession.Result result = session.run(Map.of("x", x))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static ValueInfoProto floats(String name) {
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT)))
                .build();
    }

    @Override
    String library() {
        return "ONNX Runtime " + ENVIRONMENT.getVersion();
    }

    @Override
    List<Relu> relus() {
        return List.of(
                Relu.withoutSlope("`Relu(x)`", value("Relu", "x")),
                Relu.withoutSlope("`Max(x, 0)`", value("Max", "x", "0")));
    }

    @Override
    List<Curve> curves() {
        return List.of(
                new Curve(Exact.SOFTPLUS, "`Softplus`", value("Softplus", "x")),
                new Curve(Exact.SIGMOID, "`Sigmoid`", value("Sigmoid", "x")));
    }
}
