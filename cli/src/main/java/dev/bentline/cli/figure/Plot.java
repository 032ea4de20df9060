package dev.bentline.cli.figure;

import dev.bentline.DosageScale;
import dev.bentline.Network;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.source.FloatRange;
import dev.bentline.cli.source.Observations;
import dev.bentline.fit.ConfidenceInterval;
import dev.bentline.fit.Refits;
import dev.bentline.plot.Box;
import dev.bentline.plot.Canvas;
import dev.bentline.plot.Colour;
import dev.bentline.plot.Lettering;
import dev.bentline.plot.LinearAxis;
import dev.bentline.plot.Pen;
import dev.bentline.plot.Picture;
import dev.bentline.plot.PlotArea;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws observations, and a fitted network's effects over them. */
public final class Plot {
    /** More observations than this are counted, cell by cell, instead of drawn. */
    public static final int MOST_POINTS = 5000;

    private static final Box BOX = Picture.panel(0);

    /** A divisor of the panel's width and height. */
    private static final int CELL = 2;

    /** Wider than the line, so that it shows a point beneath it. */
    private static final double POINT = 3.5;

    private static final double SMALL_POINT = 2;
    private static final int MANY_POINTS = 200;

    private static final Colour OBSERVED = Colour.BLUE.withOpacity(0.63);
    private static final Colour FEW = new Colour(0xcfe3f1);
    private static final Colour MANY = new Colour(0x08306b);
    private static final Pen FITTED = new Pen(Colour.VERMILION, 2.5);
    private static final Pen HALO = new Pen(Colour.WHITE, 4.5);
    private static final Colour SURE = Colour.VERMILION.withOpacity(0.18);
    private static final Pen MEAN = new Pen(Colour.INK, 2);

    /** Half of the width of the stroke of a mean. */
    private static final double MEAN_WIDTH = 9;

    /** Dosages whose means are told apart. */
    private static final int MOST_MEANS = 60;

    /** Places of the band. */
    private static final int BAND = 240;

    private final Observations observations;
    private final Samples curve;
    private final DosageAxis x;
    private final float[] positions;
    private final LinearAxis y;
    private final List<ConfidenceInterval> band;
    private final double[] bandAt;
    private final SortedMap<Float, Double> means;

    private Plot(Observations observations, Network network, @Nullable Refits refits, double confidence) {
        this.observations = observations;
        float first = observations.dosageRange().min();
        float last = observations.dosageRange().max();
        DosageScale scale = network.dosageScale();
        x = DosageAxis.around(scale, first, last);
        positions = scale.isLinear() ? observations.dosages() : scale.positions(observations.dosages());
        curve = first < last
                ? Samples.effects(network, scale.position(first), scale.position(last))
                : Samples.effects(network, x.from(), x.to());
        means = means();
        bandAt = refits == null || first == last ? new double[0] : places(scale, first, last);
        band = refits == null ? List.of() : refits.effects(bandAt, confidence);
        FloatRange effects = observations.effectRange();
        Range range = new Range(effects.min(), effects.max());
        for (int i = 0; i < curve.count(); i++) {
            range = range.with(curve.y(i));
        }
        for (ConfidenceInterval sure : band) {
            range = range.with(sure.from()).with(sure.to());
        }
        y = LinearAxis.around(range.from(), range.to());
    }

    /** Dosages that are evenly spaced on a scale, within a range whatever the rounding. */
    private static double[] places(DosageScale scale, float first, float last) {
        double from = scale.position((double) first);
        double to = scale.position((double) last);
        double[] places = new double[BAND + 1];
        for (int i = 0; i <= BAND; i++) {
            places[i] = Math.clamp(scale.dosage(from + (to - from) * i / BAND), first, last);
        }
        return places;
    }

    /** The mean effects of dosages that have two observations or more on average; otherwise none, nor of a cloud. */
    private SortedMap<Float, Double> means() {
        if (isDense()) {
            return new TreeMap<>();
        }
        SortedMap<Float, double[]> sums = new TreeMap<>();
        for (int i = 0; i < observations.count() && sums.size() <= MOST_MEANS; i++) {
            double[] sum = sums.computeIfAbsent(observations.dosages()[i] + 0f, _ -> new double[2]);
            sum[0] += observations.effects()[i];
            sum[1]++;
        }
        SortedMap<Float, Double> means = new TreeMap<>();
        if (sums.size() <= MOST_MEANS && observations.count() >= 2 * sums.size()) {
            sums.forEach((dosage, sum) -> means.put(dosage, sum[0] / sum[1]));
        }
        return means;
    }

    /**
     * The picture.
     *
     * @param network what was fitted to the observations
     * @param dosage what the dosages are called
     * @param effect what the effects are called
     */
    public static Picture of(Observations observations, Network network, String title, String dosage, String effect) {
        return new Plot(observations, network, null, 0).draw(title, name(dosage), name(effect));
    }

    /**
     * The picture, with a band of how sure the effects are.
     *
     * @param confidence how much of the refits it holds
     */
    public static Picture of(
            Observations observations, Refits refits, double confidence, String title, String dosage, String effect) {
        return new Plot(observations, refits.fit().network(), refits, confidence)
                .draw(title, name(dosage), name(effect));
    }

    private static String name(String column) {
        return Text.shortened(Text.oneLine(column));
    }

