package dev.bentline.bench;

import dev.bentline.svg.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws what a dosage costs against how wide the network is: a light panel that reads on a dark page too. */
final class WidthChart {
    private static final String TITLE = "What one dosage costs, by the width of the network";

    private static final int WIDTH = 740;
    private static final int HEIGHT = 440;
    private static final int LEFT = 76;
    private static final int RIGHT = 188;
    private static final int TOP = 52;
    private static final int BOTTOM = 62;
    /** Between two labels. */
    private static final int LINE = 18;

    private final List<Curve> curves;
    private final SortedSet<Integer> widths = new TreeSet<>();
    private final LogAxis horizontal;
    private final LogAxis vertical;

    private WidthChart(List<Curve> curves) {
        this.curves = curves;
        curves.forEach(curve -> widths.addAll(curve.points().keySet()));
        horizontal = new LogAxis(widths.first(), widths.last());
        List<Double> costs = curves.stream()
                .flatMap(curve -> curve.points().values().stream())
                .sorted()
                .toList();
        vertical = LogAxis.decades(costs.getFirst(), costs.getLast());
    }

    /** One line of the picture: ns per dosage by width. Colours are told apart by the colour-blind (Okabe and Ito 2008). */
    private record Curve(String label, String colour, NavigableMap<Integer, Double> points) {
        static Curve of(String label, String colour, Trial trial, Map<Run, Measurement> measurements) {
            NavigableMap<Integer, Double> points = new TreeMap<>();
            measurements.forEach((run, found) -> {
                Map<String, String> parameters = run.row().parameters();
                if (run.panel().group() == Group.WIDTH
                        && !found.isEmpty()
                        && trial.implementation().name().equals(parameters.get("implementation"))
                        && trial.order().name().equals(parameters.get("order"))) {
                    points.put(Integer.valueOf(parameters.getOrDefault("width", "")), found.median());
                }
            });
            return new Curve(label, colour, points);
        }

        double end() {
            return points.lastEntry().getValue();
        }
    }

    /** A picture of the group {@link Group#WIDTH}, if enough of it was measured to draw a line. */
    static Optional<String> of(Map<Run, Measurement> measurements) {
        List<Curve> curves = Stream.of(
                        Curve.of("C, gcc", "#595959", Implementation.GCC.over(Order.SHUFFLED), measurements),
                        Curve.of("C, clang", "#cc79a7", Implementation.CLANG.over(Order.SHUFFLED), measurements),
                        Curve.of("engine, dense", "#d55e00", Implementation.DENSE.over(Order.SHUFFLED), measurements),
                        Curve.of(
                                "bent line, shuffled",
                                "#009e73",
                                Implementation.BENT_LINE.over(Order.SHUFFLED),
                                measurements),
                        Curve.of(
                                "bent line, on a grid",
                                "#0072b2",
                                Implementation.BENT_LINE.over(Order.GRID),
                                measurements))
                .filter(curve -> !curve.points().isEmpty())
                .sorted(Comparator.comparingDouble(Curve::end).reversed())
                .toList();
        boolean drawable = curves.stream().anyMatch(curve -> curve.points().size() > 1);
        return drawable ? Optional.of(new WidthChart(curves).draw()) : Optional.empty();
    }

    private String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, TITLE, description());
        svg.rectangle(0, 0, WIDTH, HEIGHT, "rx=\"6\" fill=\"#ffffff\"");
        svg.label(LEFT, 30, TITLE, "font-size=\"18\" font-weight=\"bold\"");
        drawAxes(svg);
        curves.forEach(curve -> drawCurve(svg, curve));
        drawLabels(svg);
        return svg.toString();
    }

    private String description() {
        String ends = curves.stream()
                .map(curve -> curve.label() + " " + String.format(Locale.ROOT, "%.3g", curve.end()) + " ns")
                .collect(Collectors.joining("; "));
        return "A line chart on logarithmic axes of the nanoseconds a dosage takes, for networks of "
                + grouped(widths.first()) + " to " + grouped(widths.last()) + " hidden nodes. For the widest: " + ends
                + ".";
    }

    private void drawAxes(Svg svg) {
        int bottom = HEIGHT - BOTTOM;
        int right = WIDTH - RIGHT;
        for (double tick = vertical.from(); tick < 1.5 * vertical.to(); tick *= 10) {
            svg.line(LEFT, y(tick), right, y(tick), "stroke=\"#e2e2e2\"");
            svg.label(LEFT - 10, y(tick) + 5, decimal(tick), "text-anchor=\"end\"");
        }
        for (int width : widths) {
            svg.line(x(width), bottom, x(width), bottom + 6, "stroke=\"#222222\"");
            svg.label(x(width), bottom + 23, grouped(width), "text-anchor=\"middle\"");
        }
        svg.line(LEFT, bottom, right, bottom, "stroke=\"#222222\"");
        svg.line(LEFT, TOP, LEFT, bottom, "stroke=\"#222222\"");
        svg.label((LEFT + right) / 2.0, HEIGHT - 14, "hidden nodes", "text-anchor=\"middle\" font-size=\"16\"");
        int middle = (TOP + bottom) / 2;
        svg.label(
                22,
                middle,
                "ns per dosage, forward",
                "text-anchor=\"middle\" font-size=\"16\" transform=\"rotate(-90 22 " + middle + ")\"");
    }

    private void drawCurve(Svg svg, Curve curve) {
        List<Double> points = new ArrayList<>();
        curve.points().forEach((width, cost) -> {
            points.add(x(width));
            points.add(y(cost));
        });
        svg.polyline(
                points.stream().mapToDouble(Double::doubleValue).toArray(),
                points.size(),
                "fill=\"none\" stroke=\"" + curve.colour()
                        + "\" stroke-width=\"3\" stroke-linejoin=\"round\" stroke-linecap=\"round\"");
    }

    /** At the curves' ends, from top to bottom, none closer to the one above than a line. */
    private void drawLabels(Svg svg) {
        double above = 0;
        for (Curve curve : curves) {
            above = Math.max(above + LINE, y(curve.end()) + 5);
            svg.label(WIDTH - RIGHT + 12, above, curve.label(), "fill=\"" + curve.colour() + "\"");
        }
    }

    private double x(double width) {
        return LEFT + horizontal.place(width) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double cost) {
        return HEIGHT - BOTTOM - vertical.place(cost) * (HEIGHT - TOP - BOTTOM);
    }

    private static String decimal(double powerOfTen) {
        return powerOfTen > 0.5 ? grouped(Math.round(powerOfTen)) : String.format(Locale.ROOT, "%.1g", powerOfTen);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
