package dev.bentline.cli.source;

import java.util.List;

/**
 * Valid rows of a source: some columns of floats, and the values that are kept beside them. Under {@link Keeping#everyRow}
 * the others, too, whose first number is NaN.
 */
public class InputTile {
    /**
     * Rows in a full tile: enough to spread the cost of a hand-over thin, few enough for the second-level cache. A tile's
     * sum is rounded once into the sweep's, so the last digits of a mean depend on this number, and on nothing else.
     */
    public static final int SIZE = 16384;

    /** The numbers of each {@link WantedColumn}, in their order. */
    public final float[][] columns;

    public int count;

    /** Rows that were left out because a value is missing, as the user's words for that say. */
    public int missing;

    /** Rows that were left out because they were invalid. */
    public int skipped;

    /** The values of each of the source's kept columns. */
    public List<? extends KeptValues> kept = List.of();

    public InputTile(int columns) {
        this.columns = new float[columns][SIZE];
    }
}
