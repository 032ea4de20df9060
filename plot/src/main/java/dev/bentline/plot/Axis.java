package dev.bentline.plot;

import java.util.List;
import java.util.OptionalDouble;

/** Places values. */
public interface Axis {
    /** Returns a place from 0 at the axis's beginning to 1 at its end; less or more beyond them. */
    double place(double value);

    /** The value where the axis is broken, for what is left of it to stand apart; none by default. */
    default OptionalDouble gap() {
        return OptionalDouble.empty();
    }

    /** Ascending. */
    List<Tick> ticks();

    /** A value that is marked, with a word or without. */
    record Tick(double value, String label) {}
}
