package dev.bentline.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Two axes and what is drawn between them. */
public final class PlotArea implements Drawing {
    private static final Pen GRID = new Pen(Colour.PALE, 1);
    private static final Pen ZERO = new Pen(new Colour(0x999999), 1);
    private static final Pen AXIS = new Pen(Colour.INK, 1);
    private static final double NAME_LEFT = 66;
    private static final double LABEL_LINE = 18;
    /** The width of a gap, in pixels. */
    private static final double GAP = 6;

    private static final double LABEL_SAMPLE = 22;

    /** Margin that counts as inside; hundredths of a pixel are not seen. */
    private static final double SLACK = 0.01;

    private final Box box;
    private final Axis x;
    private final String xName;
    private final Axis y;
    private final String yName;
    private final List<Drawing> layers = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    private record Label(double y, String text, Pen pen) {}

    public PlotArea(Box box, Axis x, String xName, Axis y, String yName) {
        this.box = box;
        this.x = x;
        this.xName = xName;
        this.y = y;
        this.yName = yName;
    }

    public Box box() {
        return box;
    }

    /** The pixel where a value of the horizontal axis stands. */
    public double x(double value) {
        return box.left() + x.place(value) * box.width();
    }

    /** The pixel where a value of the vertical axis stands. */
    public double y(double value) {
        return box.bottom() - y.place(value) * box.height();
    }

    /** Adds something on top of the rest. */
    public PlotArea with(Drawing layer) {
        layers.add(layer);
        return this;
    }

    /** Adds a line through points; it has a gap where one is not finite, and ends where it leaves the panel. */
    public PlotArea curve(Pen pen, int count, IntToDoubleFunction xs, IntToDoubleFunction ys) {
        return with(canvas -> {
            Path path = new Path(canvas, pen);
            for (int i = 0; i < count; i++) {
                path.add(x(xs.applyAsDouble(i)), y(ys.applyAsDouble(i)));
            }
            path.end();
        });
    }

    /** Names a line at the panel's right, where it ends at a value. */
    public PlotArea label(Pen pen, String text, double end) {
        labels.add(new Label(Math.clamp(y(end), box.top(), box.bottom()), text, pen));
        return this;
    }

    /** Adds a straight line from one point to another, which may lie outside of the panel. */
    public PlotArea line(Pen pen, double x1, double y1, double x2, double y2) {
        return with(canvas -> canvas.line(x(x1), y(y1), x(x2), y(y2), pen));
    }

    /** Adds a dot. */
    public PlotArea dot(Colour colour, double xValue, double yValue) {
        return dot(colour, 7, xValue, yValue);
    }

    /** Adds a dot of some radius in pixels. */
    public PlotArea dot(Colour colour, double radius, double xValue, double yValue) {
        return with(canvas -> canvas.circle(x(xValue), y(yValue), radius, colour));
    }

    /** Adds a square, so many pixels wide. */
    public PlotArea square(Colour colour, double side, double xValue, double yValue) {
        return with(
                canvas -> canvas.rectangle(new Box(x(xValue) - side / 2, y(yValue) - side / 2, side, side), colour));
    }

    /** Adds a hollow dot. */
    public PlotArea ring(Colour colour, double xValue, double yValue) {
        return ring(colour, 7, xValue, yValue);
    }

    /** Adds a hollow dot of some radius in pixels. */
    public PlotArea ring(Colour colour, double radius, double xValue, double yValue) {
        return dot(colour, radius, xValue, yValue)
                .with(canvas -> canvas.circle(x(xValue), y(yValue), radius - 2.5, Colour.WHITE));
    }

    /** Adds text so many pixels to the right of a point and below it. */
    public PlotArea note(
            double xValue, double yValue, double right, double below, String text, Lettering.Anchor anchor) {
        return with(canvas -> canvas.text(x(xValue) + right, y(yValue) + below, text, Lettering.NAME, anchor));
    }

    @Override
    public void draw(Canvas canvas) {
        for (Axis.Tick tick : y.ticks()) {
            double at = y(tick.value());
            canvas.line(box.left(), at, box.right(), at, tick.value() == 0 ? ZERO : GRID);
        }
        drawAxes(canvas);
        layers.forEach(layer -> layer.draw(canvas));
        drawLabels(canvas);
    }

