package dev.bentline.cli.parquet;

import dev.bentline.cli.file.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes pages as a Parquet file: a row group for each {@value #PAGES_IN_ROW_GROUP} of every column, which is what is held in
 * memory, and the metadata at the end.
 */
final class RowGroups {
    /** About a million rows, so that a reader may skip or share out row groups that are worth it. */
    private static final int PAGES_IN_ROW_GROUP = 64;

    /** Ends a row group early where values are long. */
    private static final long MOST_BYTES_IN_ROW_GROUP = 64 << 20;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final Output out;
    private final PageWriter pageWriter;
    private final Footer footer;
    private final List<ColumnChunk> rowGroup;
    private int pagesOfEach;
    private long offset = MAGIC.length;

    /**
     * Begins a file.
     *
     * @param createdBy what the file says of its writer
     * @param pageWriter what makes the pages, and takes them back
     */
    RowGroups(Output out, List<ParquetColumn> columns, Compression compression, String createdBy, PageWriter pageWriter)
            throws IOException {
        this.out = out;
        this.pageWriter = pageWriter;
        this.footer = new Footer(columns, compression, createdBy);
        this.rowGroup = columns.stream().map(ColumnChunk::new).toList();
        out.write(MAGIC);
    }

    /** Adds a page of each column, all of as many rows. */
    void add(List<Page> pages) throws IOException {
        long bytes = 0;
        for (int i = 0; i < pages.size(); i++) {
            rowGroup.get(i).add(pages.get(i));
            bytes += rowGroup.get(i).bytes();
        }
        pagesOfEach++;
        if (pagesOfEach == PAGES_IN_ROW_GROUP || bytes >= MOST_BYTES_IN_ROW_GROUP) {
            writeRowGroup();
        }
    }

    private void writeRowGroup() throws IOException {
        List<ColumnChunk.Written> written = new ArrayList<>(rowGroup.size());
        for (ColumnChunk chunk : rowGroup) {
            ColumnChunk.Written one = chunk.write(out, offset, pageWriter);
            offset += one.compressed();
            written.add(one);
        }
        footer.add(written);
        pagesOfEach = 0;
    }

    /** Ends the file. */
    void finish() throws IOException {
        if (pagesOfEach > 0) {
            writeRowGroup();
        }
        byte[] metadata = footer.bytes();
        out.write(ByteBuffer.allocate(metadata.length + Integer.BYTES + MAGIC.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(metadata)
                .putInt(metadata.length)
                .put(MAGIC)
                .flip());
    }
}
