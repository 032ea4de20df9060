package dev.bentline.cli;

import dev.bentline.BentLine;
import dev.bentline.DosageScale;
import dev.bentline.Interval;
import dev.bentline.Model;
import dev.bentline.cli.engine.EngineFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * The effects of the dosages of a range: the smallest and the largest, where they are, and the windows of dosages whose
 * effect reaches a threshold.
 *
 * @param min like the others without effects that are NaN, unless all are
 * @param exact whether this is the network's real function, or what the engine computes at many dosages
 */
record EffectRange(double min, double argMin, double max, double argMax, List<Interval> windows, boolean exact) {
    /** Steps between the dosages of a softplus network. */
    private static final int STEPS = 10_000;

    /** The effects of the dosages from one to another, at least as large. */
    static EffectRange of(Model model, double from, double to, float threshold) {
        return model.isPiecewiseLinear()
                ? exact(EngineFactory.bentLine(model), from, to, threshold)
                : sampled(model, from, to, threshold);
    }

    private static EffectRange exact(BentLine line, double from, double to, float threshold) {
        BentLine.Extreme least = line.min(from, to);
        BentLine.Extreme most = line.max(from, to);
        return new EffectRange(
                least.effect(), least.dosage(), most.effect(), most.dosage(), line.windows(threshold, from, to), true);
    }

    private static EffectRange sampled(Model model, double from, double to, float threshold) {
        float[] x = new float[STEPS + 1];
        DosageScale scale = model.dosageScale();
        double first = scale.position(from);
        double last = scale.position(to);
        for (int i = 0; i <= STEPS; i++) {
            x[i] = (float) scale.dosage(first + (last - first) * i / STEPS);
        }
        float[] y = new float[x.length];
        EngineFactory.of(model).forward(x, y);
        int least = 0;
        int most = 0;
        List<Interval> windows = new ArrayList<>();
        double begin = Double.NaN;
        for (int i = 0; i <= STEPS; i++) {
            least = y[i] < y[least] || Float.isNaN(y[least]) ? i : least;
            most = y[i] > y[most] || Float.isNaN(y[most]) ? i : most;
            boolean reaches = y[i] >= threshold;
            if (reaches && Double.isNaN(begin)) {
                begin = i == 0 ? x[0] : crossing(x, y, i, threshold);
            } else if (!reaches && !Double.isNaN(begin)) {
                windows.add(new Interval(begin, crossing(x, y, i, threshold)));
                begin = Double.NaN;
            }
        }
        if (!Double.isNaN(begin)) {
            windows.add(new Interval(begin, x[STEPS]));
        }
        return new EffectRange(y[least], x[least], y[most], x[most], List.copyOf(windows), false);
    }

    /** Returns where a straight line between two dosages reaches the threshold. */
    private static double crossing(float[] x, float[] y, int i, float threshold) {
        double share = ((double) threshold - y[i - 1]) / ((double) y[i] - y[i - 1]);
        double crossing = x[i - 1] + share * ((double) x[i] - x[i - 1]);
        return Double.isNaN(crossing) ? x[i] : crossing; // beside an effect that is not finite
    }
}
