package dev.bentline.picture;

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
    /** From one power of ten to another, with all between them marked. */
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

    /** From the first of some whole numbers to the last. */
    public static LogAxis of(Collection<Integer> ascending) {
        List<Tick> ticks =
                ascending.stream().map(value -> new Tick(value, grouped(value))).toList();
        return new LogAxis(ticks.getFirst().value(), ticks.getLast().value(), ticks);
    }

    private static String grouped(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    @Override
    public double place(double value) {
        return Math.log(value / from) / Math.log(to / from);
    }
}
