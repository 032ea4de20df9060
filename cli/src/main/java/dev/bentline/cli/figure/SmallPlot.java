package dev.bentline.cli.figure;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Network;
import dev.bentline.Segment;
import dev.bentline.cli.source.Observations;
import dev.bentline.plot.Axis;
import dev.bentline.plot.Html;
import dev.bentline.plot.LinearAxis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Draws observations and a fitted network's line as a small SVG in a page, whose style sheet has its colours. */
final class SmallPlot {
    /** Rules of CSS for all plots of a page. */
    static final String STYLE = """
            svg { display: block; width: 100%; height: auto; font: 10px Helvetica, Arial, sans-serif; fill: currentColor; }
            svg path { stroke: currentColor; stroke-opacity: .5; fill: none; }
            svg g { fill: #0072b2; fill-opacity: .6; }
            svg polyline { fill: none; stroke: #d55e00; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
            """;

    private static final int WIDTH = 220;
    private static final int HEIGHT = 130;
    private static final int LEAST_LEFT = 36;
    private static final int LABEL = 4;
    private static final int RIGHT = WIDTH - 8;
    private static final int TOP = 8;
    private static final int BOTTOM = HEIGHT - 18;
    private static final double RADIUS = 2.5;

    /** Width of a character, and of the least space between two labels. */
    private static final double CHARACTER = 6;

    /** More points than this are drawn once in each pixel. */
    private static final int MANY_POINTS = 200;

    private final Observations observations;
    private final DosageScale scale;
    private final DosageAxis x;
    private final LinearAxis y;

    /** Place of the vertical axis, right of its labels. */
    private final double left;

    private final List<double[]> line;

    SmallPlot(Observations observations, Network network) {
        this.observations = observations;
        this.scale = network.dosageScale();
        float first = observations.dosageRange().min();
        float last = observations.dosageRange().max();
        this.x = DosageAxis.around(scale, first, last);
        this.line = line(BentLine.of(network), scale.position((double) first), scale.position((double) last));
        Range range = new Range(
                observations.effectRange().min(), observations.effectRange().max());
        for (double[] point : line) {
            range = range.with((float) point[1]);
        }
        this.y = LinearAxis.around(range.from(), range.to());
        int longest = Math.max(low().label().length(), high().label().length());
        this.left = Math.max(LEAST_LEFT, CHARACTER * longest + LABEL);
    }

    private Axis.Tick low() {
        return y.ticks().getFirst();
    }

    private Axis.Tick high() {
        return y.ticks().getLast();
    }

    /** The ends of both axes, from which their ticks follow. */
    List<Double> axes() {
        return List.of(x.from(), x.to(), y.from(), y.to());
    }

    /** The positions and effects of both ends, and of the bends between. */
    private static List<double[]> line(BentLine line, double from, double to) {
        List<double[]> points = new ArrayList<>();
        for (Segment segment : line.segments()) {
            if (segment.from() < to && segment.to() >= from) {
                double left = Math.max(from, segment.from());
                points.add(new double[] {left, segment.effect(left)});
                if (segment.to() >= to) {
                    points.add(new double[] {to, segment.effect(to)});
                }
            }
        }
        return points;
    }

    /** The plot as an element of a page. */
    String svg(String title) {
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>"
                .formatted(WIDTH, HEIGHT, Html.escaped(title)));
        svg.append("<path d=\"M%s %dV%dH%d".formatted(left, TOP, BOTTOM, RIGHT));
        x.gap().ifPresent(gap -> svg.append("M%s %dl3 -6m1 0l-3 6".formatted(tenths(px(gap)), BOTTOM + 3)));
        for (Axis.Tick tick : x.ticks()) {
            svg.append("M%s %dv3".formatted(tenths(px(tick.value())), BOTTOM));
        }
        svg.append("\"/>");
        text(svg, "end", left - LABEL, BOTTOM, low().label());
        text(svg, "end", left - LABEL, TOP + 8, high().label());
        dosages(svg);
        svg.append("<g>");
        for (String point : points()) {
            svg.append(point);
        }
        svg.append("</g><polyline points=\"");
        for (double[] point : line) {
            svg.append(tenths(px(point[0])))
                    .append(',')
                    .append(tenths(py(point[1])))
                    .append(' ');
        }
        svg.setCharAt(svg.length() - 1, '"');
        return svg.append("/></svg>").toString();
    }

    /** Labels the first and the last dosage, and those between that have the space. */
    private void dosages(StringBuilder svg) {
        Axis.Tick last = x.ticks().getLast();
        double most = RIGHT - CHARACTER * (last.label().length() + 1);
        double least = 0;
        for (Axis.Tick tick : x.ticks().subList(0, x.ticks().size() - 1)) {
            double at = px(tick.value());
            double half = CHARACTER * tick.label().length() / 2;
            if (at - half >= least && at + half <= most) {
                text(svg, "middle", at, HEIGHT - 5, tick.label());
                least = at + half + CHARACTER;
            }
        }
        text(svg, "end", RIGHT, HEIGHT - 5, last.label());
    }

    private static void text(StringBuilder svg, String anchor, double left, double baseline, String text) {
        svg.append("<text x=\"").append(tenths(left)).append("\" y=\"").append(tenths(baseline));
        svg.append("\" text-anchor=\"")
                .append(anchor)
                .append("\">")
                .append(text)
                .append("</text>");
    }

    /** Points that stand at one place are drawn once. */
    private Set<String> points() {
        Set<String> points = new LinkedHashSet<>();
        boolean many = observations.count() > MANY_POINTS;
        for (int i = 0; i < observations.count(); i++) {
            double left = px(scale.position(observations.dosages()[i]));
            double top = py(observations.effects()[i]);
            points.add("<circle cx=\"" + (many ? Math.round(left) : tenths(left)) + "\" cy=\""
                    + (many ? Math.round(top) : tenths(top)) + "\" r=\"" + RADIUS + "\"/>");
        }
        return points;
    }

    private double px(double position) {
        return left + x.place(position) * (RIGHT - left);
    }

    private double py(double effect) {
        return BOTTOM - y.place(effect) * (BOTTOM - TOP);
    }

    private static double tenths(double pixels) {
        return Math.rint(pixels * 10) / 10;
    }
}
