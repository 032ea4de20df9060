package dev.bentline.execution;

import dev.bentline.kernel.Kernel;

/**
 * The chunks of a call: whole blocks, cut by the number of dosages alone, so that results do not depend on the threads.
 *
 * @param count dosages
 * @param size dosages of every chunk but the last
 */
record Chunks(long count, long size) {
    private static final int MOST = 64;

    /** Cuts a call that maps. */
    static Chunks ofMap(long count) {
        return new Chunks(count, size(count, 1));
    }

    /** Returns the size of a chunk: as few blocks as make at most {@link #MOST} chunks, but not fewer than asked for. */
    static long size(long count, int leastBlocks) {
        long blocks = Math.ceilDiv(count, Kernel.BLOCK);
        return Math.max(leastBlocks, Math.ceilDiv(blocks, MOST)) * Kernel.BLOCK;
    }

    int number() {
        return (int) Math.ceilDiv(count, size);
    }

    long start(int chunk) {
        return chunk * size;
    }

    long end(int chunk) {
        return Math.min(count, (chunk + 1) * size);
    }
}
