package dev.bentline.bench;

import java.util.List;
import java.util.stream.Stream;

/** One table: rows that do the same work. */
record Panel(Group group, String title, Unit unit, List<Row> rows) {
    /** The same table, longer. */
    Panel with(Row... more) {
        return new Panel(
                group,
                title,
                unit,
                Stream.concat(rows.stream(), Stream.of(more)).toList());
    }
}
