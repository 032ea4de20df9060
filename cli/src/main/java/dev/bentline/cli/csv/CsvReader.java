package dev.bentline.cli.csv;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Work;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers in some columns of a CSV file (RFC 4180, UTF-8, gzip or not) with a header. Its rows are taken in
 * order, many at a time, and can then be parsed at the same time.
 */
public final class CsvReader implements Closeable, Work {
    /**
     * A column to read.
     *
     * @param name its name in the header
     * @param option the option that names it
     * @param orTheOnlyOne whether the only column there is will do, whatever its name
     */
    public record Column(String name, String option, boolean orTheOnlyOne) {}

    private final CsvInput in;
    private final RowCutter cutter;
    private final CsvHeader header;
    private final boolean skipInvalid;

    /** Reads the header. */
    CsvReader(CsvInput in, List<Column> wanted, boolean skipInvalid, RowCutter.Limits limits) throws IOException {
        this.in = in;
        this.cutter = new RowCutter(in, limits);
        this.skipInvalid = skipInvalid;
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
     * @throws CommandException if the user's input is wrong
     */
    public static CsvReader open(String name, List<Column> wanted, boolean skipInvalid) throws IOException {
        return new CsvReader(CsvInput.open(name), wanted, skipInvalid, RowCutter.Limits.USUAL);
    }

    /** Takes the next rows, at most as many as a tile has; null at the end. By one thread at a time. */
    public @Nullable CsvRows take() throws IOException {
        RowBlock block = cutter.cut();
        return block == null ? null : new CsvRows(header, block, skipInvalid);
    }

    /** What the user calls the file. */
    public String file() {
        return in.file();
    }

    /** The names of the columns that are not wanted. */
    List<String> others() {
        return header.others();
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
