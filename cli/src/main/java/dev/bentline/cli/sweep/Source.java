package dev.bentline.cli.sweep;

import dev.bentline.cli.console.Work;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the dosages come from. */
public interface Source extends Closeable, Work {
    /**
     * Takes up the next rows, {@link Tile#SIZE} of them except at the end. Called in order, by one thread at a time.
     *
     * @return the rest of the work, or null at the end
     */
    @Nullable
    ReadTask take() throws IOException;

    /** What is left to do for rows that were taken; run once, on any thread, several at once. */
    interface ReadTask {
        /** Sets the tile's dosages, its count, and, where there are any, what was skipped and what is kept. */
        void fill(Tile tile) throws IOException;

        /**
         * Sets only the tile's count and its first and last dosage, where the others are known to lie between them.
         *
         * @return whether they are
         */
        default boolean fillEnds(Tile tile) {
            return false;
        }
    }

    /** The columns that are carried along beside the dosage, in the order of the input. */
    default List<KeptColumn> kept() {
        return List.of();
    }

    /** Refuses, as the user's error, kept columns whose values cannot be written as text. */
    default void requireText() {}

    /** How many rows there are, invalid ones included, or -1 if that is not known before the end. */
    default long rows() {
        return -1;
    }

    @Override
    void close() throws IOException;
}
