package dev.bentline.bench.report;

import dev.bentline.plot.Box;
import dev.bentline.plot.Colour;
import dev.bentline.plot.LogAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Times against how much there is to do, both logarithmic, with their middle halves. */
final class LineChart {
    private static final int WIDTH = 780;
    private static final int HEIGHT = 440;
    /** Points above which the line alone is drawn. */
    private static final int MOST_DOTS = 20;

    private static final Box BOX = new Box(84, 68, 380, HEIGHT - 68 - 56);
    /** Told apart by dashes where colours are not. */
    private static final List<Pen> PENS = List.of(
            new Pen(Colour.BLUE, 3),
            new Pen(Colour.INK, 2).dashed(Pen.Dash.LONG),
            new Pen(Colour.VERMILION, 2),
            new Pen(Colour.GREEN, 2).dashed(Pen.Dash.LONG),
            new Pen(Colour.PURPLE, 2).dashed(Pen.Dash.SHORT),
            new Pen(Colour.ORANGE, 2),
            new Pen(Colour.GREY, 2).dashed(Pen.Dash.SHORT),
            new Pen(Colour.GREY, 2));

    /**
     * A line of the chart: rows by what stands on the horizontal axis.
     *
     * @param pen the number of what it is drawn with, so that the same thing looks the same in several charts
     */
    record Curve(String label, int pen, NavigableMap<Integer, ResultRow> points) {
        double end() {
            return points.lastEntry().getValue().median();
        }
    }

    private LineChart() {}

    static Picture of(String title, String xName, String unit, Collection<Curve> curves) {
        SortedSet<Integer> places = new TreeSet<>();
        curves.forEach(curve -> places.addAll(curve.points().keySet()));
        double least = curves.stream()
                .flatMap(curve -> curve.points().values().stream())
                .mapToDouble(ResultRow::lowerQuartile)
                .min()
                .orElseThrow();
        double most = curves.stream()
                .flatMap(curve -> curve.points().values().stream())
                .mapToDouble(ResultRow::upperQuartile)
                .max()
                .orElseThrow();
        PlotArea panel =
                new PlotArea(BOX, LogAxis.legible(places, BOX.width()), xName, LogAxis.decades(least, most), unit);
        for (Curve curve : curves) {
            add(curve, PENS.get(curve.pen() % PENS.size()), panel);
        }
        String ends = curves.stream()
                .map(curve -> curve.label() + " " + Numbers.time(curve.end()))
                .collect(Collectors.joining("; "));
        String description = String.format(
                Locale.ROOT,
                "A line chart on logarithmic axes of the %s against the number of %s, from %,d to %,d. At the right end: %s.",
                unit,
                xName,
                places.first(),
                places.last(),
                ends);
        return new Picture(WIDTH, HEIGHT, title, "", description, List.of(panel));
    }

    private static void add(Curve curve, Pen pen, PlotArea panel) {
        List<Integer> x = List.copyOf(curve.points().keySet());
        List<ResultRow> lines = List.copyOf(curve.points().values());
        panel.curve(pen, x.size(), x::get, i -> lines.get(i).median()).label(pen, curve.label(), curve.end());
        if (x.size() > MOST_DOTS) {
            return;
        }
        Pen whisker = new Pen(pen.colour(), 1.5);
        for (int i = 0; i < lines.size(); i++) {
            ResultRow line = lines.get(i);
            panel.dot(pen.colour(), 3.5, x.get(i), line.median())
                    .line(whisker, x.get(i), line.lowerQuartile(), x.get(i), line.upperQuartile());
        }
    }
}
