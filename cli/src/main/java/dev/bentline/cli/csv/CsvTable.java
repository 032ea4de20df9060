package dev.bentline.cli.csv;

import dev.bentline.cli.table.TableColumn;
import dev.bentline.cli.table.TableSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a table as CSV, with a header; null is an empty field. */
public final class CsvTable implements TableSink {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();

    /**
     * Begins a table on a stream, which it does not close.
     *
     * @param gzip whether to compress it
     */
    public CsvTable(OutputStream out, boolean gzip, List<TableColumn> columns) throws IOException {
        this.out = gzip ? new GZIPOutputStream(out, BUFFER) : new BufferedOutputStream(out, BUFFER);
        columns.forEach(column -> append(column.name()));
        writeLine();
    }

    @Override
    public void add(List<@Nullable Object> row) throws IOException {
        for (Object value : row) {
            Object finite = TableColumn.finite(value);
            append(finite == null ? "" : finite.toString());
        }
        writeLine();
    }

    private void append(String value) {
        int start = line.length();
        line.append(value);
        CsvSink.quote(line, start);
        line.append(',');
    }

    private void writeLine() throws IOException {
        line.setCharAt(line.length() - 1, '\n');
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }

    @Override
    public void finish() throws IOException {
        if (out instanceof GZIPOutputStream packing) {
            packing.finish();
        }
        out.flush();
    }
}
