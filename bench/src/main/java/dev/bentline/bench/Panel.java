package dev.bentline.bench;

import java.util.List;
import java.util.stream.Stream;

/** One table: rows that do the same work on the same number of dosages. */
record Panel(Group group, String title, int size, List<Row> rows) {
    /** The same table, longer. */
    Panel with(Row... more) {
        return new Panel(
                group,
                title,
                size,
                Stream.concat(rows.stream(), Stream.of(more)).toList());
    }
}
