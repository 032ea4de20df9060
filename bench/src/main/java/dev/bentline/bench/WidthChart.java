package dev.bentline.bench;

import dev.bentline.picture.Box;
import dev.bentline.picture.Colour;
import dev.bentline.picture.LogAxis;
import dev.bentline.picture.Panel;
import dev.bentline.picture.Pen;
import dev.bentline.picture.Picture;
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

/** Draws what a dosage costs against how wide the network is. */
final class WidthChart {
    private static final String TITLE = "What one dosage costs, by the width of the network";

    private static final int WIDTH = 740;
    private static final int HEIGHT = 440;
    private static final Box BOX = new Box(84, 68, 440, HEIGHT - 68 - 56);

    private final List<Curve> curves;
    private final SortedSet<Integer> widths = new TreeSet<>();

    private WidthChart(List<Curve> curves) {
        this.curves = curves;
        curves.forEach(curve -> widths.addAll(curve.points().keySet()));
    }

    /** One line of the picture: ns per dosage by width. */
    private record Curve(String label, Pen pen, NavigableMap<Integer, Double> points) {
        static Curve of(String label, Colour colour, Trial trial, Map<Run, Measurement> measurements) {
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
            return new Curve(label, new Pen(colour, 3), points);
        }

        double end() {
            return points.lastEntry().getValue();
        }
    }

    /** A picture of the group {@link Group#WIDTH}, if enough of it was measured to draw a line. */
    static Optional<String> of(Map<Run, Measurement> measurements) {
        List<Curve> curves = Stream.of(
                        Curve.of("C, gcc", Colour.GREY, Implementation.GCC.over(Order.SHUFFLED), measurements),
                        Curve.of("C, clang", Colour.PURPLE, Implementation.CLANG.over(Order.SHUFFLED), measurements),
                        Curve.of(
                                "engine, dense",
                                Colour.VERMILION,
                                Implementation.DENSE.over(Order.SHUFFLED),
                                measurements),
                        Curve.of(
                                "bent line, shuffled",
                                Colour.GREEN,
                                Implementation.BENT_LINE.over(Order.SHUFFLED),
                                measurements),
                        Curve.of(
                                "bent line, on a grid",
                                Colour.BLUE,
                                Implementation.BENT_LINE.over(Order.GRID),
                                measurements))
                .filter(curve -> !curve.points().isEmpty())
                .sorted(Comparator.comparingDouble(Curve::end).reversed())
                .toList();
        boolean drawable = curves.stream().anyMatch(curve -> curve.points().size() > 1);
        return drawable ? Optional.of(new WidthChart(curves).draw()) : Optional.empty();
    }

    private String draw() {
        Panel panel = new Panel(BOX, LogAxis.of(widths), "hidden nodes", costs(), "ns per dosage, forward");
        for (Curve curve : curves) {
            List<Integer> x = List.copyOf(curve.points().keySet());
            List<Double> y = List.copyOf(curve.points().values());
            panel.curve(curve.pen(), x.size(), x::get, y::get).label(curve.pen(), curve.label(), curve.end());
        }
        return new Picture(WIDTH, HEIGHT, TITLE, "", description(), List.of(panel)).svg();
    }

    private LogAxis costs() {
        List<Double> costs = curves.stream()
                .flatMap(curve -> curve.points().values().stream())
                .sorted()
                .toList();
        return LogAxis.decades(costs.getFirst(), costs.getLast());
    }

    private String description() {
        String ends = curves.stream()
                .map(curve -> curve.label() + " " + String.format(Locale.ROOT, "%.3g", curve.end()) + " ns")
                .collect(Collectors.joining("; "));
        return "A line chart on logarithmic axes of the nanoseconds a dosage takes, for networks of "
                + grouped(widths.first()) + " to " + grouped(widths.last()) + " hidden nodes. For the widest: " + ends
                + ".";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
