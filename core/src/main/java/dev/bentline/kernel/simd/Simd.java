package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width.
 *
 * <p>Vector loops call the API itself and next to no methods of ours: the API's are always inlined, ours only where C2
 * finds them hot and its node budget lasts; a vector that crosses a call is boxed.
 *
 * <p>They get along without a profile of the API's own methods, as the warm-up calls them rarely: a vector that a loop
 * carries along is an argument ({@code d.add(sum)}), since as the receiver it has a type that C2 knows from a profile
 * alone, and without one calls it virtually and boxes it. Each begins with a way out for no dosages at all, see {@link
 * Kernel#rehearse}.
 */
final class Simd {
    static final VectorSpecies<Float> SPECIES = species();

    /** Type of a vector, to tell C2 that of one that a loop carries along where that has to be the receiver. */
    static final Class<? extends FloatVector> TYPE = FloatVector.zero(SPECIES).getClass();

    /** Lanes of a vector. */
    static final int W = SPECIES.length();

    static final String DESCRIPTION = "simd " + SPECIES.vectorBitSize() + " bit";

    /** Vectors of as many integers as floats. */
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    /** Select every second integer of two vectors, the even and the odd ones: a column of rows of two, or two of rows of four. */
    static final int[] EVEN = everySecond(0);

    static final int[] ODD = everySecond(1);

    /**
     * Dosages in one call of a vector loop. C2 compiles a method that is called often better than one loop that runs for
     * long: it gets to see it whole, not from the middle.
     */
    static final int STRIP = 8192;

    private Simd() {}

    private static int[] everySecond(int first) {
        int[] indices = new int[W];
        for (int i = 0; i < W; i++) {
            indices[i] = first + 2 * i;
        }
        return indices;
    }

    /** 512 bits at most: a block's sums have 16 lanes. */
    private static VectorSpecies<Float> species() {
        VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
        return preferred.length() > Kernel.LANES ? FloatVector.SPECIES_512 : preferred;
    }
}
