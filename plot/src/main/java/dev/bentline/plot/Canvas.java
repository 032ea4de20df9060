package dev.bentline.plot;

/** Surface a picture is drawn on. Pixels count from the upper left corner; PNG has several for one. */
public interface Canvas {
    void rectangle(Box box, Colour colour);

    void circle(double x, double y, double radius, Colour colour);

    void line(double x1, double y1, double x2, double y2, Pen pen);

    /** A line through points x, y, x, y, ..., so many numbers. */
    void polyline(double[] points, int count, Pen pen);

    /** A filled polygon, with corners x, y, x, y, .... */
    void polygon(double[] corners, Colour colour);

    /** Text whose baseline is at y. */
    void text(double x, double y, String text, Lettering lettering, Lettering.Anchor anchor);

    /** Text read from below, with its middle at a point of its baseline. */
    void textUpwards(double x, double y, String text, Lettering lettering);
}
