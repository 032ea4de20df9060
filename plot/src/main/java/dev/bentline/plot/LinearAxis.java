package dev.bentline.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis that begins and ends at a tick.
 *
 * @param ticks at least two, ascending
 */
public record LinearAxis(List<Tick> ticks) implements Axis {
    private static final int MOST_STEPS = 8;
    private static final int MOST_ZEROS = 6;

    /** The axis with the fewest round steps, of 1, 2 or 5 times a power of ten, that covers an interval. */
    public static LinearAxis covering(double from, double to) {
        double width = to > from ? to - from : Math.max(1, Math.abs(from));
        double end = from + width;
        int power = (int) Math.floor(Math.log10(width / MOST_STEPS));
        for (int factor : new int[] {1, 2, 5, 10}) {
            double step = new Decimal(factor, power).value();
            long first = (long) Math.floor(from / step + 1e-9);
            long last = (long) Math.ceil(end / step - 1e-9);
            if (last - first <= MOST_STEPS || factor == 10) {
                return new LinearAxis(ticks(factor, power, first, last));
            }
        }
        throw new AssertionError();
    }

    /** Makes the same, with room around a single value. */
    public static LinearAxis around(double from, double to) {
        double margin = from < to ? 0 : from == 0 ? 0.5 : Math.abs(from) / 2;
        return covering(from - margin, to + margin);
    }

    private static List<Tick> ticks(int factor, int power, long first, long last) {
        List<Tick> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            Decimal tick = new Decimal(factor * i, power);
            ticks.add(new Tick(tick.value(), tick.label(MOST_ZEROS)));
        }
        return ticks;
    }

    public double from() {
        return ticks.getFirst().value();
    }

    public double to() {
        return ticks.getLast().value();
    }

    @Override
    public double place(double value) {
        return (value - from()) / (to() - from());
    }
}