    private void drawAxes(Canvas canvas) {
        for (Axis.Tick tick : x.ticks()) {
            double at = x(tick.value());
            canvas.line(at, box.bottom(), at, box.bottom() + 5, AXIS);
            if (!tick.label().isEmpty()) {
                canvas.text(at, box.bottom() + 20, tick.label(), Lettering.TEXT, Lettering.Anchor.MIDDLE);
            }
        }
        for (Axis.Tick tick : y.ticks()) {
            canvas.text(box.left() - 8, y(tick.value()) + 4.5, tick.label(), Lettering.TEXT, Lettering.Anchor.END);
        }
        canvas.line(box.left(), box.bottom(), box.right(), box.bottom(), AXIS);
        x.gap().ifPresent(value -> drawGap(canvas, x(value)));
        canvas.line(box.left(), box.top(), box.left(), box.bottom(), AXIS);
        canvas.text(box.left() + box.width() / 2, box.bottom() + 42, xName, Lettering.NAME, Lettering.Anchor.MIDDLE);
        canvas.textUpwards(box.left() - NAME_LEFT, box.top() + box.height() / 2, yName, Lettering.NAME);
    }

    /** Interrupts the horizontal axis by two slanting strokes. */
    private void drawGap(Canvas canvas, double at) {
        canvas.rectangle(new Box(at - GAP / 2, box.bottom() - 1, GAP, 2), Colour.WHITE);
        for (double stroke : new double[] {at - GAP / 2, at + GAP / 2}) {
            canvas.line(stroke - 2.5, box.bottom() + 5, stroke + 2.5, box.bottom() - 5, AXIS);
        }
    }

    /** Orders labels from top to bottom, at the lines' ends, but none closer to another than a line of text. */
    private void drawLabels(Canvas canvas) {
        List<Label> sorted = labels.stream()
                .sorted((one, other) -> Double.compare(one.y(), other.y()))
                .toList();
        double[] places = new double[sorted.size()];
        double above = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < places.length; i++) {
            above = Math.max(above + LABEL_LINE, sorted.get(i).y());
            places[i] = above;
        }
        double below = box.bottom() + LABEL_LINE;
        for (int i = places.length - 1; i >= 0; i--) {
            below = Math.min(below - LABEL_LINE, places[i]);
            double left = box.right() + 12;
            canvas.line(left, below, left + LABEL_SAMPLE, below, sorted.get(i).pen());
            canvas.text(
                    left + LABEL_SAMPLE + 8, below + 4.5, sorted.get(i).text(), Lettering.TEXT, Lettering.Anchor.START);
        }
    }

    /** A line on its way, of which only what is inside the panel is drawn. */
    private final class Path {
        private final Canvas canvas;
        private final Pen pen;
        private double[] points = new double[64];
        private int count;
        private double lastX = Double.NaN;
        private double lastY = Double.NaN;

        Path(Canvas canvas, Pen pen) {
            this.canvas = canvas;
            this.pen = pen;
        }

        void add(double toX, double toY) {
            if (!Double.isFinite(toX) || !Double.isFinite(toY)) {
                end();
                return;
            }
            if (Double.isNaN(lastX)) {
                if (outside(toY, toY) == 0) {
                    append(toX, toY);
                }
            } else {
                double enters = outside(lastY, toY);
                double leaves = 1 - outside(toY, lastY);
                if (enters < leaves) {
                    if (enters > 0) {
                        append(lastX + enters * (toX - lastX), lastY + enters * (toY - lastY));
                    }
                    append(lastX + leaves * (toX - lastX), lastY + leaves * (toY - lastY));
                }
                if (leaves < 1) {
                    end();
                }
            }
            lastX = toX;
            lastY = toY;
        }

        /** The share of the way from one height to another that lies outside, before it comes inside. */
        private double outside(double from, double to) {
            double border = Math.clamp(from, box.top() - SLACK, box.bottom() + SLACK);
            if (border == from) {
                return 0;
            }
            double share = (border - from) / (to - from);
            return share >= 0 ? share : 1; // NaN, too
        }

        private void append(double pointX, double pointY) {
            if (count == points.length) {
                points = Arrays.copyOf(points, 2 * count);
            }
            points[count++] = pointX;
            points[count++] = pointY;
        }

        void end() {
            if (count == 2) {
                append(points[0], points[1]); // seen, thanks to round ends
            }
            if (count > 0) {
                canvas.polyline(points, count, pen);
            }
            count = 0;
            lastX = Double.NaN;
        }
    }
}
