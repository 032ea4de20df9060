package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.sweep.Source;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dosages in one column of a CSV file. */
public final class CsvSource implements Source {
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
    public static CsvSource open(String name, @Nullable String column, boolean skipInvalid) throws IOException {
        CsvRows.Column wanted =
                new CsvRows.Column(column != null ? column : DEFAULT_COLUMN, "--column", column == null);
        return new CsvSource(CsvRows.open(name, List.of(wanted), skipInvalid));
    }

    @Override
    public @Nullable Filling take() throws IOException {
        float[] dosages = new float[Tile.SIZE];
        int count = 0;
        long skipped = rows.skipped();
        while (count < Tile.SIZE && rows.next()) {
            dosages[count++] = rows.value(0);
        }
        int newlySkipped = (int) (rows.skipped() - skipped);
        if (count == 0 && newlySkipped == 0) {
            return null;
        }
        int rowCount = count;
        return tile -> {
            System.arraycopy(dosages, 0, tile.dosages, 0, rowCount);
            tile.count = rowCount;
            tile.skipped = newlySkipped;
        };
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
