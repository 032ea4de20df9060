#!/usr/bin/env bash
# One would guess: automatic differentiation makes 0 or 1 of the slope of ReLU at exactly 0, by a library's convention, and
# relu(x), max(x, 0), max(0, x) and a clamp from below by 0 are one function.
#
# What happens: in one library the spelling decides. PyTorch has 0 for relu, 1/2 for maximum, which shares the gradient between
# equal arguments, and 1 for clamp, which counts its edges as inside; a node that starts at its bend, as one with bias 0 does at
# x = 0, learns at none, half or all of its rate. Where x is NaN and so relu(x), the slope of relu is 1, that of clamp 0: a gradient is a
# number though the value is none. Hipparchus gives the derivative of the second argument where both are equal: 0 for max(x, 0),
# 1 for max(0, x).
#
# Package: PyTorch 2.7.1 through ai.djl.pytorch pytorch-engine 0.35.1 (pytorch-native-cpu 2.7.1 and pytorch-jni, linux-x86_64; some
#   120 MB), and org.hipparchus hipparchus-core 4.0.2, UnivariateDerivative1.
#
# Output seen (slopes at 0 and at NaN):
#   PyTorch relu(x): 0.0, 1.0
#   PyTorch maximum(x, 0): 0.5, 1.0
#   PyTorch clamp(x, 0, 1): 1.0, 0.0
#   Hipparchus max(x, 0): 0.0, 1.0
#   Hipparchus max(0, x): 1.0, 1.0
#
# Fails where each library has one slope at 0.
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
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.35.1</version></dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version><classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-jni</artifactId><version>2.7.1-0.35.1</version></dependency>
    <dependency><groupId>org.hipparchus</groupId><artifactId>hipparchus-core</artifactId><version>4.0.2</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }
cat >Slopes.java <<'JAVA'
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;
import org.hipparchus.util.FastMath;

class Slopes {
    static double pyTorch(String written, UnaryOperator<NDArray> function) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.create(new float[] {0, Float.NaN});
            x.setRequiresGradient(true);
            collector.backward(function.apply(x));
            float[] slopes = x.getGradient().toFloatArray();
            System.out.println("PyTorch " + written + ": " + slopes[0] + ", " + slopes[1]);
            return slopes[0];
        }
    }

    static double hipparchus(String written, UnaryOperator<UnivariateDerivative1> function) {
        double at0 = function.apply(new UnivariateDerivative1(0, 1)).getFirstDerivative();
        double atNaN = function.apply(new UnivariateDerivative1(Double.NaN, 1)).getFirstDerivative();
        System.out.println("Hipparchus " + written + ": " + at0 + ", " + atNaN);
        return at0;
    }

    public static void main(String[] arguments) {
        double relu = pyTorch("relu(x)", Activation::relu);
        double maximum = pyTorch("maximum(x, 0)", x -> x.maximum(x.zerosLike()));
        double clamp = pyTorch("clamp(x, 0, 1)", x -> x.clip(0, 1));
        double first = hipparchus("max(x, 0)", x -> FastMath.max(x, x.getField().getZero()));
        double second = hipparchus("max(0, x)", x -> FastMath.max(x.getField().getZero(), x));
        System.exit(relu != maximum && maximum != clamp && first != second ? 0 : 1);
    }
}
JAVA
DJL_CACHE_DIR=$folder/djl ENGINE_CACHE_DIR=$folder/djl "$java" -Dai.djl.offline=true --enable-native-access=ALL-UNNAMED -cp 'lib/*' Slopes.java 2>java.log || { tail -20 java.log >&2; exit 1; }
