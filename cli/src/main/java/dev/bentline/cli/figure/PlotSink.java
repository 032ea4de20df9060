package dev.bentline.cli.figure;

import dev.bentline.DosageScale;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import dev.bentline.plot.Box;
import dev.bentline.plot.Canvas;
import dev.bentline.plot.Colour;
import dev.bentline.plot.LinearAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws what was swept: of each pixel column the smallest and the largest effect where they are, so that no peak is lost. */
public final class PlotSink implements Sink {
    private static final Pen EFFECT = new Pen(Colour.GREEN, 2.5);
    private static final Pen SLOPE = new Pen(Colour.BLUE, 2.5);
    private static final double DOT = 3.5;
    private static final int COLUMNS_PER_PIXEL = 2;

    /** Columns that may be empty within a line. */
    private static final int MOST_EMPTY = 3;

    /** A line of fewer columns is not one: its dosages are scattered, and drawn as dots. */
    private static final int SHORTEST_LINE = 40;

    private final Bins effects = new Bins();
    private final @Nullable Bins slopes;
    private final DosageScale scale;
    private long count;
    private long notFinite;
    private float from = Float.POSITIVE_INFINITY;
    private float to = Float.NEGATIVE_INFINITY;

    /** That of the bins; it only grows. */
    private volatile int exponent = Bins.NARROWEST;

    /** @param scale that of the network */
    public PlotSink(boolean derivative, DosageScale scale) {
        slopes = derivative ? new Bins() : null;
        this.scale = scale;
    }

    @Override
    public WriteTask prepare(Tile tile) {
        int size = tile.count;
        if (size == 0) {
            return () -> {};
        }
        float[] positions = scale.isLinear() ? tile.dosages : positions(tile);
        boolean ascends = ascends(positions, size);
        float least = positions[0];
        float most = positions[size - 1];
        for (int i = 0; i < size && !ascends; i++) {
            least = Math.min(least, positions[i]);
            most = Math.max(most, positions[i]);
        }
        float first = least;
        float last = most;
        int width = Math.max(exponent, Bins.exponent(first, last));
        Part effect = Part.of(positions, size, tile.effects, ascends, first, last, width);
        Part slope = slopes == null ? null : Part.of(positions, size, tile.slopes, ascends, first, last, width);
        return () -> {
            count += size;
            notFinite += effect.notFinite;
            from = Math.min(from, first);
            to = Math.max(to, last);
            effect.addTo(effects, from, to);
            if (slopes != null && slope != null) {
                slope.addTo(slopes, from, to);
            }
            exponent = effects.exponent();
        };
    }

    /** The places of a tile's dosages; what has none, being below 0, has no effect either, and is put to controls. */
    private float[] positions(Tile tile) {
        float[] positions = new float[tile.count];
        float controls = scale.position(0f);
        for (int i = 0; i < tile.count; i++) {
            float position = scale.position(tile.dosages[i]);
            positions[i] = Float.isNaN(position) ? controls : position;
        }
        return positions;
    }

