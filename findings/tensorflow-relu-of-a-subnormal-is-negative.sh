#!/usr/bin/env bash
# One would guess: ReLU returns no negative number.
#
# What happens: TensorFlow lets the processor take subnormal numbers for zero where it computes. What is left over at the end of an
# array, behind the last full vector, is compared with 0 one by one: a negative subnormal number is not less than 0, and is returned as
# it is, by relu and relu6. In the vectors before, the same number becomes 0: the same dosage has another effect at
# another place of the array, and a check "is negative" behind a ReLU finds some.
#
# Package: org.tensorflow tensorflow-core-api and tensorflow-core-native 1.1.0 (TensorFlow 2.18.0), Java, linux-x86_64. Some 165 MB.
#
# Output seen (relu of 9 times -1.0E-40):
#   TensorFlow 2.18.0: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0E-40]
#
# Fails where no result is negative any more.
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
    <dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-api</artifactId><version>1.1.0</version></dependency>
    <dependency><groupId>org.tensorflow</groupId><artifactId>tensorflow-core-native</artifactId><version>1.1.0</version><classifier>linux-x86_64</classifier></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }
cat >Relu.java <<'JAVA'
import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class Relu {
    public static void main(String[] arguments) {
        float[] p = new float[9];
        Arrays.fill(p, -1e-40f);
        float[] y = new float[p.length];
        try (Graph graph = new Graph();
                Session session = new Session(graph);
                TFloat32 in = TFloat32.tensorOf(Shape.of(p.length), DataBuffers.of(p))) {
            Ops ops = Ops.create(graph);
            Placeholder<TFloat32> x = ops.placeholder(TFloat32.class);
            try (Result result = session.runner().feed(x, in).fetch(ops.nn.relu(x)).run()) {
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(y);
            }
        }
        System.out.println("TensorFlow " + TensorFlow.version() + ": " + Arrays.toString(y));
        System.exit(IntStream.range(0, y.length).anyMatch(i -> y[i] < 0) ? 0 : 1);
    }
}
JAVA
"$java" --enable-native-access=ALL-UNNAMED -cp 'lib/*' Relu.java 2>java.log || { tail -20 java.log >&2; exit 1; }
