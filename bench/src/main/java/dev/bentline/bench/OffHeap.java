package dev.bentline.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Floats outside the heap, aligned to cache lines, freed with their last reference. */
final class OffHeap {
    private static final int CACHE_LINE = 64;

    private OffHeap() {}

    static MemorySegment floats(int count) {
        return Arena.ofAuto().allocate((long) count * Float.BYTES, CACHE_LINE);
    }

    static MemorySegment copy(float[] values) {
        return floats(values.length).copyFrom(MemorySegment.ofArray(values));
    }
}
