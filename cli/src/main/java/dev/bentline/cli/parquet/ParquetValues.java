package dev.bentline.cli.parquet;

import dev.bentline.cli.source.KeptValues;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A tile's values of a Parquet column. */
final class ParquetValues implements KeptValues {
    private final ParquetColumn column;
    private final Object values;
    private final @Nullable BitSet nulls;
    private final int @Nullable [] places;

    /**
     * @param values as they were read: an array of the physical type's Java type, or {@link Binaries}
     * @param nulls which of them are null; null where none is
     * @param places for each row of the tile its place in these; null where nothing was left out
     */
    ParquetValues(ParquetColumn column, Object values, @Nullable BitSet nulls, int @Nullable [] places) {
        this.column = column;
        this.values = values;
        this.nulls = nulls;
        this.places = places;
    }

    ParquetColumn column() {
        return column;
    }

    Object values() {
        return values;
    }

    /** Returns where among the values a row's is. */
    int place(int row) {
        return places == null ? row : places[row];
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls.get(place(row));
    }

    @Override
    public void append(int row, StringBuilder bytes) {
        if (!isNull(row)) {
            ValueText.append(column, values, place(row), bytes);
        }
    }
}
