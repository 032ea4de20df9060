package dev.bentline.plot;

import java.util.Locale;

/** Writes SVG elements. */
final class SvgCanvas implements Canvas {
    private final StringBuilder svg = new StringBuilder();

    SvgCanvas(int width, int height, String title, String description) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
                .formatted(width, height, width, height));
        // No ids: several pictures may stand in one page.
        svg.append("role=\"img\" ");
        svg.append(
                "font-family=\"Helvetica, Arial, sans-serif\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<desc>").append(escaped(description)).append("</desc>\n");
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#ffffff\"/>\n");
    }

    @Override
    public void rectangle(Box box, Colour colour) {
        open("rect");
        attribute("x", box.left());
        attribute("y", box.top());
        attribute("width", box.width());
        attribute("height", box.height());
        colour("fill", colour);
        close();
    }

    @Override
    public void circle(double x, double y, double radius, Colour colour) {
        open("circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        colour("fill", colour);
        close();
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Pen pen) {
        open("line");
        attribute("x1", x1);
        attribute("y1", y1);
        attribute("x2", x2);
        attribute("y2", y2);
        pen(pen);
        close();
    }

    @Override
    public void polyline(double[] points, int count, Pen pen) {
        open("polyline");
        svg.append(" fill=\"none\"");
        pen(pen);
        points(points, count);
        close();
    }

    @Override
    public void polygon(double[] corners, Colour colour) {
        open("polygon");
        colour("fill", colour);
        points(corners, corners.length);
        close();
    }

    private void points(double[] points, int count) {
        svg.append(" points=\"");
        for (int i = 0; i < count; i += 2) {
            svg.append(i == 0 ? "" : " ").append(number(points[i])).append(',').append(number(points[i + 1]));
        }
        svg.append('"');
    }

    @Override
    public void text(double x, double y, String text, Lettering lettering, Lettering.Anchor anchor) {
        open("text");
        attribute("x", x);
        attribute("y", y);
        text(text, lettering, anchor);
    }

    @Override
    public void textUpwards(double x, double y, String text, Lettering lettering) {
        open("text");
        svg.append(" transform=\"translate(%s %s) rotate(-90)\"".formatted(number(x), number(y)));
        text(text, lettering, Lettering.Anchor.MIDDLE);
    }

    private void text(String text, Lettering lettering, Lettering.Anchor anchor) {
        attribute("font-size", lettering.size());
        if (lettering.bold()) {
            svg.append(" font-weight=\"bold\"");
        }
        if (anchor != Lettering.Anchor.START) {
            svg.append(" text-anchor=\"")
                    .append(anchor.name().toLowerCase(Locale.ROOT))
                    .append('"');
        }
        colour("fill", lettering.colour());
        svg.append('>').append(escaped(text)).append("</text>\n");
    }

    private void pen(Pen pen) {
        colour("stroke", pen.colour());
        attribute("stroke-width", pen.width());
        if (pen.dash() != Pen.Dash.NONE) {
            svg.append(" stroke-dasharray=\"%s %s\"".formatted(number(pen.dash().length), number(pen.dash().gap)));
        }
    }

    private void colour(String name, Colour colour) {
        svg.append(" %s=\"#%06x\"".formatted(name, colour.rgb()));
        if (colour.opacity() < 1) {
            attribute(name + "-opacity", colour.opacity());
        }
    }

    private void open(String element) {
        svg.append('<').append(element);
    }

    private void attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private void close() {
        svg.append("/>\n");
    }

    /** Hundredths of a pixel are enough. */
    private static String number(double value) {
        return new Decimal(Math.round(value * 100), -2).label(Integer.MAX_VALUE);
    }

    /** Text for XML, in which some characters cannot stand at all. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c >= ' '
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                && c != 0xfffe
                && c != 0xffff;
    }

    String finish() {
        return svg.append("</svg>\n").toString();
    }
}
