package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.sweep.KeptColumn;
import dev.bentline.cli.sweep.Source;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The dosages in one column of a Parquet file. */
public final class ParquetSource implements Source {
    private final String file;
    private final ParquetFile reader;
    private final ParquetColumn column;
    private final List<ParquetColumn> kept;
    private final boolean skipInvalid;
    private volatile long position;

    private ParquetSource(
            String file, ParquetFile reader, ParquetColumn column, List<ParquetColumn> kept, boolean skipInvalid) {
        this.file = file;
        this.reader = reader;
        this.column = column;
        this.kept = kept;
        this.skipInvalid = skipInvalid;
    }

    /**
     * Opens a file.
     *
     * @param column the column's name, or null for {@code dosage} or the only column there is
     * @param skipInvalid leave invalid rows out instead of refusing the file
     * @param keep carry the other columns along
     * @throws CommandException if the user's input is wrong
     */
    public static ParquetSource open(String name, @Nullable String column, boolean skipInvalid, boolean keep)
            throws IOException {
        ParquetFile reader = ParquetFile.open(name);
        try {
            Schema.Leaf dosage = reader.schema().dosage(column);
            List<Schema.Leaf> others = keep ? reader.schema().others(dosage) : List.of();
            List<Schema.Leaf> leaves = new ArrayList<>(List.of(dosage));
            leaves.addAll(others);
            reader.select(leaves);
            List<ParquetColumn> kept = others.stream().map(Schema.Leaf::column).toList();
            return new ParquetSource(name, reader, dosage.column(), kept, skipInvalid);
        } catch (RuntimeException | Error e) {
            reader.close();
            throw e;
        }
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
    public @Nullable ReadTask take() {
        long first = position;
        List<ColumnCursor.Batch> batches = reader.next();
        if (batches.isEmpty()) {
            return null;
        }
        int count = (int) Math.min(Tile.SIZE, size() - first);
        position = first + count;
        return tile -> fill(tile, first, count, batches);
    }

    private void fill(Tile tile, long first, int count, List<ColumnCursor.Batch> batches) {
        ColumnCursor.Batch dosages = batches.getFirst();
        Dosages.round(column, dosages.values(), tile.dosages, count);
        tile.count = count;
        tile.skipped = 0;
        int[] valid = null;
        if (dosages.nulls() != null || !Dosages.areFinite(tile.dosages, count)) {
            valid = valid(tile.dosages, count, first, dosages);
            for (int row = 0; row < valid.length; row++) {
                tile.dosages[row] = tile.dosages[valid[row]];
            }
            tile.count = valid.length;
            tile.skipped = count - valid.length;
        }
        List<ParquetValues> values = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            ColumnCursor.Batch batch = batches.get(i + 1);
            values.add(new ParquetValues(kept.get(i), batch.values(), batch.nulls(), valid));
        }
        tile.kept = values;
    }

    /** The places of the valid rows; unless all have to be. */
    private int[] valid(float[] rounded, int count, long first, ColumnCursor.Batch dosages) {
        int[] valid = new int[count];
        int validCount = 0;
        BitSet nulls = dosages.nulls();
        for (int place = 0; place < count; place++) {
            boolean missing = nulls != null && nulls.get(place);
            if (!missing && Float.isFinite(rounded[place])) {
                valid[validCount++] = place;
            } else if (!skipInvalid) {
                throw CommandException.wrongInput(file + ", row " + (first + place + 1) + ", column " + column.name()
                        + ": "
                        + (missing
                                ? "the value is null where a finite number should be"
                                : Dosages.fault(dosages.values(), place))
                        + "; --skip-invalid leaves such rows out");
            }
        }
        return Arrays.copyOf(valid, validCount);
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
