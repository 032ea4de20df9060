package dev.bentline.plot;

/**
 * Look of text.
 *
 * @param size its height in pixels
 */
public record Lettering(double size, boolean bold, Colour colour) {
    public static final Lettering TITLE = new Lettering(18, true, Colour.INK);
    public static final Lettering NAME = new Lettering(15, false, Colour.INK);
    public static final Lettering TEXT = new Lettering(13, false, Colour.INK);

    /** The part of a text that is at its position. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** About how wide a text is, in any font: a layout must not depend on what fonts there are. */
    public double width(String text) {
        return 0.62 * size * text.length();
    }
}
