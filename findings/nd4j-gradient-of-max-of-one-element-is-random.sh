#!/usr/bin/env bash
# One would guess: the gradient of max(0, x) is 0 for x = -5 and 1 for x = 5, whatever the length of x.
#
# What happens: for an x of one element it is 0 in about half the runs and 1 in the others, at -5, 0 and 5 alike, with nothing
# random in the graph. max(x, 0), and x of two elements and more, have the right one each time. It looks as though the gradient
# of the scalar constant and that of x, which are as long as each other here, were taken for one another.
#
# Package: org.nd4j nd4j-native 1.0.0-M2.1 (CPU, linux-x86_64), SameDiff's math().max. Some 110 MB.
#
# Output seen (differs from run to run):
#   gradients of max(0, x) at -5.0 in 100 graphs: {0.0=48, 1.0=52}
#   gradients of max(0, x) at 5.0 in 100 graphs: {0.0=49, 1.0=51}
#   gradients of max(x, 0) at 5.0 in 100 graphs: {1.0=100}
#
# Fails where each of them has one value.
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
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version></dependency>
    <dependency><groupId>org.nd4j</groupId><artifactId>nd4j-native</artifactId><version>1.0.0-M2.1</version><classifier>linux-x86_64</classifier></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }
cat >Gradients.java <<'JAVA'
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class Gradients {
    static boolean differ(boolean zeroFirst, float p) {
        Map<Float, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            SameDiff graph = SameDiff.create();
            SDVariable x = graph.var("x", Nd4j.createFromArray(p));
            SDVariable zero = graph.constant(0f);
            SDVariable y = zeroFirst ? graph.math().max(zero, x) : graph.math().max(x, zero);
            y.sum().markAsLoss();
            counts.merge(graph.calculateGradients(null, "x").get("x").toFloatVector()[0], 1, Integer::sum);
        }
        System.out.println("gradients of " + (zeroFirst ? "max(0, x)" : "max(x, 0)") + " at " + p + " in 100 graphs: " + counts);
        return counts.size() > 1;
    }

    public static void main(String[] arguments) {
        boolean below = differ(true, -5);
        boolean above = differ(true, 5);
        differ(false, 5);
        System.exit(below && above ? 0 : 1);
    }
}
JAVA
"$java" --enable-native-access=ALL-UNNAMED -cp 'lib/*' Gradients.java 2>java.log || { tail -20 java.log >&2; exit 1; }
