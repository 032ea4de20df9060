package dev.bentline.svg;

import java.util.Locale;

/** Writes SVG elements. */
public final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** A picture of so many pixels, with what a reader is told who cannot see it. */
    public Svg(int width, int height, String title, String description) {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                .formatted(width, height, width, height));
        text.append("role=\"img\" aria-labelledby=\"title description\" ");
        text.append("font-family=\"Helvetica, Arial, sans-serif\" font-size=\"15\" fill=\"#222222\">\n");
        text.append("<title id=\"title\">").append(escaped(title)).append("</title>\n");
        text.append("<desc id=\"description\">").append(escaped(description)).append("</desc>\n");
    }

    /** Draws a rectangle from its upper left corner. */
    public void rectangle(double x, double y, double width, double height, String attributes) {
        element("rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                        .formatted(number(x), number(y), number(width), number(height))
                + " " + attributes);
    }

    /** Draws a straight line. */
    public void line(double x1, double y1, double x2, double y2, String attributes) {
        element("line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"".formatted(number(x1), number(y1), number(x2), number(y2))
                + " " + attributes);
    }

    /** Writes text; x and y are where its baseline begins, unless an attribute says otherwise. */
    public void label(double x, double y, String label, String attributes) {
        text.append("<text x=\"%s\" y=\"%s\" ".formatted(number(x), number(y)))
                .append(attributes)
                .append('>')
                .append(escaped(label))
                .append("</text>\n");
    }

    /** Draws a line through points x, y, x, y, ... */
    public void polyline(double[] points, int count, String attributes) {
        text.append("<polyline ").append(attributes).append(" points=\"");
        for (int i = 0; i < count; i += 2) {
            text.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        text.append("\"/>\n");
    }

    private void element(String element) {
        text.append('<').append(element).append("/>\n");
    }

    /** Hundredths of a pixel are enough. */
    private static String number(double value) {
        String number = String.format(Locale.ROOT, "%.2f", value);
        return number.endsWith(".00") ? number.substring(0, number.length() - 3) : number;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
