package dev.bentline.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dosages in one column of a CSV file. */
final class CsvSource implements Source {
    private static final String DEFAULT_COLUMN = "dosage";

    private final CsvRows rows;

    private CsvSource(CsvRows rows) {
        this.rows = rows;
    }

    /**
     * Opens a file.
     *
     * @param name the file's name, or {@code -} for standard input
     * @param column the column's name, or null for {@code dosage} or the only column there is
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @throws CommandException if the user's input is wrong
     */
    static CsvSource open(String name, @Nullable String column, boolean skipInvalid) throws IOException {
        CsvRows.Column wanted =
                new CsvRows.Column(column != null ? column : DEFAULT_COLUMN, "--column", column == null);
        return new CsvSource(CsvRows.open(name, List.of(wanted), skipInvalid));
    }

    @Override
    public boolean take(Tile tile) throws IOException {
        int count = 0;
        while (count < Tile.SIZE && rows.next()) {
            tile.dosages[count++] = rows.value(0);
        }
        tile.count = count;
        return count > 0;
    }

    @Override
    public long skipped() {
        return rows.skipped();
    }

    @Override
    public long position() {
        return rows.position();
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
