package dev.bentline.plot;

import java.util.List;

/** Places values. */
public interface Axis {
    /** Returns a place from 0 at the axis's beginning to 1 at its end; less or more beyond them. */
    double place(double value);

    /** Ascending. */
    List<Tick> ticks();

    /** A value that is marked, with a word or without. */
    record Tick(double value, String label) {}
}
