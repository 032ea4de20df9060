package dev.bentline.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * A logarithmic axis.
 *
 * @param ticks ascending
 */
public record LogAxis(double from, double to, List<Tick> ticks) implements Axis {
    private static final int MOST_TICKS = 12;
    /** The width of a digit, in pixels. */
    private static final double DIGIT = 8;

    /** Makes an axis from one power of ten to another, with all between them marked. */
    public static LogAxis decades(double least, double most) {
        int from = (int) Math.floor(Math.log10(least));
        int to = Math.max(from + 1, (int) Math.ceil(Math.log10(most)));
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = from; exponent <= to; exponent++) {
            double value = Math.pow(10, exponent);
            ticks.add(new Tick(value, exponent < 0 ? String.format(Locale.ROOT, "%.1g", value) : grouped(value)));
        }
        return new LogAxis(Math.pow(10, from), Math.pow(10, to), ticks);
    }

    /** Makes an axis from the first of some whole numbers to the last. */
    public static LogAxis of(Collection<Integer> ascending) {
        List<Tick> ticks =
                ascending.stream().map(value -> new Tick(value, grouped(value))).toList();
        return new LogAxis(ticks.getFirst().value(), ticks.getLast().value(), ticks);
    }

    /**
     * Makes the same, without the words that would touch others in so many pixels; where there are many numbers, the round
     * ones between their ends are marked instead.
     */
    public static LogAxis legible(Collection<Integer> ascending, double pixels) {
        LogAxis all = of(ascending);
        List<Tick> candidates = all.ticks.size() <= MOST_TICKS ? all.ticks : round(all.from, all.to);
        List<Tick> ticks = new ArrayList<>();
        double end = Double.NEGATIVE_INFINITY;
        for (Tick tick : candidates) {
            double half = DIGIT * (tick.label().length() + 1) / 2;
            double at = pixels * all.place(tick.value());
            boolean fits = at - half >= end;
            ticks.add(fits ? tick : new Tick(tick.value(), ""));
            end = fits ? at + half : end;
        }
        return new LogAxis(all.from, all.to, ticks);
    }

    /** The numbers from one to another that are 1, 2 or 5 times a power of ten. */
    private static List<Tick> round(double from, double to) {
        List<Tick> ticks = new ArrayList<>();
        for (double power = Math.pow(10, Math.floor(Math.log10(from))); power <= to; power *= 10) {
            for (double value : new double[] {power, 2 * power, 5 * power}) {
                if (value >= from && value <= to) {
                    ticks.add(new Tick(value, grouped(value)));
                }
            }
        }
        return ticks;
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    @Override
    public double place(double value) {
        return Math.log(value / from) / Math.log(to / from);
    }
}
