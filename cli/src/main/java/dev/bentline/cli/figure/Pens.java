package dev.bentline.cli.figure;

import dev.bentline.plot.Colour;
import dev.bentline.plot.Pen;
import java.util.List;

/** Pens of the pictures of a network that is not the worked example. */
final class Pens {
    static final Pen SUM = new Pen(Colour.GREEN, 4.5);
    static final Pen SLOPE = new Pen(Colour.INK, 2.5);
    static final Colour BEND = Colour.INK;

    private static final List<Colour> COLOURS = List.of(Colour.BLUE, Colour.ORANGE, Colour.PURPLE, Colour.VERMILION);
    private static final List<Pen.Dash> DASHES = List.of(Pen.Dash.NONE, Pen.Dash.LONG, Pen.Dash.SHORT);

    private Pens() {}

    /** Returns the colour of a node's line. */
    static Colour colour(int node) {
        return COLOURS.get(node % COLOURS.size());
    }

    /** A pen that tells a node's line from those of eleven others. */
    static Pen of(int node) {
        return new Pen(colour(node), 2.5).dashed(DASHES.get(node / COLOURS.size() % DASHES.size()));
    }
}
