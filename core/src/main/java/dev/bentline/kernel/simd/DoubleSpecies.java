package dev.bentline.kernel.simd;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of doubles as wide as those of floats. {@link Simd} is without them, so that it loads where half a vector is none. */
final class DoubleSpecies {
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, Simd.SPECIES.vectorShape());

    /** Half a vector: as many floats as a whole one holds doubles. */
    static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(Simd.SPECIES.vectorBitSize() / 2));

    /** Lanes of a vector of doubles. */
    static final int D = DOUBLES.length();

    private DoubleSpecies() {}
}
