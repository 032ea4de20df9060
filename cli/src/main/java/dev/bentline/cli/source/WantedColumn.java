package dev.bentline.cli.source;

import org.jspecify.annotations.Nullable;

/**
 * A column that is read from a file.
 *
 * @param name its name
 * @param option the option that names it
 * @param orTheOnlyOne whether the only column there is will do, whatever its name
 * @param least the smallest valid number
 */
public record WantedColumn(String name, String option, boolean orTheOnlyOne, float least) {
    private static final String DOSAGE = "dosage";

    /** A column of any finite numbers. */
    public WantedColumn(String name, String option, boolean orTheOnlyOne) {
        this(name, option, orTheOnlyOne, -Float.MAX_VALUE);
    }

    /** Returns the column that {@code --column} names; for null, {@code dosage} or the only one there is. */
    public static WantedColumn dosage(@Nullable String name) {
        return new WantedColumn(name != null ? name : DOSAGE, "--column", name == null);
    }

    /** Returns whether a number is finite and not too small. */
    public boolean isValid(float value) {
        return value >= least && value <= Float.MAX_VALUE;
    }

    /** Returns whether the first of some numbers are all valid. */
    public boolean areValid(float[] values, int count) {
        return FloatRange.areFinite(values, count)
                && (least == -Float.MAX_VALUE || FloatRange.of(values, count).min() >= least);
    }

    /** Says of a finite number that it is too small. */
    public String fault(String value) {
        return value + " is below " + Math.round(least);
    }
}
