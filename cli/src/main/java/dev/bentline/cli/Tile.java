package dev.bentline.cli;

/** A run of dosages on its way from the source to the sinks, with what the engine makes of them. */
final class Tile {
    /**
     * Dosages in a full tile: enough to spread the cost of a hand-over thin, few enough for the second-level cache. A
     * tile's sum is rounded once into the sweep's, so the last digits of a mean depend on this number, and on nothing
     * else.
     */
    static final int SIZE = 16384;

    final float[] dosages = new float[SIZE];
    final float[] effects = new float[SIZE];

    /** Filled only where the sweep asks for derivatives. */
    final float[] slopes;

    /** For the source: where the tile begins. */
    long first;

    int count;

    Tile(boolean derivative) {
        slopes = new float[derivative ? SIZE : 0];
    }
}
