package dev.bentline.kernel;

/** Takes stretches of dosages, tile by tile, from left to right. */
interface StretchSink {
    /** Takes a tile, which its owner overwrites afterwards. */
    void accept(Stretches stretches);

    /** Takes notice that there are no more. */
    void finish();
}
