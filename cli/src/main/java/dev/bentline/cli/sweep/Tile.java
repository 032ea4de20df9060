package dev.bentline.cli.sweep;

import java.util.List;

/** A run of dosages on its way from the source to the sinks, with what the engine makes of them. */
public final class Tile {
    /**
     * Rows in a full tile: enough to spread the cost of a hand-over thin, few enough for the second-level cache. A tile's
     * sum is rounded once into the sweep's, so the last digits of a mean depend on this number, and on nothing else.
     */
    public static final int SIZE = 16384;

    public final float[] dosages = new float[SIZE];
    public final float[] effects = new float[SIZE];

    /** Filled only where the sweep asks for derivatives. */
    public final float[] slopes;

    public int count;

    /** Rows that were left out because they were invalid. */
    public int skipped;

    /** For each of the source's kept columns its values here. */
    public List<? extends KeptValues> kept = List.of();

    public Tile(boolean derivative) {
        slopes = new float[derivative ? SIZE : 0];
    }
}
