package dev.bentline.cli.table;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a table. */
public interface TableSink {
    /**
     * Takes a row.
     *
     * @param row a value of each column, of its {@link TableColumn.Type}
     */
    void add(List<@Nullable Object> row) throws IOException;

    /** Ends the table, after its last row. */
    void finish() throws IOException;
}
