package dev.bentline.kernel.simd;

import dev.bentline.kernel.Scratch;

/** Maps dosages in any order, a whole number of vectors and at most a tile of them. */
interface PieceLookup {
    /** Calls every loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch);

    void map(float[] x, int from, float[] y, int to, int count, Scratch scratch);
}