    private static boolean ascends(float[] dosages, int count) {
        for (int i = 1; i < count; i++) {
            if (dosages[i] < dosages[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes one tile.
     *
     * @param exponent of the width of its bins
     * @param first the number of its first bin
     * @param notFinite how many values are not drawn
     */
    private record Part(int exponent, long first, Extremes extremes, int notFinite) {
        static Part of(
                float[] dosages, int count, float[] values, boolean ascends, float from, float to, int exponent) {
            long first = Bins.index(from, exponent);
            Extremes extremes = new Extremes((int) (Bins.index(to, exponent) - first) + 1);
            double width = Math.scalb(1.0, exponent);
            int notFinite = 0;
            int i = 0;
            while (i < count) { // dosages that follow each other are often in the same bin
                int begin = i;
                long index = Bins.index(dosages[i], exponent);
                double lower = index * width;
                double upper = (index + 1) * width;
                float least = Float.POSITIVE_INFINITY;
                float most = Float.NEGATIVE_INFINITY;
                int leastAt = begin;
                int mostAt = begin;
                do {
                    float value = values[i];
                    if (Math.abs(value) <= Float.MAX_VALUE) {
                        if (value < least) {
                            least = value;
                            leastAt = i;
                        }
                        if (value > most) {
                            most = value;
                            mostAt = i;
                        }
                    } else {
                        notFinite++;
                    }
                    i++;
                } while (i < count && dosages[i] >= lower && dosages[i] < upper);
                if (!ascends) { // else the first one is at the smallest dosage
                    leastAt = smallest(dosages, values, leastAt, i);
                    mostAt = smallest(dosages, values, mostAt, i);
                }
                extremes.add((int) (index - first), least, dosages[leastAt], most, dosages[mostAt]);
            }
            return new Part(exponent, first, extremes, notFinite);
        }

        /** The position of the smallest dosage, from a position on, that has the same value. */
        private static int smallest(float[] dosages, float[] values, int from, int end) {
            int smallest = from;
            for (int i = from + 1; i < end; i++) {
                if (values[i] == values[from] && dosages[i] < dosages[smallest]) {
                    smallest = i;
                }
            }
            return smallest;
        }

        void addTo(Bins bins, float from, float to) {
            bins.cover(from, to);
            for (int i = 0; i < extremes.count(); i++) {
                if (!extremes.isEmpty(i)) {
                    bins.add(first + i, exponent, extremes, i);
                }
            }
        }
    }

    /**
     * The picture, after the sweep.
     *
     * @param network what the user calls the network
     */
    public Picture picture(String network) {
        Box box = Picture.panel(0);
        List<PlotArea> panels = new ArrayList<>();
        panels.add(panel(box, effects, "effect", EFFECT));
        if (slopes != null) {
            Box below = new Box(box.left(), box.top() + Picture.HEIGHT - 48, box.width(), box.height());
            panels.add(panel(below, slopes, "derivative", SLOPE));
        }
        String swept = String.format(Locale.ROOT, "%,d", count) + (count == 1 ? " dosage" : " dosages");
        String note = notFinite == 0
                ? swept
                : swept + String.format(Locale.ROOT, "; %,d", notFinite)
                        + (notFinite == 1 ? " effect is" : " effects are") + " not finite";
        String title = "The effect of " + Text.shortened(Text.oneLine(network));
        String description = count == 0
                ? "An empty chart: no dosage was swept."
                : "A chart of the effect of the dosages from " + dosage(from) + " to " + dosage(to) + ": " + note + ".";
        int height = (int) panels.getLast().box().bottom() + 56;
        return new Picture(Picture.WIDTH, height, title, note, description, List.copyOf(panels));
    }

    private String dosage(float position) {
        return Text.number((float) scale.dosage(position));
    }

    private PlotArea panel(Box box, Bins bins, String name, Pen pen) {
        DosageAxis x = count == 0
                ? DosageAxis.covering(DosageScale.LINEAR, 0, 1)
                : DosageAxis.around(scale, scale.dosage(from), scale.dosage(to));
        Extremes columns = new Extremes((int) (box.width() * COLUMNS_PER_PIXEL));
        Range range = Range.NONE;
        Extremes extremes = bins.extremes();
        for (int bin = 0; bin < extremes.count(); bin++) {
            if (!extremes.isEmpty(bin)) {
                double dosage = Math.clamp(bins.middle(bin), from, to);
                int column = Math.clamp((int) (x.place(dosage) * columns.count()), 0, columns.count() - 1);
                columns.add(column, extremes, bin);
                range = range.with(extremes.min(bin)).with(extremes.max(bin));
            }
        }
        LinearAxis y =
                range.equals(Range.NONE) ? LinearAxis.covering(0, 1) : LinearAxis.around(range.from(), range.to());
        PlotArea panel = new PlotArea(box, x, "dosage", y, name);
        return panel.with(canvas -> drawColumns(canvas, panel, columns, pen));
    }

    private static void drawColumns(Canvas canvas, PlotArea panel, Extremes columns, Pen pen) {
        int start = next(columns, 0);
        while (start < columns.count()) {
            int end = start;
            int following = next(columns, end + 1);
            while (following < columns.count() && following - end <= MOST_EMPTY + 1) {
                end = following;
                following = next(columns, end + 1);
            }
            if (end - start + 1 < SHORTEST_LINE) {
                drawDots(canvas, panel, columns, start, end, pen);
            } else {
                drawLine(canvas, panel, columns, start, end, pen);
            }
            start = following;
        }
    }

    /** The next column that is not empty. */
    private static int next(Extremes columns, int column) {
        int next = column;
        while (next < columns.count() && columns.isEmpty(next)) {
            next++;
        }
        return next;
    }

    private static void drawDots(Canvas canvas, PlotArea panel, Extremes columns, int start, int end, Pen pen) {
        for (int i = start; i <= end; i = next(columns, i + 1)) {
            canvas.circle(panel.x(columns.minAt(i)), panel.y(columns.min(i)), DOT, pen.colour());
            if (columns.max(i) > columns.min(i)) {
                canvas.circle(panel.x(columns.maxAt(i)), panel.y(columns.max(i)), DOT, pen.colour());
            }
        }
    }

    /** A line through points that were swept, so that a straight flank, however steep, is straight. */
    private static void drawLine(Canvas canvas, PlotArea panel, Extremes columns, int start, int end, Pen pen) {
        double[] points = new double[4 * (end - start + 1)];
        int size = 0;
        for (int i = start; i <= end; i = next(columns, i + 1)) {
            boolean falls = columns.maxAt(i) < columns.minAt(i);
            points[size++] = panel.x(falls ? columns.maxAt(i) : columns.minAt(i));
            points[size++] = panel.y(falls ? columns.max(i) : columns.min(i));
            if (columns.min(i) < columns.max(i)) {
                points[size++] = panel.x(falls ? columns.minAt(i) : columns.maxAt(i));
                points[size++] = panel.y(falls ? columns.min(i) : columns.max(i));
            }
        }
        canvas.polyline(points, size, pen);
    }
}
