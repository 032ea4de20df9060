package dev.bentline.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * One table: rows that do the same work.
 *
 * @param notes what a reader of this table needs to know, a line each
 */
record Panel(Group group, String title, Unit unit, List<Row> rows, List<String> notes) {
    /** A table that needs no words. */
    Panel(Group group, String title, Unit unit, List<Row> rows) {
        this(group, title, unit, rows, List.of());
    }

    /** The same table, longer. */
    Panel with(Row... more) {
        return new Panel(
                group,
                title,
                unit,
                Stream.concat(rows.stream(), Stream.of(more)).toList(),
                notes);
    }

    /** The same table, with words below. */
    Panel noting(String... words) {
        return new Panel(group, title, unit, rows, List.of(words));
    }
}
