package dev.bentline.cli.source;

import org.jspecify.annotations.Nullable;

/**
 * A column that is read from a file.
 *
 * @param name its name
 * @param option the option that names it
 * @param orTheOnlyOne whether the only column there is will do, whatever its name
 */
public record WantedColumn(String name, String option, boolean orTheOnlyOne) {
    private static final String DOSAGE = "dosage";

    /** Returns the column that {@code --column} names; for null, {@code dosage} or the only one there is. */
    public static WantedColumn dosage(@Nullable String name) {
        return new WantedColumn(name != null ? name : DOSAGE, "--column", name == null);
    }
}
