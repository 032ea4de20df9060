#!/usr/bin/env bash
# One would guess: a compiled loop over vectors takes the same time wherever it is called from; to compare two builds of it, a
# few JVMs of each will do, for what differs between JVMs is noise.
#
# What happens: C2 keeps the vectors that find no register on the stack, in slots of their full width (32 or 64 bytes), but
# aligns a frame to 16 bytes only. Whether a slot lies in one cache line, across two, or across two pages is decided by
# the address of the frame, that is by how many frames are below it and how large they are, and is the same in every JVM
# that calls in the same way. So a loop gets slower by a half, or by several times where a slot crosses a page, because a
# caller of it got one local variable more; it looks like a regression that every fork confirms. A loop that fits in the
# registers has one speed at every depth.
#
# Package: OpenJDK 25 (Temurin 25.0.3+9), module jdk.incubator.vector, C2 on x86-64. The alignment is StackAlignmentInBytes,
#   16, in src/hotspot/cpu/x86/globalDefinitions_x86.hpp. JAVA_HOME names the JDK; nothing is downloaded.
#
# Output seen (AMD EPYC with vectors of 256 bit, three runs: slowest by fastest depth 1.1 and 2.2 to 2.7):
#    6 sums, in registers: fastest depth 1.11, median 1.18, slowest 1.23 us
#   40 sums, on the stack: fastest depth 9.43, median 10.27, slowest 23.49 us
#
# Fails where the loop that spills has one speed at every depth, too, or the one that does not has several.
set -euo pipefail
java=${JAVA_HOME:-/usr}/bin/java
"$java" -version 2>&1 | grep -q 'version "25' || { echo "needs a JDK 25: set JAVA_HOME" >&2; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
{
  cat <<'JAVA'
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

class Depth {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static float sink;

    interface Loop {
        float sum(float[] x);
    }
JAVA
  for n in 6 40; do
    echo "    static float sum$n(float[] x) {"
    for ((i = 0; i < n; i++)); do echo "        FloatVector a$i = FloatVector.broadcast(S, $i);"; done
    echo "        for (int i = 0; i < x.length; i += S.length()) {"
    echo "            FloatVector v = FloatVector.fromArray(S, x, i);"
    for ((i = 0; i < n; i++)); do echo "            a$i = a$i.mul(v);"; done
    echo "        }"
    echo -n "        return a0"
    for ((i = 1; i < n; i++)); do echo -n ".add(a$i)"; done
    echo ".lane(0);"
    echo "    }"
  done
  cat <<'JAVA'
    /** Interpreted, see the options of the command, so that every depth adds one more frame. */
    static long at(int depth, Loop loop, float[] x, int times) {
        if (depth > 0) {
            return at(depth - 1, loop, x, times);
        }
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            sink = loop.sum(x);
        }
        return System.nanoTime() - start;
    }

    static double slowestByFastest(String name, Loop loop, float[] x, int times) {
        for (int i = 0; i < 60; i++) {
            at(0, loop, x, times);
        }
        long[] best = new long[64];
        Arrays.fill(best, Long.MAX_VALUE);
        for (int round = 0; round < 9; round++) {
            for (int depth = 0; depth < best.length; depth++) {
                best[depth] = Math.min(best[depth], at(depth, loop, x, times));
            }
        }
        Arrays.sort(best);
        double unit = 1e3 * times;
        System.out.printf("%s: fastest depth %.2f, median %.2f, slowest %.2f us%n",
                name, best[0] / unit, best[32] / unit, best[63] / unit);
        return (double) best[63] / best[0];
    }

    public static void main(String[] args) {
        float[] x = new float[8192];
        Arrays.fill(x, 1f);
        double fits = slowestByFastest(" 6 sums, in registers", Depth::sum6, x, 400);
        double spills = slowestByFastest("40 sums, on the stack", Depth::sum40, x, 60);
        System.exit(fits < 1.25 && spills > 1.5 ? 0 : 1);
    }
}
JAVA
} >"$folder/Depth.java"
"$java" --add-modules jdk.incubator.vector -Xbatch -XX:CompileCommand=quiet -XX:CompileCommand=dontinline,Depth::sum* \
  -XX:CompileCommand=exclude,Depth::at "$folder/Depth.java" 2>/dev/null
