package dev.bentline.cli.parquet;

import dev.bentline.cli.file.Output;
import dev.bentline.cli.source.FloatRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pages of one column in the row group that is being gathered. */
final class ColumnChunk {
    private final ParquetColumn column;
    private final List<Page> pages = new ArrayList<>();
    private long bytes;

    ColumnChunk(ParquetColumn column) {
        this.column = column;
    }

    void add(Page page) {
        pages.add(page);
        bytes += page.bytes().remaining();
    }

    long bytes() {
        return bytes;
    }

    /** Writes the pages at an offset of the file, forgets them, and says what the footer has to know of them. */
    Written write(Output out, long offset, PageWriter recycler) throws IOException {
        long uncompressed = 0;
        long values = 0;
        long nulls = 0;
        FloatRange range = FloatRange.EMPTY;
        for (Page page : pages) {
            out.write(page.bytes());
            uncompressed += page.uncompressed();
            values += page.values();
            nulls += page.nulls();
            range = range.and(page.range());
            recycler.recycle(page);
        }
        Written written = new Written(column, offset, bytes, uncompressed, values, nulls, range);
        pages.clear();
        bytes = 0;
        return written;
    }

    /** A column chunk that stands in the file. */
    record Written(
            ParquetColumn column,
            long offset,
            long compressed,
            long uncompressed,
            long values,
            long nulls,
            FloatRange range) {}
}
