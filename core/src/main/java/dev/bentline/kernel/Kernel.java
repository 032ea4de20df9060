package dev.bentline.kernel;

/**
 * Maps dosages to effects, slopes and sums, for one network. Two kernels of one network and formulation give the same
 * bits, whatever the range they are called on: one may take over from the other in the middle of an array.
 *
 * <p>A kernel is immutable; what it writes on besides its arguments is the {@link Scratch} of the calling thread. It
 * checks no argument: the engine has.
 */
public interface Kernel {
    /** Float accumulators a sum is spread over, on every machine: lane = position mod 16. */
    int LANES = 16;

    /** Dosages after which the float lanes go into doubles, and the size of a tile: three of them fit in L1. */
    int BLOCK = 2048;

    /**
     * Computes the effects of {@code count} dosages. The arrays may be the same where {@code to <= from}: a dosage is read before an
     * effect is written at or behind its place.
     */
    void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch);

    /** Computes the slopes dy/dx; arguments as for {@link #forward}. */
    void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch);

    /** Returns the least number of blocks in a chunk of a call for sums: long enough to pay for its partial sums. */
    default int leastChunkBlocks() {
        return 1;
    }

    /** Returns how many sums a chunk has, laid out as the kernel likes. Those of chunks are added element by element. */
    int partialSumsLength();

    /**
     * Adds the sums of a block to those of its chunk.
     *
     * @param t observed effects, or the upstream values dL/dy
     * @param observed whether {@code t} holds observed effects: then the loss is summed too, and d is (y - t) g'(z), half of
     *     what it is for the loss, so that the doubling is exact and done once, on the sums
     * @param count at most {@link #BLOCK}
     */
    void sums(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int count,
            boolean observed,
            Scratch scratch,
            PartialSums partial);

    /**
     * Calls every loop that may compute an operation over no dosages, so that C2, which counts calls, compiles them early. What
     * a loop does over none costs nothing, and over some, until it is compiled, a microsecond per vector operation.
     *
     * @param times calls of each loop, in loops of their own: C2 puts what is called from a method that itself is often called
     *     into that method, and compiles it there and not by itself
     */
    default void rehearse(KernelOperation operation, int times, Scratch scratch) {}

    /** Returns the family's name and vector width, for {@code EngineInfo}: "scalar", or "simd 512 bit". */
    String description();

    /** Returns why it is not another family's, where it could be, or empty. */
    default String reason() {
        return "";
    }

    /** Makes the sums, laid out by {@link SumsLayout}, from the total of all partial sums, which may be overwritten. */
    default double[] finish(double[] total, Scratch scratch) {
        return total;
    }
}
