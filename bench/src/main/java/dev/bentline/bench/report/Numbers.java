package dev.bentline.bench.report;

import java.util.Locale;

/** Writes numbers, the same in every locale. */
final class Numbers {
    private Numbers() {}

    /** A time, in whatever unit: three digits or more. */
    static String time(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 10_000 ? "%.1f" : "%,.0f", value);
    }

    static String ratio(double ratio) {
        return String.format(
                Locale.ROOT, ratio < 0.01 ? "%.1e" : ratio < 10 ? "%.2f" : ratio < 1_000 ? "%.0f" : "%,.0f", ratio);
    }

    static String grouped(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    static String rate(double perNano, String unit) {
        return String.format(Locale.ROOT, "%.1f %s", perNano, unit);
    }
}
