package dev.bentline.cli.source;

import dev.bentline.cli.console.Work;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of numbers, in one column or several. */
public interface Source extends Closeable, Work {
    /**
     * Takes up the next rows, {@link InputTile#SIZE} of them except at the end. Called in order, by one thread at a time.
     *
     * @return the rest of the work, or null at the end
     */
    @Nullable
    ReadTask next() throws IOException;

    /** The rest of the work for rows that were taken up; run once, on any thread, several at once. */
    interface ReadTask {
        /** Sets the tile's columns, its count, and, if there are any, what was skipped and what is kept. */
        void read(InputTile tile) throws IOException;

        /**
         * Sets only the tile's count and the ends of its one column, if the other numbers are known to lie between them.
         *
         * @return whether they are
         */
        default boolean readEnds(InputTile tile) {
            return false;
        }
    }

    /** Returns the columns that are carried along beside the wanted ones, in the order of the input. */
    default List<KeptColumn> kept() {
        return List.of();
    }

    /** Refuses, as the user's error, kept columns whose values cannot be written as text. */
    default void requireText() {}

    /** Returns the number of rows, invalid ones included, or -1 if it is not known before the end. */
    default long rows() {
        return -1;
    }

    @Override
    void close() throws IOException;
}
