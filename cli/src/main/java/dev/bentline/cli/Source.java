package dev.bentline.cli;

import java.io.Closeable;
import java.io.IOException;

/** Where the dosages come from. */
interface Source extends Closeable, Work {
    /**
     * Takes the next dosages: sets the tile's count, to {@link Tile#SIZE} except for the last, and its dosages, unless
     * {@link #fill} does. Called in order, by one thread at a time.
     *
     * @return whether there were any
     */
    boolean take(Tile tile) throws IOException;

    /** Sets the dosages of a tile that was taken; on any thread, several tiles at once. */
    default void fill(Tile tile) {}

    /** Rows left out because they were invalid. */
    long skipped();

    @Override
    void close() throws IOException;
}
