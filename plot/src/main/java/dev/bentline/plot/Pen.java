package dev.bentline.plot;

/** Pen that draws a line: with round ends and corners. */
public record Pen(Colour colour, double width, Dash dash) {
    /** Dashes, with the gaps between them. */
    public enum Dash {
        NONE(1, 0),
        LONG(10, 7),
        SHORT(1, 6);

        final float length;
        final float gap;

        Dash(float length, float gap) {
            this.length = length;
            this.gap = gap;
        }
    }

    public Pen(Colour colour, double width) {
        this(colour, width, Dash.NONE);
    }

    public Pen dashed(Dash dash) {
        return new Pen(colour, width, dash);
    }
}
