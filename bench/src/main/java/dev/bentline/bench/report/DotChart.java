package dev.bentline.bench.report;

import dev.bentline.plot.Axis;
import dev.bentline.plot.Box;
import dev.bentline.plot.Canvas;
import dev.bentline.plot.Colour;
import dev.bentline.plot.Lettering;
import dev.bentline.plot.LogAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Times as dots on a logarithmic axis, the fastest on top, each with its middle half. Bars would begin at whatever power
 * of ten the axis does.
 */
final class DotChart {
    private static final int WIDTH = 740;
    private static final int ROW = 26;
    private static final double LABELS = 230;
    private static final double VALUES = 84;
    private static final double TOP = 60;
    private static final double RADIUS = 5;
    private static final Pen GRID = new Pen(Colour.PALE, 1);
    private static final Pen WHISKER = new Pen(Colour.INK, 1.5);
    private static final Lettering BOLD = new Lettering(Lettering.TEXT.size(), true, Colour.INK);

    private final List<ResultRow> lines;
    private final String unit;
    private final LogAxis axis;
    private final Box box;

    private DotChart(List<ResultRow> lines, String unit) {
        this.lines = lines;
        this.unit = unit;
        double least =
                lines.stream().mapToDouble(ResultRow::lowerQuartile).min().orElseThrow();
        double most = lines.stream().mapToDouble(ResultRow::upperQuartile).max().orElseThrow();
        this.axis = LogAxis.decades(least, most);
        this.box = new Box(LABELS, TOP, WIDTH - LABELS - VALUES, (double) ROW * lines.size());
    }

    /** The fastest row of every family. */
    static Picture of(Verdict verdict) {
        List<ResultRow> lines = verdict.best().values().stream()
                .sorted(Comparator.comparingDouble(ResultRow::median))
                .toList();
        String numbers = lines.stream()
                .map(line -> line.family().label() + " " + Numbers.time(line.median()))
                .collect(Collectors.joining("; "));
        DotChart chart = new DotChart(lines, verdict.sheet().unit());
        return new Picture(
                WIDTH,
                (int) (chart.box.bottom() + 56),
                verdict.sheet().title(),
                "",
                "A chart, on a logarithmic axis, of the " + verdict.sheet().unit()
                        + " each library's fastest row takes: " + numbers + ".",
                List.of(chart::draw));
    }

    private void draw(Canvas canvas) {
        for (Axis.Tick tick : axis.ticks()) {
            double x = x(tick.value());
            canvas.line(x, box.top(), x, box.bottom(), GRID);
            canvas.text(x, box.bottom() + 18, tick.label(), Lettering.TEXT, Lettering.Anchor.MIDDLE);
        }
        for (int i = 0; i < lines.size(); i++) {
            draw(lines.get(i), box.top() + ROW * (i + 0.5), canvas);
        }
        canvas.text(
                box.left() + box.width() / 2,
                box.bottom() + 40,
                unit + ", lower is better",
                Lettering.TEXT,
                Lettering.Anchor.MIDDLE);
    }

    private void draw(ResultRow line, double middle, Canvas canvas) {
        boolean own = line.family() == Family.BENTLINE;
        double at = x(line.median());
        double low = x(line.lowerQuartile());
        double high = x(line.upperQuartile());
        Lettering lettering = own ? BOLD : Lettering.TEXT;
        canvas.text(box.left() - 10, middle + 4.5, line.family().label(), lettering, Lettering.Anchor.END);
        canvas.line(box.left(), middle, box.right(), middle, GRID);
        canvas.line(low, middle, high, middle, WHISKER);
        canvas.line(low, middle - 4, low, middle + 4, WHISKER);
        canvas.line(high, middle - 4, high, middle + 4, WHISKER);
        canvas.circle(at, middle, own ? RADIUS + 1 : RADIUS, own ? Colour.BLUE : Colour.GREY);
        if (!own && !line.family().isPeer()) {
            canvas.circle(at, middle, RADIUS - 1.5, Colour.WHITE);
        }
        canvas.text(
                Math.max(at + RADIUS, high) + 8,
                middle + 4.5,
                Numbers.time(line.median()),
                lettering,
                Lettering.Anchor.START);
    }

    private double x(double value) {
        return box.left() + axis.place(value) * box.width();
    }
}
