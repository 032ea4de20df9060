package dev.bentline.cli.parquet;

import dev.bentline.cli.file.Output;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a Parquet file with the columns {@code dosage,effect[,derivative]} and those that are kept: a page for each tile. */
public final class ParquetSink implements Sink {
    private final boolean derivative;
    private final List<ParquetColumn> kept;
    private final PageWriter pageWriter;
    private final RowGroups rowGroups;

    /**
     * Begins a file.
     *
     * @param kept the source's kept columns
     * @param createdBy what the file says of its writer
     */
    public ParquetSink(Output out, boolean derivative, List<KeptColumn> kept, Compression compression, String createdBy)
            throws IOException {
        this.derivative = derivative;
        this.kept = kept.stream().map(ValueEncoder::columnFor).toList();
        this.pageWriter = new PageWriter(compression);
        this.rowGroups = new RowGroups(out, columns(), compression, createdBy, pageWriter);
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
        List<Page> pages = new ArrayList<>();
        pages.add(pageWriter.floats(tile.dosages, tile.count));
        pages.add(pageWriter.floats(tile.effects, tile.count));
        if (derivative) {
            pages.add(pageWriter.floats(tile.slopes, tile.count));
        }
        for (int i = 0; i < kept.size(); i++) {
            pages.add(pageWriter.encoded(ValueEncoder.encode(kept.get(i), tile.kept.get(i), tile.count), tile.count));
        }
        return () -> rowGroups.add(pages);
    }

    @Override
    public void finish() throws IOException {
        rowGroups.finish();
    }
}
