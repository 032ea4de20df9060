package dev.bentline.cli.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.file.FileName;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers in some columns of a CSV file (RFC 4180, UTF-8) with a header, row by row. */
public final class CsvRows implements Closeable, Work {
    private static final String STANDARD_INPUT = "-";
    private static final int MOST_COLUMNS = 100_000;

    /**
     * A column to read.
     *
     * @param name its name in the header
     * @param option the option that names it
     * @param orTheOnlyOne whether the only column there is will do, whatever its name
     */
    public record Column(String name, String option, boolean orTheOnlyOne) {}

    private final String file;
    private final boolean skipInvalid;
    private final long size;
    private final CountingStream in;
    private final Row row;
    private final CloseableIterator<Row> rows;
    private final int columns;
    private final List<String> names = new ArrayList<>();
    private long skipped;

    /** Reads the header; the size is in bytes, -1 if it is not known. */
    private CsvRows(String file, InputStream bytes, long size, List<Column> wanted, boolean skipInvalid)
            throws IOException {
        this.file = file;
        this.skipInvalid = skipInvalid;
        this.size = size;
        this.in = new CountingStream(bytes);
        this.row = new Row(wanted.size());
        this.rows = CsvReader.builder()
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .detectBomHeader(true)
                .build(row, in)
                .iterator();
        try {
            if (!nextRow()) {
                throw CommandException.wrongInput(
                        file + " is empty; a CSV file starts with a header row, such as dosage");
            }
            List<String> header = row.endHeader();
            this.columns = header.size();
            for (int i = 0; i < wanted.size(); i++) {
                int index = find(header, wanted.get(i));
                row.places[index] = i;
                names.add(header.get(index));
            }
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
    public static CsvRows open(String name, List<Column> wanted, boolean skipInvalid) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return new CsvRows("standard input", System.in, -1, wanted, skipInvalid);
        }
        Path path = FileName.toPath("input", name);
        if (Files.isDirectory(path)) {
            throw CommandException.wrongInput(name + " is a folder; --in takes a CSV file");
        }
        InputStream bytes;
        long size;
        try {
            bytes = Files.newInputStream(path);
            size = Files.isRegularFile(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Reason.of(e), e);
        }
        return new CsvRows(name, bytes, size, wanted, skipInvalid);
    }

    private int find(List<String> header, Column wanted) {
        if (header.isEmpty()) {
            throw CommandException.wrongInput(file + ", row 1: the header is missing; the row is empty");
        }
        int index = header.indexOf(wanted.name);
        if (index < 0 && header.stream().noneMatch(field -> Float.isNaN(Decimal.toFloat(field)))) {
            throw CommandException.wrongInput(file + ", row 1: the header is missing; found "
                    + Text.quoted(header.getFirst()) + " where a column's name, such as dosage, should be");
        }
        if (index < 0 && wanted.orTheOnlyOne && header.size() == 1) {
            return 0;
        }
        if (index < 0) {
            throw CommandException.wrongInput(file + ", row 1: there is no column " + Text.quoted(wanted.name) + "; "
                    + wanted.option + " may be one of: " + Text.shortened(String.join(", ", header)));
        }
        if (Collections.frequency(header, wanted.name) > 1) {
            throw CommandException.wrongInput(file + ", row 1: the column " + Text.quoted(wanted.name)
                    + " stands there twice; names must differ");
        }
        return index;
    }

    /**
     * Goes to the next valid row.
     *
     * @return whether there is one
     * @throws CommandException if the next row is invalid, and such are not to be skipped
     */
    public boolean next() throws IOException {
        while (nextRow()) {
            if (row.fields == columns && row.invalid < 0) {
                return true;
            }
            if (!skipInvalid) {
                String column = names.get(Math.max(0, row.invalid));
                throw CommandException.wrongInput(file + ", row " + row.line + ", column " + Text.shortened(column)
                        + ": " + fault() + "; --skip-invalid leaves such rows out");
            }
            skipped++;
        }
        return false;
    }

    /** The number in a column, of those wanted, of the row it is at. */
    public float value(int wanted) {
        return row.values[wanted];
    }

    /** What the user calls the file. */
    public String file() {
        return file;
    }

    private String fault() {
        if (row.fields == 0) {
            return "the row is empty";
        }
        if (row.fields != columns) {
            return "the row has " + row.fields + (row.fields == 1 ? " field" : " fields") + " where the header has "
                    + columns;
        }
        if (row.text.isBlank()) {
            return "the value is empty where a decimal number, such as 0.25, should be";
        }
        return Decimal.fault(row.text);
    }

    private boolean nextRow() throws IOException {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (CsvParseException e) {
            throw CommandException.wrongInput(
                    file + ", row " + row.line + ": not readable as CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw CommandException.failure(
                    "cannot read " + file + " at row " + row.line + ": "
                            + Reason.of(Objects.requireNonNull(e.getCause())),
                    e);
        }
    }

    /** Rows left out because they were invalid. */
    public long skipped() {
        return skipped;
    }

    @Override
    public long position() {
        return in.count;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    /** Takes a row's wanted fields from the parser's buffer, without a string for any other. */
    private static final class Row extends AbstractBaseCsvCallbackHandler<Row> {
        private static final int UNWANTED = -1;

        @Nullable
        List<String> header = new ArrayList<>();

        /** For each column of the file, its place among those wanted. */
        int[] places = {};

        final float[] values;
        long line;
        int fields;

        /** The first wanted column, in the file's order, whose field is no finite number, and that field; or -1. */
        int invalid;

        String text = "";

        Row(int wanted) {
            values = new float[wanted];
        }

        List<String> endHeader() {
            List<String> names = Objects.requireNonNull(header);
            header = null;
            places = new int[names.size()];
            Arrays.fill(places, UNWANTED);
            return names;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            fields = 0;
            invalid = -1;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            fields = index + 1;
            if (header != null) {
                if (index == MOST_COLUMNS) {
                    throw new CsvParseException("the header has more than " + MOST_COLUMNS + " columns");
                }
                header.add(new String(buffer, offset, length).strip());
            } else if (index < places.length && places[index] != UNWANTED) {
                float value = Decimal.toFloat(buffer, offset, length);
                values[places[index]] = value;
                if (!Float.isFinite(value) && invalid < 0) {
                    invalid = places[index];
                    text = new String(buffer, offset, length);
                }
            }
        }

        @Override
        protected Row buildRecord() {
            return this;
        }
    }

    private static final class CountingStream extends FilterInputStream {
        volatile long count;

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads at a time
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
