package dev.bentline.plot;

/** A rectangle in pixels, from its upper left corner. */
public record Box(double left, double top, double width, double height) {
    public double right() {
        return left + width;
    }

    public double bottom() {
        return top + height;
    }
}
