package dev.bentline.cli.parquet;

import dev.bentline.cli.file.Output;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a Parquet file with the columns {@code dosage,effect[,derivative]} and those that are kept: a page for each
 * tile, and a row group for each {@value #TILES_IN_ROW_GROUP} tiles, which is what is held in memory.
 */
public final class ParquetSink implements Sink {
    /** About a million rows, so that a reader may skip or share out row groups that are worth it. */
    private static final int TILES_IN_ROW_GROUP = 64;

    /** Ends a row group early where kept values are long. */
    private static final long MOST_BYTES_IN_ROW_GROUP = 64 << 20;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final Output out;
    private final boolean derivative;
    private final List<ParquetColumn> kept;
    private final PageWriter pageWriter;
    private final Footer footer;
    private final List<ColumnChunk> rowGroup;
    private int tiles;
    private long offset = MAGIC.length;

    /**
     * Begins a file.
     *
     * @param kept the source's kept columns
     * @param createdBy what the file says of its writer
     */
    public ParquetSink(Output out, boolean derivative, List<KeptColumn> kept, Compression compression, String createdBy)
            throws IOException {
        this.out = out;
        this.derivative = derivative;
        this.kept = kept.stream().map(ValueEncoder::columnFor).toList();
        this.pageWriter = new PageWriter(compression);
        List<ParquetColumn> columns = columns();
        this.footer = new Footer(columns, compression, createdBy);
        this.rowGroup = columns.stream().map(ColumnChunk::new).toList();
        out.write(MAGIC);
    }

    private List<ParquetColumn> columns() {
        List<ParquetColumn> columns = new ArrayList<>();
        columns.add(ParquetColumn.required("dosage", PhysicalType.FLOAT, null));
        columns.add(ParquetColumn.required("effect", PhysicalType.FLOAT, null));
        if (derivative) {
            columns.add(ParquetColumn.required("derivative", PhysicalType.FLOAT, null));
        }
        columns.addAll(kept);
        return columns;
    }

    @Override
    public WriteTask prepare(Tile tile) {
        if (tile.count == 0) {
            return () -> {};
        }
        List<Page> pages = new ArrayList<>(rowGroup.size());
        pages.add(pageWriter.floats(tile.dosages, tile.count));
        pages.add(pageWriter.floats(tile.effects, tile.count));
        if (derivative) {
            pages.add(pageWriter.floats(tile.slopes, tile.count));
        }
        for (int i = 0; i < kept.size(); i++) {
            pages.add(pageWriter.encoded(ValueEncoder.encode(kept.get(i), tile.kept.get(i), tile.count), tile.count));
        }
        return () -> add(pages);
    }

    private void add(List<Page> pages) throws IOException {
        long bytes = 0;
        for (int i = 0; i < pages.size(); i++) {
            rowGroup.get(i).add(pages.get(i));
            bytes += rowGroup.get(i).bytes();
        }
        tiles++;
        if (tiles == TILES_IN_ROW_GROUP || bytes >= MOST_BYTES_IN_ROW_GROUP) {
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
        tiles = 0;
    }

    @Override
    public void finish() throws IOException {
        if (tiles > 0) {
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
