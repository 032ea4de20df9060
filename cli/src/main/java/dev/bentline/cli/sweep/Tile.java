package dev.bentline.cli.sweep;

import dev.bentline.cli.source.InputTile;

/** A run of dosages between the source and the sinks, with what the engine makes of them. */
public final class Tile extends InputTile {
    public final float[] dosages = columns[0];
    public final float[] effects = new float[SIZE];

    /** Filled only if the sweep asks for derivatives. */
    public final float[] slopes;

    public Tile(boolean derivative) {
        super(1);
        slopes = new float[derivative ? SIZE : 0];
    }
}
