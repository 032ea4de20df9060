package dev.bentline.cli.figure;

import dev.bentline.svg.Svg;
import java.math.BigDecimal;

/**
 * Draws effects over dosages as SVG: a light panel that reads on a dark page too, and a line that is dark enough to be
 * printed in grey.
 */
public final class Chart {
    /** The colour of the sum of all bent lines; told apart from the others by the colour-blind (Okabe and Ito 2008). */
    public static final String GREEN = "#009e73";

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 76;
    private static final int RIGHT = 28;
    private static final int TOP = 52;
    private static final int BOTTOM = 62;

    private Chart() {}

    /**
     * A picture of one curve.
     *
     * @param dosages ascending
     * @param effects as many; the curve has a gap where one is not finite
     */
    public static String of(String title, String description, float[] dosages, float[] effects, String colour) {
        Axis x = Axis.covering(dosages[0], dosages[dosages.length - 1]);
        Axis y = verticalAxis(effects);
        Svg svg = new Svg(WIDTH, HEIGHT, title, description);
        svg.rectangle(0, 0, WIDTH, HEIGHT, "rx=\"6\" fill=\"#ffffff\"");
        svg.label(LEFT, 30, title, "font-size=\"18\" font-weight=\"bold\"");
        drawAxes(svg, x, y);
        drawCurve(svg, x, y, dosages, effects, colour);
        return svg.toString();
    }

    private static Axis verticalAxis(float[] effects) {
        float min = 0;
        float max = 0;
        for (float effect : effects) {
            if (Float.isFinite(effect)) {
                min = Math.min(min, effect);
                max = Math.max(max, effect);
            }
        }
        return Axis.covering(min, max);
    }

    private static void drawAxes(Svg svg, Axis x, Axis y) {
        int bottom = HEIGHT - BOTTOM;
        int right = WIDTH - RIGHT;
        for (BigDecimal tick : y.ticks()) {
            double at = vertical(y, tick.doubleValue());
            svg.line(LEFT, at, right, at, "stroke=\"" + (tick.signum() == 0 ? "#999999" : "#e2e2e2") + "\"");
            svg.label(LEFT - 10, at + 5, Axis.label(tick), "text-anchor=\"end\"");
        }
        for (BigDecimal tick : x.ticks()) {
            double at = horizontal(x, tick.doubleValue());
            svg.line(at, bottom, at, bottom + 6, "stroke=\"#222222\"");
            svg.label(at, bottom + 23, Axis.label(tick), "text-anchor=\"middle\"");
        }
        svg.line(LEFT, bottom, right, bottom, "stroke=\"#222222\"");
        svg.line(LEFT, TOP, LEFT, bottom, "stroke=\"#222222\"");
        svg.label((LEFT + right) / 2.0, HEIGHT - 14, "dosage", "text-anchor=\"middle\" font-size=\"16\"");
        double middle = (TOP + bottom) / 2.0;
        svg.label(
                22,
                middle,
                "effect",
                "text-anchor=\"middle\" font-size=\"16\" transform=\"rotate(-90 22 " + (int) middle + ")\"");
    }

    private static void drawCurve(Svg svg, Axis x, Axis y, float[] dosages, float[] effects, String colour) {
        String attributes = "fill=\"none\" stroke=\"" + colour
                + "\" stroke-width=\"4\" stroke-linejoin=\"round\" stroke-linecap=\"round\"";
        double[] points = new double[2 * dosages.length];
        int count = 0;
        for (int i = 0; i <= dosages.length; i++) {
            if (i < dosages.length && Float.isFinite(effects[i])) {
                points[count++] = horizontal(x, dosages[i]);
                points[count++] = vertical(y, effects[i]);
            } else if (count > 0) {
                svg.polyline(points, count, attributes);
                count = 0;
            }
        }
    }

    private static double horizontal(Axis x, double dosage) {
        return LEFT + x.place(dosage) * (WIDTH - LEFT - RIGHT);
    }

    private static double vertical(Axis y, double effect) {
        return HEIGHT - BOTTOM - y.place(effect) * (HEIGHT - TOP - BOTTOM);
    }
}
