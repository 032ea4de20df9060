#!/usr/bin/env bash
# One would guess: a sigmoid in float is off by a few units of the last place, and rises where it should.
#
# What happens: it is computed as 1/2 plus a rational function, so that far below 0 two halves cancel: what is left is a multiple of
# 2^-25 with the rounding errors of numbers near 1/2. From -20 to -1 a fifth of all neighbouring floats have sigmoids that fall where
# they should rise; from -15.8 on some are exactly 0, from -18 on all; sigmoid(-17.69128) is 7 times too large. The logarithm of such
# a probability is minus infinity, which the nearest floats are far from: they stay positive down to -103.97.
#
# Package: com.microsoft.onnxruntime onnxruntime 1.29.0 (CPU), the operator Sigmoid of opset 17, on x86-64. The model is written with
#   org.tribuo tribuo-util-onnx 4.3.2, which has ONNX's protocol buffers.
#
# Output seen:
#   sigmoid(-15.0) = 3.5762787E-7, true is 3.059022269256247E-7
#   sigmoid(-16.0) = 5.9604645E-8, true is 1.12535162055095E-7
#   sigmoid(-17.69128) = 1.4901161E-7, true is 2.0738366756467828E-8
#   sigmoid(-18.0) = 0.0, true is 1.522997951276035E-8
#   sigmoid(-50.0) = 0.0, true is 1.9287498479639178E-22
#   7436953 of 35651583 floats from -20 to -1 have a smaller one than the float before
#
# Fails where none falls, or the one of -18 is positive.
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
cat >Sigmoid.java <<'JAVA'
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
import java.util.Map;

class Sigmoid {
    static ValueInfoProto floats(String name) {
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        byte[] model = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName("sigmoid")
                        .addInput(floats("x"))
                        .addOutput(floats("y"))
                        .addNode(NodeProto.newBuilder()
                                .setOpType("Sigmoid")
                                .addInput("x")
                                .addOutput("y")))
                .build()
                .toByteArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model)) {
            float[] some = {-15, -16, -17.69128f, -18, -50};
            float[] y = sigmoid(environment, session, some);
            for (int i = 0; i < some.length; i++) {
                double e = Math.exp(some[i]);
                System.out.println("sigmoid(" + some[i] + ") = " + y[i] + ", true is " + e / (1 + e));
            }
            int twenty = Float.floatToRawIntBits(20f);
            float[] p = new float[twenty - Float.floatToRawIntBits(1f)];
            for (int i = 0; i < p.length; i++) {
                p[i] = -Float.intBitsToFloat(twenty - i);
            }
            float[] rising = sigmoid(environment, session, p);
            int falls = 0;
            for (int i = 1; i < p.length; i++) {
                falls += rising[i] < rising[i - 1] ? 1 : 0;
            }
            System.out.println(falls + " of " + (p.length - 1) + " floats from -20 to -1 have a smaller one than the float before");
            System.exit(falls > 0 && y[3] == 0 ? 0 : 1);
        }
    }

    static float[] sigmoid(OrtEnvironment environment, OrtSession session, float[] p) throws Exception {
        try (OnnxTensor x = OnnxTensor.createTensor(environment, FloatBuffer.wrap(p), new long[] {p.length});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }
}
JAVA
ORT_DISABLE_TELEMETRY=1 "$java" --enable-native-access=ALL-UNNAMED -cp 'lib/*' Sigmoid.java 2>java.log || { tail -20 java.log >&2; exit 1; }
