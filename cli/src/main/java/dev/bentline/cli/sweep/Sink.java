package dev.bentline.cli.sweep;

import java.io.IOException;

/** Takes tiles. */
public interface Sink {
    /**
     * Does the dear part of taking a tile; on any thread, several tiles at once.
     *
     * @return the rest
     */
    WriteTask prepare(Tile tile);

    /** Returns whether {@link #prepareConstant} will do. */
    default boolean takesConstants() {
        return false;
    }

    /** Takes a tile whose dosages all have one effect; of them, only the first and the last are set. */
    default WriteTask prepareConstant(Tile tile, float effect) {
        throw new UnsupportedOperationException();
    }

    /** The rest of the work for a prepared tile; run in the order of the tiles, by one thread at a time. */
    interface WriteTask {
        void run() throws IOException;
    }

    /** Ends the output, after the last tile was written. */
    default void finish() throws IOException {}
}
