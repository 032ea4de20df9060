package dev.bentline.cli.figure;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Model;
import dev.bentline.Segment;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.plot.Pen;
import dev.bentline.plot.PlotArea;
import java.util.Arrays;

/** Computes, by the engine, a curve at positions of dosages, on the network's scale, that ascend. */
final class Samples {
    /** About one in every pixel column; an even number, for the tip of the worked example is at 0.5. */
    private static final int STEPS = 600;

    /** More points than these take many seconds to draw. */
    private static final int MOST_POINTS = 20_000;

    private static final int COLUMNS = 1200;

    private final float[] x;
    private final float[] y;
    private final DosageScale scale;

    private Samples(float[] x, float[] y, DosageScale scale) {
        this.x = x;
        this.y = y;
        this.scale = scale;
    }

    /** Effects, those at the bends among them. */
    static Samples effects(Model model, double from, double to) {
        float[] x = dosages(from, to, bends(model, from, to));
        float[] y = new float[x.length];
        EngineFactory.of(onPositions(model)).forward(x, y);
        return new Samples(x, y, model.dosageScale());
    }

    private static Model onPositions(Model model) {
        return model.withDosageScale(DosageScale.LINEAR);
    }

    /** The real effects of a bent line on a linear scale, at its bends and at both ends. */
    static Samples of(BentLine line, double from, double to) {
        float[] bends = bends(line, from, to);
        float[] x = new float[bends.length + 2];
        x[0] = finite(from);
        System.arraycopy(bends, 0, x, 1, bends.length);
        x[x.length - 1] = finite(to);
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) line.effect(x[i]);
        }
        return new Samples(x, y, DosageScale.LINEAR);
    }

    /** Derivatives, with a gap where that of a ReLU network jumps. */
    static Samples derivatives(Model model, double from, double to) {
        float[] bends = bends(model, from, to);
        float[] sides = new float[3 * bends.length];
        for (int i = 0; i < bends.length; i++) {
            sides[3 * i] = Math.nextDown(bends[i]);
            sides[3 * i + 1] = bends[i];
            sides[3 * i + 2] = Math.nextUp(bends[i]);
        }
        float[] x = dosages(from, to, sides);
        float[] y = new float[x.length];
        EngineFactory.of(onPositions(model)).derivative(x, y);
        Samples samples = new Samples(x, y, model.dosageScale());
        return model.isPiecewiseLinear() ? samples.broken() : samples;
    }

    /** Leaves of very many points the first, the last and the extremes of each column of dosages. */
    Samples thinned() {
        if (x.length <= MOST_POINTS) {
            return this;
        }
        float[] thinnedX = new float[4 * (COLUMNS + 1)];
        float[] thinnedY = new float[4 * (COLUMNS + 1)];
        int count = 0;
        int end;
        for (int begin = 0; begin < x.length; begin = end) {
            int least = begin;
            int most = begin;
            for (end = begin; end < x.length && column(end) == column(begin); end++) {
                least = y[end] < y[least] || Float.isNaN(y[least]) ? end : least;
                most = y[end] > y[most] || Float.isNaN(y[most]) ? end : most;
            }
            for (int i : new int[] {begin, Math.min(least, most), Math.max(least, most), end - 1}) {
                thinnedX[count] = x[i];
                thinnedY[count++] = y[i];
            }
        }
        return new Samples(Arrays.copyOf(thinnedX, count), Arrays.copyOf(thinnedY, count), scale);
    }

    private int column(int i) {
        return (int) (((double) x[i] - x[0]) / ((double) x[x.length - 1] - x[0]) * COLUMNS);
    }

    /** Leaves a gap between any two values that differ. */
    private Samples broken() {
        float[] brokenX = new float[2 * x.length];
        float[] brokenY = new float[2 * x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            if (i > 0 && y[i] != y[i - 1]) {
                brokenX[count] = x[i];
                brokenY[count++] = Float.NaN;
            }
            brokenX[count] = x[i];
            brokenY[count++] = y[i];
        }
        return new Samples(Arrays.copyOf(brokenX, count), Arrays.copyOf(brokenY, count), scale);
    }

    /** Draws one single value. */
    static float effect(Model model, float dosage) {
        float[] value = {dosage};
        EngineFactory.of(model).forward(value, value);
        return value[0];
    }

    private static float[] dosages(double from, double to, float[] more) {
        float[] x = Arrays.copyOf(more, more.length + STEPS + 1);
        for (int i = 0; i <= STEPS; i++) {
            x[more.length + i] = finite(from + (to - from) * i / STEPS);
        }
        Arrays.sort(x);
        return x;
    }

    private static float finite(double dosage) {
        return (float) Math.clamp(dosage, -Float.MAX_VALUE, Float.MAX_VALUE);
    }

    private static float[] bends(Model model, double from, double to) {
        if (!model.isPiecewiseLinear()) {
            return new float[0];
        }
        return bends(EngineFactory.bentLine(model), from, to);
    }

    private static float[] bends(BentLine line, double from, double to) {
        double[] bends = line.segments().stream()
                .mapToDouble(Segment::from)
                .filter(bend -> from < bend && bend < to)
                .toArray();
        float[] rounded = new float[bends.length];
        for (int i = 0; i < bends.length; i++) {
            rounded[i] = (float) bends[i];
        }
        return rounded;
    }

    int count() {
        return x.length;
    }

    float x(int i) {
        return x[i];
    }

    float y(int i) {
        return y[i];
    }

    /** The last value. */
    float end() {
        return y[y.length - 1];
    }

    /** Says where it begins and where it ends. */
    String ends() {
        return Text.rounded(y[0]) + " at dosage " + Text.rounded(scale.dosage(x[0])) + ", " + Text.rounded(end())
                + " at dosage " + Text.rounded(scale.dosage(x[x.length - 1]));
    }

    /** Returns where the first of the largest values is. */
    int highest() {
        int highest = 0;
        for (int i = 0; i < y.length; i++) {
            highest = y[i] > y[highest] ? i : highest;
        }
        return highest;
    }

    /** The range of the finite values, zero included. */
    static Range range(Samples... curves) {
        Range range = new Range(0, 0);
        for (Samples curve : curves) {
            for (float y : curve.y) {
                range = range.with(y);
            }
        }
        return range;
    }

    void draw(PlotArea panel, Pen pen) {
        panel.curve(pen, x.length, this::x, this::y);
    }
}
