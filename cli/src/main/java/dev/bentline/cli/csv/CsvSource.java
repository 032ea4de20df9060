package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.sweep.KeptColumn;
import dev.bentline.cli.sweep.Source;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dosages in one column of a CSV file. */
public final class CsvSource implements Source {
    private static final String DEFAULT_COLUMN = "dosage";

    private final CsvReader csv;
    private final boolean keep;

    CsvSource(CsvReader csv, boolean keep) {
        this.csv = csv;
        this.keep = keep;
    }

    /**
     * Opens a file.
     *
     * @param name the file's name, or {@code -} for standard input
     * @param column the column's name, or null for {@code dosage} or the only column there is
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @param keep carry the other columns along
     * @throws CommandException if the user's input is wrong
     */
    public static CsvSource open(String name, @Nullable String column, boolean skipInvalid, boolean keep)
            throws IOException {
        return new CsvSource(CsvReader.open(name, wanted(column), skipInvalid), keep);
    }

    static List<CsvReader.Column> wanted(@Nullable String column) {
        return List.of(new CsvReader.Column(column != null ? column : DEFAULT_COLUMN, "--column", column == null));
    }

    @Override
    public @Nullable ReadTask take() throws IOException {
        CsvRows rows = csv.take();
        return rows == null ? null : tile -> fill(tile, rows);
    }

    private void fill(Tile tile, CsvRows rows) {
        if (keep) {
            KeptFields kept = rows.room();
            tile.count = rows.readAll(tile.dosages, kept);
            tile.kept = kept.values();
        } else {
            tile.count = rows.read(tile.dosages);
        }
        tile.skipped = rows.skipped();
    }

    @Override
    public List<KeptColumn> kept() {
        return keep ? csv.others().stream().<KeptColumn>map(name -> () -> name).toList() : List.of();
    }

    @Override
    public long position() {
        return csv.position();
    }

    @Override
    public long size() {
        return csv.size();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
