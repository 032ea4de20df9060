package dev.bentline.cli;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One column of a CSV file (RFC 4180, UTF-8) with a header. */
final class CsvSource implements Source {
    private static final String STANDARD_INPUT = "-";
    private static final String DEFAULT_COLUMN = "dosage";
    private static final int MOST_COLUMNS = 100_000;

    private final String file;
    private final boolean skipInvalid;
    private final long size;
    private final CountingStream in;
    private final Row row = new Row();
    private final CloseableIterator<Row> rows;
    private final int columns;
    private final String column;
    private long skipped;

    /** Reads the header; the size is in bytes, -1 if it is not known. */
    private CsvSource(String file, InputStream bytes, long size, @Nullable String name, boolean skipInvalid)
            throws IOException {
        this.file = file;
        this.skipInvalid = skipInvalid;
        this.size = size;
        this.in = new CountingStream(bytes);
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
            row.column = find(header, name);
            this.column = header.get(row.column);
        } catch (RuntimeException | IOException e) {
            in.close();
            throw e;
        }
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
        if (name.equals(STANDARD_INPUT)) {
            return new CsvSource("standard input", System.in, -1, column, skipInvalid);
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
            throw CommandException.wrongInput("cannot read " + Text.quoted(name) + ": " + Errors.reason(e), e);
        }
        return new CsvSource(name, bytes, size, column, skipInvalid);
    }

    private int find(List<String> header, @Nullable String name) {
        if (header.isEmpty()) {
            throw CommandException.wrongInput(file + ", row 1: the header is missing; the row is empty");
        }
        String wanted = name != null ? name : DEFAULT_COLUMN;
        int index = header.indexOf(wanted);
        if (index < 0 && header.stream().noneMatch(field -> Float.isNaN(Decimal.toFloat(field)))) {
            throw CommandException.wrongInput(file + ", row 1: the header is missing; found "
                    + Text.quoted(header.getFirst()) + " where a column's name, such as dosage, should be");
        }
        if (index < 0 && name == null && header.size() == 1) {
            return 0;
        }
        if (index < 0) {
            throw CommandException.wrongInput(file + ", row 1: there is no column " + Text.quoted(wanted)
                    + "; --column may be one of: " + Text.shortened(String.join(", ", header)));
        }
        if (Collections.frequency(header, wanted) > 1) {
            throw CommandException.wrongInput(
                    file + ", row 1: the column " + Text.quoted(wanted) + " stands there twice; names must differ");
        }
        return index;
    }

    @Override
    public boolean take(Tile tile) throws IOException {
        int count = 0;
        while (count < Tile.SIZE && nextRow()) {
            if (row.fields == columns && Float.isFinite(row.dosage)) {
                tile.dosages[count++] = row.dosage;
            } else if (skipInvalid) {
                skipped++;
            } else {
                throw CommandException.wrongInput(file + ", row " + row.line + ", column " + Text.shortened(column)
                        + ": " + fault() + "; --skip-invalid leaves such rows out");
            }
        }
        tile.count = count;
        return count > 0;
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
                            + Errors.reason(Objects.requireNonNull(e.getCause())),
                    e);
        }
    }

    @Override
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

    /** Takes a row's wanted field from the parser's buffer, without a string for any other. */
    private static final class Row extends AbstractBaseCsvCallbackHandler<Row> {
        @Nullable
        List<String> header = new ArrayList<>();

        int column;
        long line;
        int fields;
        float dosage;
        String text = "";

        List<String> endHeader() {
            List<String> names = Objects.requireNonNull(header);
            header = null;
            return names;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            fields = 0;
            dosage = Float.NaN;
            text = "";
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            fields = index + 1;
            if (header != null) {
                if (index == MOST_COLUMNS) {
                    throw new CsvParseException("the header has more than " + MOST_COLUMNS + " columns");
                }
                header.add(new String(buffer, offset, length).strip());
            } else if (index == column) {
                dosage = Decimal.toFloat(buffer, offset, length);
                if (!Float.isFinite(dosage)) {
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
