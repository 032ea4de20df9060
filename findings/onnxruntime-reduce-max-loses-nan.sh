#!/usr/bin/env bash
# One would guess: the greatest of some numbers, one of them NaN, is NaN, as Max of two tensors has it, or else NaN never counts.
#
# What happens: ReduceMax and ReduceMin return NaN where NaN stands first. Anywhere else they return a number, and not even the
# right one of those left: of 1, NaN, 2 and 3 the greatest is said to be 2, for NaN takes a neighbour with it where two lanes are
# compared. So the largest effect of a batch, one of whose dosages is missing, depends on which row that is, and a check "is the
# maximum NaN" passes a broken batch.
#
# Package: com.microsoft.onnxruntime onnxruntime 1.29.0 (CPU), ReduceMax and ReduceMin of opset 17, on x86-64. The model is written
#   with org.tribuo tribuo-util-onnx 4.3.2, which has ONNX's protocol buffers.
#
# Output seen:
#   ReduceMax of [NaN, 1.0, 2.0, 3.0] is NaN
#   ReduceMax of [1.0, NaN, 2.0, 3.0] is 2.0
#   ReduceMax of [1.0, 2.0, 3.0, NaN] is 3.0
#   ReduceMin of [NaN, 1.0, 2.0, 3.0] is NaN
#   ReduceMin of [1.0, NaN, 2.0, 3.0] is 1.0
#   ReduceMin of [1.0, 2.0, 3.0, NaN] is 1.0
#
# Fails where NaN's place makes no difference any more.
set -euo pipefail
java=${JAVA_HOME:-/usr}/bin/java
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>none</groupId>
  <artifactId>none</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
    <dependency><groupId>org.tribuo</groupId><artifactId>tribuo-util-onnx</artifactId><version>4.3.2</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }
cat >Greatest.java <<'JAVA'
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

class Greatest {
    static ValueInfoProto floats(String name) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static float reduce(String operation, float... p) throws Exception {
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName(operation)
                        .addInput(floats("x"))
                        .addOutput(floats("y"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType(operation)
                                .addInput("x")
                                .addOutput("y")))
                .build()
                .toByteArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(p), new long[] {p.length});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            float y = ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
            System.out.println(operation + " of " + Arrays.toString(p) + " is " + y);
            return y;
        }
    }

    public static void main(String[] arguments) throws Exception {
        boolean changes = false;
        for (String operation : new String[] {"ReduceMax", "ReduceMin"}) {
            float first = reduce(operation, Float.NaN, 1, 2, 3);
            float second = reduce(operation, 1, Float.NaN, 2, 3);
            float last = reduce(operation, 1, 2, 3, Float.NaN);
            changes |= Float.isNaN(first) != Float.isNaN(second) || Float.isNaN(first) != Float.isNaN(last);
        }
        System.exit(changes ? 0 : 1);
    }
}
JAVA
ORT_DISABLE_TELEMETRY=1 "$java" --enable-native-access=ALL-UNNAMED -cp 'lib/*' Greatest.java 2>java.log || { tail -20 java.log >&2; exit 1; }
