#!/usr/bin/env bash
# One would guess: softplus, ln(1 + e^x), is x for a large x, and e^x for a small one.
#
# What happens: it is computed as it is written, in float: e^x overflows from 88.73 on, so that softplus(89) is infinite, and its
# derivative, which is right, does not tell. Below, 1 + e^x rounds to 1 from -16.64 on, and the result is 0, where e^x would do down
# to -103.97; at -10 it has three digits left. One dosage in a wrong unit is enough to make a loss infinite.
#
# Package: org.nd4j nd4j-native 1.0.0-M2.1 (CPU, linux-x86_64), by SameDiff's nn().softplus; Transforms.softPlus is the same. Some 110 MB.
#
# Output seen:
#   softplus(-20.0) = 0.0, true is 2.061153620314381E-9
#   softplus(-10.0) = 4.5417706E-5, true is 4.539889921686465E-5
#   softplus(88.0) = 88.0, true is 88.0
#   softplus(89.0) = Infinity, true is 89.0
#
# Fails where the one of 89 is finite.
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
cat >Softplus.java <<'JAVA'
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class Softplus {
    public static void main(String[] arguments) {
        float[] p = {-20, -10, 88, 89};
        SameDiff graph = SameDiff.create();
        float[] y = graph.nn().softplus(graph.var("x", Nd4j.createFromArray(p))).eval().toFloatVector();
        for (int i = 0; i < p.length; i++) {
            double exact = Math.max(0, p[i]) + Math.log1p(Math.exp(-Math.abs(p[i])));
            System.out.println("softplus(" + p[i] + ") = " + y[i] + ", true is " + exact);
        }
        System.exit(Float.isInfinite(y[3]) ? 0 : 1);
    }
}
JAVA
"$java" --enable-native-access=ALL-UNNAMED -cp 'lib/*' Softplus.java 2>java.log || { tail -20 java.log >&2; exit 1; }
