package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in some columns of a CSV file (RFC 4180, UTF-8, gzip or not) with a header; also of its dialects, with
 * other delimiters, decimal commas, and lines before the header.
 */
public final class CsvSource implements Source {
    private final CsvInput in;
    private final RowCutter cutter;
    private final CsvHeader header;
    private final boolean skipInvalid;
    private final Keeping keeping;

    /** Reads the header. */
    CsvSource(
            CsvInput in,
            StatedDialect stated,
            List<WantedColumn> wanted,
            boolean skipInvalid,
            Keeping keeping,
            RowCutter.Limits limits)
            throws IOException {
        this.in = in;
        this.skipInvalid = skipInvalid;
        this.keeping = keeping;
        try {
            DialectSniffer sniffer = new DialectSniffer(in, stated, wanted);
            Dialect dialect = sniffer.sniff();
            this.cutter = new RowCutter(in, dialect, limits);
            this.header = new CsvHeader(in.file(), cutter.cutHeader(), dialect, wanted, keeping, sniffer.hint());
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
    }

    /**
     * Opens a file.
     *
     * @param name the file's name, or {@code -} for standard input
     * @param stated what the user says about how it is written
     * @param wanted the columns to read, which differ
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @param keeping the columns to carry along
     * @throws CommandException if the user's input is wrong
     */
    public static CsvSource open(
            String name, StatedDialect stated, List<WantedColumn> wanted, boolean skipInvalid, Keeping keeping)
            throws IOException {
        return new CsvSource(CsvInput.open(name), stated, wanted, skipInvalid, keeping, RowCutter.Limits.USUAL);
    }

    @Override
    public @Nullable ReadTask next() throws IOException {
        RowBlock block = cutter.cut();
        return block == null ? null : tile -> read(tile, new CsvRows(header, block, skipInvalid, keeping.everyRow()));
    }

    private void read(InputTile tile, CsvRows rows) {
        KeptFields kept = keeping.isNothing() ? null : rows.room();
        tile.count = rows.read(tile.columns, kept);
        tile.skipped = rows.skipped();
        tile.missing = rows.missing();
        tile.kept = kept == null ? List.of() : kept.values();
    }

    @Override
    public List<KeptColumn> kept() {
        return header.kept().stream().<KeptColumn>map(name -> () -> name).toList();
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