    private Picture draw(String title, String dosage, String effect) {
        PlotArea panel = new PlotArea(BOX, x, dosage, y, effect);
        panel.with(canvas -> drawBand(canvas, panel));
        int most = 1;
        if (isDense()) {
            int[] counts = count();
            for (int count : counts) {
                most = Math.max(most, count);
            }
            int deepest = most;
            panel.with(canvas -> drawDensity(canvas, counts, deepest));
            curve.draw(panel, HALO);
        } else {
            panel.with(canvas -> drawPoints(canvas, panel));
        }
        curve.draw(panel, FITTED);
        panel.with(canvas -> drawMeans(canvas, panel));
        String observed = observations.count()
                + (observations.count() == 1 ? " observation" : " observations")
                + (isDense() ? ", 1 to " + most + " a cell" : "");
        int deepest = most;
        return new Picture(
                Picture.WIDTH,
                Picture.HEIGHT,
                title,
                "",
                observed + " of " + effect + " by " + dosage + ", and the line of the network fitted to them.",
                List.of(panel, canvas -> drawLegend(canvas, observed, deepest)));
    }

    private void drawBand(Canvas canvas, PlotArea panel) {
        int places = band.size();
        double[] corners = new double[4 * places];
        for (int i = 0; i < places; i++) {
            double at = panel.x(x.scale().position(bandAt[i]));
            corners[2 * i] = at;
            corners[2 * i + 1] = panel.y(band.get(i).from());
            corners[4 * places - 2 * i - 2] = at;
            corners[4 * places - 2 * i - 1] = panel.y(band.get(i).to());
        }
        if (places > 0) {
            canvas.polygon(corners, SURE);
        }
    }

    private void drawMeans(Canvas canvas, PlotArea panel) {
        means.forEach((dosage, mean) -> {
            double at = panel.x(x.scale().position(dosage));
            double left = Math.max(BOX.left(), at - MEAN_WIDTH);
            double right = Math.min(BOX.right(), at + MEAN_WIDTH);
            canvas.line(left, panel.y(mean), right, panel.y(mean), MEAN);
        });
    }

    private boolean isDense() {
        return observations.count() > MOST_POINTS;
    }

    private double radius() {
        return observations.count() > MANY_POINTS ? SMALL_POINT : POINT;
    }

    private void drawPoints(Canvas canvas, PlotArea panel) {
        for (int i = 0; i < observations.count(); i++) {
            canvas.circle(panel.x(positions[i]), panel.y(observations.effects()[i]), radius(), OBSERVED);
        }
    }

    /** Counts the observations in each cell, row by row from the lowest. */
    private int[] count() {
        int columns = (int) (BOX.width() / CELL);
        int rows = (int) (BOX.height() / CELL);
        int[] counts = new int[columns * rows];
        for (int i = 0; i < observations.count(); i++) {
            int column = cell(x.place(positions[i]), columns);
            int row = cell(y.place(observations.effects()[i]), rows);
            counts[row * columns + column]++;
        }
        return counts;
    }

    private static int cell(double place, int cells) {
        return Math.clamp((int) (place * cells), 0, cells - 1);
    }

    /** Shades each cell by the logarithm of how many observations are in it; neighbours that are alike at once. */
    private static void drawDensity(Canvas canvas, int[] counts, int most) {
        int columns = (int) (BOX.width() / CELL);
        int end;
        for (int i = 0; i < counts.length; i = end) {
            end = i + 1;
            while (end % columns != 0 && counts[end] == counts[i]) {
                end++;
            }
            if (counts[i] > 0) {
                double left = BOX.left() + i % columns * CELL;
                double top = BOX.bottom() - (i / columns + 1) * CELL;
                canvas.rectangle(new Box(left, top, (end - i) * CELL, CELL), shade(counts[i], most));
            }
        }
    }

    private static Colour shade(int count, int most) {
        double place = most == 1 ? 0 : Math.log(count) / Math.log(most);
        return new Colour((between(16, place) << 16) | (between(8, place) << 8) | between(0, place));
    }

    /** Eight bits of a colour between that of few and that of many. */
    private static int between(int bits, double place) {
        int from = (FEW.rgb() >> bits) & 0xff;
        int to = (MANY.rgb() >> bits) & 0xff;
        return (int) Math.round(from + (to - from) * place);
    }

    private void drawLegend(Canvas canvas, String observed, int most) {
        int baseline = 51;
        double middle = baseline - 4.5;
        double at = Picture.MARGIN;
        if (isDense()) {
            int steps = 30;
            for (int i = 0; i < steps; i++) {
                Colour shade = shade((int) Math.round(Math.pow(most, i / (steps - 1.0))), most);
                canvas.rectangle(new Box(at + i, middle - 4, 1, 8), shade);
            }
            at += steps + 6;
        } else {
            canvas.circle(at + radius(), middle, radius(), OBSERVED);
            at += 2 * radius() + 6;
        }
        canvas.text(at, baseline, observed, Lettering.TEXT, Lettering.Anchor.START);
        at += Lettering.TEXT.width(observed) + 20;
        canvas.line(at, middle, at + 25, middle, FITTED);
        at = legend(canvas, at + 32, baseline, "fitted network");
        if (!means.isEmpty()) {
            canvas.line(at, middle, at + 2 * MEAN_WIDTH, middle, MEAN);
            at = legend(canvas, at + 2 * MEAN_WIDTH + 7, baseline, "means");
        }
        if (!band.isEmpty()) {
            canvas.rectangle(new Box(at, middle - 6, 25, 12), SURE);
            ConfidenceInterval sure = band.getFirst();
            legend(
                    canvas,
                    at + 32,
                    baseline,
                    Text.rounded(100 * sure.level()) + " % of " + (sure.refits() + sure.missing()) + " refits");
        }
    }

    /** Writes a word; returns where the next sample begins. */
    private static double legend(Canvas canvas, double at, double baseline, String text) {
        canvas.text(at, baseline, text, Lettering.TEXT, Lettering.Anchor.START);
        return at + Lettering.TEXT.width(text) + 20;
    }
}
