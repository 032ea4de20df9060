package dev.bentline.cli.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis that begins and ends at a tick.
 *
 * @param ticks at least two, ascending
 */
public record Axis(List<BigDecimal> ticks) {
    private static final int MOST_STEPS = 8;

    /** The axis with the fewest round steps, of 1, 2 or 5 times a power of ten, that covers an interval. */
    public static Axis covering(double from, double to) {
        double width = to > from ? to - from : Math.max(1, Math.abs(from));
        double end = from + width;
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(width / MOST_STEPS)));
        for (int factor : new int[] {1, 2, 5, 10}) {
            BigDecimal wider = step.multiply(BigDecimal.valueOf(factor));
            long first = (long) Math.floor(from / wider.doubleValue() + 1e-9);
            long last = (long) Math.ceil(end / wider.doubleValue() - 1e-9);
            if (last - first <= MOST_STEPS || factor == 10) {
                return new Axis(ticks(wider, first, last));
            }
        }
        throw new AssertionError();
    }

    private static List<BigDecimal> ticks(BigDecimal step, long first, long last) {
        List<BigDecimal> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(step.multiply(BigDecimal.valueOf(i), MathContext.DECIMAL64));
        }
        return ticks;
    }

    /** Where a value stands on the axis, from 0 at its beginning to 1 at its end. */
    public double place(double value) {
        double from = ticks.getFirst().doubleValue();
        double to = ticks.getLast().doubleValue();
        return (value - from) / (to - from);
    }

    public static String label(BigDecimal tick) {
        BigDecimal plain = tick.stripTrailingZeros();
        return Math.abs(plain.scale()) > 6 ? plain.toString() : plain.toPlainString();
    }
}
