package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in some columns of a Parquet file. */
public final class ParquetSource implements Source {
    private final String file;
    private final ParquetFile reader;
    private final List<WantedColumn> asked;
    private final List<ParquetColumn> wanted;
    private final List<ParquetColumn> kept;
    private final boolean skipInvalid;
    private final boolean everyRow;
    private volatile long position;

    private ParquetSource(
            String file,
            ParquetFile reader,
            List<WantedColumn> asked,
            List<ParquetColumn> wanted,
            List<ParquetColumn> kept,
            boolean skipInvalid,
            boolean everyRow) {
        this.file = file;
        this.reader = reader;
        this.asked = asked;
        this.wanted = wanted;
        this.kept = kept;
        this.skipInvalid = skipInvalid;
        this.everyRow = everyRow;
    }

    /** Opens a file whose checksums are verified. */
    static ParquetSource open(String name, List<WantedColumn> columns, boolean skipInvalid, boolean keep)
            throws IOException {
        return open(name, columns, skipInvalid, keep ? Keeping.ALL_OTHERS : Keeping.NOTHING, true);
    }

    /**
     * Opens a file.
     *
     * @param columns the columns to read, which differ
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @param keeping the columns to carry along
     * @param checksums verify the checksums of pages that have one
     * @throws CommandException if the user's input is wrong
     */
    public static ParquetSource open(
            String name, List<WantedColumn> columns, boolean skipInvalid, Keeping keeping, boolean checksums)
            throws IOException {
        ParquetFile reader = ParquetFile.open(name);
        try {
            List<Schema.Leaf> wanted =
                    columns.stream().map(reader.schema()::find).toList();
            List<Schema.Leaf> kept = reader.schema().kept(keeping, wanted);
            reader.select(wanted, checksums);
            reader.select(kept, checksums);
            return new ParquetSource(
                    name, reader, columns, columns(wanted), columns(kept), skipInvalid, keeping.everyRow());
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
    }

    private static List<ParquetColumn> columns(List<Schema.Leaf> leaves) {
        return leaves.stream().map(Schema.Leaf::column).toList();
    }

    @Override
    public void requireText() {
        for (ParquetColumn keptColumn : kept) {
            if (!keptColumn.hasText()) {
                throw CommandException.wrongInput(file + ", column " + keptColumn.name() + " is of type "
                        + keptColumn.typeName() + ", which has no text for CSV; a Parquet file can keep it");
            }
        }
    }

    @Override
    public List<KeptColumn> kept() {
        return List.copyOf(kept);
    }

    @Override
    public @Nullable ReadTask next() {
        long first = position;
        List<ColumnCursor.Batch> batches = reader.next();
        if (batches.isEmpty()) {
            return null;
        }
        int count = (int) Math.min(InputTile.SIZE, size() - first);
        position = first + count;
        return tile -> read(tile, first, count, batches);
    }

    private void read(InputTile tile, long first, int count, List<ColumnCursor.Batch> batches) {
        boolean allValid = true;
        for (int c = 0; c < wanted.size(); c++) {
            ColumnCursor.Batch batch = batches.get(c);
            FloatConversion.round(wanted.get(c), batch.values(), tile.columns[c], count);
            allValid &= batch.nulls() == null && asked.get(c).areValid(tile.columns[c], count);
        }
        tile.count = count;
        tile.skipped = 0;
        int[] valid = null;
        if (!allValid) {
            int[] found = valid(tile.columns, count, first, batches);
            tile.skipped = count - found.length;
            if (!everyRow) {
                valid = found;
                tile.count = valid.length;
                for (float[] column : tile.columns) {
                    for (int row = 0; row < valid.length; row++) {
                        column[row] = column[valid[row]];
                    }
                }
            }
        }
        List<ParquetValues> values = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            ColumnCursor.Batch batch = batches.get(wanted.size() + i);
            values.add(new ParquetValues(kept.get(i), batch.values(), batch.nulls(), valid));
        }
        tile.kept = values;
    }

    /** Finds the valid rows, unless all have to be; those that are none get NaN as their first number. */
    private int[] valid(float[][] columns, int count, long first, List<ColumnCursor.Batch> batches) {
        int[] valid = new int[count];
        int validCount = 0;
        for (int row = 0; row < count; row++) {
            int invalid = firstInvalid(columns, row, batches);
            if (invalid == wanted.size()) {
                valid[validCount++] = row;
            } else if (!skipInvalid) {
                ColumnCursor.Batch batch = batches.get(invalid);
                throw CommandException.wrongInput(file + ", row " + (first + row + 1) + ", column "
                        + wanted.get(invalid).name() + ": "
                        + fault(invalid, columns[invalid][row], batch, row)
                        + "; --skip-invalid leaves such rows out");
            } else {
                columns[0][row] = Float.NaN;
            }
        }
        return Arrays.copyOf(valid, validCount);
    }

    private String fault(int column, float value, ColumnCursor.Batch batch, int row) {
        if (isNull(batch, row)) {
            return "the value is null where a finite number should be";
        }
        return Float.isFinite(value)
                ? asked.get(column).fault(String.valueOf(value))
                : FloatConversion.fault(wanted.get(column), batch.values(), row);
    }

    /** Finds the first column without a valid number in a row; returns how many columns there are if none is. */
    private int firstInvalid(float[][] columns, int row, List<ColumnCursor.Batch> batches) {
        int column = 0;
        while (column < wanted.size()
                && !isNull(batches.get(column), row)
                && asked.get(column).isValid(columns[column][row])) {
            column++;
        }
        return column;
    }

    private static boolean isNull(ColumnCursor.Batch batch, int row) {
        BitSet nulls = batch.nulls();
        return nulls != null && nulls.get(row);
    }

    @Override
    public long rows() {
        return size();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return reader.size();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
