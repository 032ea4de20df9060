package dev.bentline.cli.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a file that are carried along beside the wanted ones.
 *
 * @param named the columns, which differ from each other and from the wanted ones; null for all others
 * @param everyRow whether tiles have the rows, too, that are left out; their first wanted number is NaN then
 */
public record Keeping(@Nullable List<WantedColumn> named, boolean everyRow) {
    public static final Keeping NOTHING = of(List.of());
    public static final Keeping ALL_OTHERS = new Keeping(null, false);

    /** Keeps some columns, in this order. */
    public static Keeping of(List<WantedColumn> named) {
        return new Keeping(List.copyOf(named), false);
    }

    /** Keeps some columns, also of rows that are left out, except rows that do not have all columns. */
    public static Keeping ofEveryRow(List<WantedColumn> named) {
        return new Keeping(List.copyOf(named), true);
    }

    /** Tells whether no column is carried along; a record's own equals would be made while the command starts. */
    public boolean isNothing() {
        return named != null && named.isEmpty();
    }
}
