#!/usr/bin/env bash
# One would guess: the exponential of a vector may differ from Math.exp in its last bit, but a program that runs the same loop on
# the same array gets the same bits each time.
#
# What happens: until C2 has compiled the loop, each lane is computed by Java's own Math.exp and Math.log, rounded to float; then,
# in the middle of a run, a library of native vector code takes over, which rounds some other way. So some results in a hundred
# change their bits while the program runs, when depends on load and JIT, and a checksum or a test against a recorded result fails
# now and then. Of EXP it is the subnormal and least normal results that change, of LOG those everywhere.
#
# Package: OpenJDK 25 (Temurin 25.0.3+9), module jdk.incubator.vector, VectorOperators.EXP and LOG, libjsvml on x86-64. JAVA_HOME names
#   the JDK; nothing is downloaded.
#
# Output seen (vectors of 512 bit, four times the same):
#   EXP from -104.0 to -80.0: 99 of 8192 results have changed
#   EXP from -80.0 to 0.0: 0 of 8192 results have changed
#   LOG from 0.5 to 2.0: 633 of 8192 results have changed
#
# Fails where nothing changes in the first or the last.
set -euo pipefail
java=${JAVA_HOME:-/usr}/bin/java
"$java" -version 2>&1 | grep -q 'version "25' || { echo "needs a JDK 25: set JAVA_HOME" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/Changes.java" <<'JAVA'
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

class Changes {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    static void exp(float[] p, float[] y) {
        for (int i = 0; i < p.length; i += S.length()) {
            FloatVector.fromArray(S, p, i).lanewise(VectorOperators.EXP).intoArray(y, i);
        }
    }

    static void log(float[] p, float[] y) {
        for (int i = 0; i < p.length; i += S.length()) {
            FloatVector.fromArray(S, p, i).lanewise(VectorOperators.LOG).intoArray(y, i);
        }
    }

    interface Loop {
        void run(float[] p, float[] y);
    }

    static int changes(String name, Loop loop, float from, float to) {
        float[] p = new float[8192];
        for (int i = 0; i < p.length; i++) {
            p[i] = from + i * (to - from) / p.length;
        }
        float[] first = new float[p.length];
        loop.run(p, first);
        float[] last = new float[p.length];
        for (int i = 0; i < 2000; i++) {
            loop.run(p, last);
        }
        int changes = 0;
        for (int i = 0; i < p.length; i++) {
            changes += Float.floatToRawIntBits(first[i]) != Float.floatToRawIntBits(last[i]) ? 1 : 0;
        }
        System.out.println(name + " from " + from + " to " + to + ": " + changes + " of " + p.length + " results have changed");
        return changes;
    }

    public static void main(String[] arguments) {
        int subnormal = changes("EXP", Changes::exp, -104, -80);
        changes("EXP", Changes::exp, -80, 0);
        int log = changes("LOG", Changes::log, 0.5f, 2);
        System.exit(subnormal > 0 && log > 0 ? 0 : 1);
    }
}
JAVA
"$java" --add-modules jdk.incubator.vector "$folder/Changes.java" 2>/dev/null
