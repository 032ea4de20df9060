#!/usr/bin/env bash
# One would guess: a sigmoid of doubles, 1 / (1 + e^-x), falls towards 0 as e^x does, down to -745.
#
# What happens: MathEx.sigmoid first moves x to -36 or 36 where it lies beyond, so that it stands still below -36: of -40 it is 55
# times too large, of -100 some 10^27 times, and never less than 2.3e-16. Likelihoods that are products of such stand still, too,
# and a gradient that follows them sees none. Likewise MathEx.log1pe(x), softplus, is x itself from just above 15 on, which in a double is
# off by 10^8 units of the last place. (In float neither shows before -36.)
#
# Package: com.github.haifengl smile-base 4.4.2. Needs a JDK 25.
#
# Output seen:
#   sigmoid(-40.0) is 54.598150033144236 times the true value
#   sigmoid(-100.0) is 6.235149080811617E27 times the true value
#   sigmoid(-100) == sigmoid(-36): true
#   log1pe(15.1) = 15.1, off by 1.55819946E8 units of the last place
#
# Fails where sigmoid(-40) is right.
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
    <dependency><groupId>com.github.haifengl</groupId><artifactId>smile-base</artifactId><version>4.4.2</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib >mvn.log 2>&1 ||
  { cat mvn.log >&2; exit 2; }
cat >Sigmoid.java <<'JAVA'
import smile.math.MathEx;

class Sigmoid {
    public static void main(String[] arguments) {
        for (double x : new double[] {-40, -100}) {
            System.out.println(
                    "sigmoid(" + x + ") is " + MathEx.sigmoid(x) / (1 / (1 + Math.exp(-x))) + " times the true value");
        }
        System.out.println("sigmoid(-100) == sigmoid(-36): " + (MathEx.sigmoid(-100) == MathEx.sigmoid(-36)));
        double exact = 15.1 + Math.log1p(Math.exp(-15.1));
        double ulps = (exact - MathEx.log1pe(15.1)) / Math.ulp(exact);
        System.out.println("log1pe(15.1) = " + MathEx.log1pe(15.1) + ", off by " + ulps + " units of the last place");
        System.exit(MathEx.sigmoid(-40) > 50 * Math.exp(-40) ? 0 : 1);
    }
}
JAVA
"$java" -cp 'lib/*' Sigmoid.java 2>java.log || { tail -20 java.log >&2; exit 1; }
