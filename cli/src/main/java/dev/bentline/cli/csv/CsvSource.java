package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in some columns of a CSV file (RFC 4180, UTF-8, gzip or not) with a header. */
public final class CsvSource implements Source {
    private final CsvInput in;
    private final RowCutter cutter;
    private final CsvHeader header;
    private final boolean skipInvalid;
    private final boolean keep;

    /** Reads the header. */
    CsvSource(CsvInput in, List<WantedColumn> wanted, boolean skipInvalid, boolean keep, RowCutter.Limits limits)
            throws IOException {
        this.in = in;
        this.cutter = new RowCutter(in, limits);
        this.skipInvalid = skipInvalid;
        this.keep = keep;
        try {
            this.header = new CsvHeader(in.file(), cutter.cutHeader(), wanted);
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @param name the file's name, or {@code -} for standard input
     * @param wanted the columns to read, which differ
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @param keep carry the other columns along
     * @throws CommandException if the user's input is wrong
     */
    public static CsvSource open(String name, List<WantedColumn> wanted, boolean skipInvalid, boolean keep)
            throws IOException {
        return new CsvSource(CsvInput.open(name), wanted, skipInvalid, keep, RowCutter.Limits.USUAL);
    }

    @Override
    public @Nullable ReadTask next() throws IOException {
        RowBlock block = cutter.cut();
        return block == null ? null : tile -> read(tile, new CsvRows(header, block, skipInvalid));
    }

    private void read(InputTile tile, CsvRows rows) {
        KeptFields kept = keep ? rows.room() : null;
        tile.count = rows.read(tile.columns, kept);
        tile.skipped = rows.skipped();
        tile.kept = kept == null ? List.of() : kept.values();
    }

    @Override
    public List<KeptColumn> kept() {
        return keep
                ? header.others().stream().<KeptColumn>map(name -> () -> name).toList()
                : List.of();
    }

    @Override
    public long position() {
        return in.position();
    }

    @Override
    public long size() {
        return in.size();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
