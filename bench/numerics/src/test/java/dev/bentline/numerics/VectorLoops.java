package dev.bentline.numerics;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over vectors, apart from their test, which Maven's own JVM, without the module, has to load. */
final class VectorLoops {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorLoops() {}

    private static float[] padded(float[] p) {
        return Arrays.copyOf(p, SPECIES.loopBound(p.length + SPECIES.length() - 1));
    }

    static float[] relu(float[] p) {
        float[] y = padded(p);
        for (int i = 0; i < y.length; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, y, i).max(0f).intoArray(y, i);
        }
        return Arrays.copyOf(y, p.length);
    }

    static float[] softplus(float[] p) {
        float[] y = padded(p);
        for (int i = 0; i < y.length; i += SPECIES.length()) {
            FloatVector x = FloatVector.fromArray(SPECIES, y, i);
            FloatVector e = x.abs().neg().lanewise(VectorOperators.EXP);
            x.max(0f).add(e.lanewise(VectorOperators.LOG1P)).intoArray(y, i);
        }
        return Arrays.copyOf(y, p.length);
    }

    static float[] sigmoid(float[] p) {
        float[] y = padded(p);
        for (int i = 0; i < y.length; i += SPECIES.length()) {
            FloatVector e = FloatVector.fromArray(SPECIES, y, i).neg().lanewise(VectorOperators.EXP);
            FloatVector.broadcast(SPECIES, 1f).div(e.add(1f)).intoArray(y, i);
        }
        return Arrays.copyOf(y, p.length);
    }
}
