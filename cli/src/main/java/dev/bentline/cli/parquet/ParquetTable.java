package dev.bentline.cli.parquet;

import dev.bentline.cli.file.Output;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.cli.table.TableSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a table as a Parquet file; every column may have nulls, and JSON is text. */
public final class ParquetTable implements TableSink {
    private static final int ROWS_IN_PAGE = 8192;

    private final List<ParquetColumn> columns;
    private final PageWriter pageWriter = new PageWriter(Compression.NONE);
    private final RowGroups rowGroups;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    /**
     * Begins a file.
     *
     * @param createdBy what the file says of its writer
     */
    public ParquetTable(Output out, List<TableColumn> columns, String createdBy) throws IOException {
        this.columns = columns.stream().map(ParquetTable::column).toList();
        this.rowGroups = new RowGroups(out, this.columns, Compression.NONE, createdBy, pageWriter);
    }

    private static ParquetColumn column(TableColumn column) {
        PhysicalType type = switch (column.type()) {
            case TEXT, JSON -> PhysicalType.BYTE_ARRAY;
            case INTEGER -> PhysicalType.INT64;
            case NUMBER -> PhysicalType.DOUBLE;
            case TRUTH -> PhysicalType.BOOLEAN;
        };
        // pyarrow takes JSON for bytes
        LogicalType logical = type == PhysicalType.BYTE_ARRAY ? LogicalType.Simple.STRING : null;
        return new ParquetColumn(column.name(), type, 0, true, logical);
    }

    @Override
    public void add(List<@Nullable Object> row) throws IOException {
        rows.add(row);
        if (rows.size() == ROWS_IN_PAGE) {
            writePages();
        }
    }

    private void writePages() throws IOException {
        List<Page> pages = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ParquetValues values = values(columns.get(i), i);
            pages.add(pageWriter.encoded(ValueEncoder.encode(columns.get(i), values, rows.size()), rows.size()));
        }
        rowGroups.add(pages);
        rows.clear();
    }

    /** The values of a column; where there is none, any. */
    private ParquetValues values(ParquetColumn column, int place) {
        int count = rows.size();
        BitSet nulls = new BitSet();
        long[] longs = new long[column.type() == PhysicalType.INT64 ? count : 0];
        double[] doubles = new double[column.type() == PhysicalType.DOUBLE ? count : 0];
        boolean[] truths = new boolean[column.type() == PhysicalType.BOOLEAN ? count : 0];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[count + 1];
        for (int row = 0; row < count; row++) {
            switch (TableColumn.finite(rows.get(row).get(place))) {
                case null -> nulls.set(row);
                case Long number -> longs[row] = number;
                case Double number -> doubles[row] = number;
                case Boolean truth -> truths[row] = truth;
                case String text -> bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case Object other -> throw new IllegalArgumentException(column + " of " + other);
            }
            offsets[row + 1] = bytes.size();
        }
        Object values = switch (column.type()) {
            case INT64 -> longs;
            case DOUBLE -> doubles;
            case BOOLEAN -> truths;
            default -> new Binaries(bytes.toByteArray(), offsets);
        };
        return new ParquetValues(column, values, nulls.isEmpty() ? null : nulls, null);
    }

    @Override
    public void finish() throws IOException {
        if (!rows.isEmpty()) {
            writePages();
        }
        rowGroups.finish();
    }
}
