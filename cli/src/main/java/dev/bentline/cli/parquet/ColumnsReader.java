package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.sweep.Tile;
import dev.hardwood.HardwoodContext;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.Validity;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Some columns of a Parquet file, read with Hardwood, a tile of rows at a time. Whatever Hardwood makes of a file that
 * is not as it should be, here it becomes one line.
 */
final class ColumnsReader implements Closeable {
    /** Hardwood reads ahead as many chunks and pages of every column as these allow; its own numbers are for object stores. */
    private static final int CHUNK_BYTES = 1 << 20;

    private static final int PAGES_AHEAD = 4;

    /** Decoding is no more than half of a sweep. */
    private static final int THREADS = 1;

    /** Hardwood reports to its user, too, what it throws. Held, because a logger that nobody holds is forgotten. */
    private static final Logger LOGGER = Logger.getLogger("dev.hardwood");

    static {
        LOGGER.setLevel(Level.OFF);
        System.setProperty("hardwood.internal.sequentialChunkSize", String.valueOf(CHUNK_BYTES));
        System.setProperty("hardwood.internal.maxCoalescedBytes", String.valueOf(CHUNK_BYTES));
        System.setProperty("hardwood.internal.maxOutstanding", String.valueOf(PAGES_AHEAD));
    }

    private static final String UNREADABLE = " is not readable as Parquet: ";

    private static final Set<CompressionCodec> READABLE = EnumSet.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD);

    private final ReadFile file;
    private final HardwoodContext context;
    private final ParquetFileReader reader;
    private final FileMetaData metadata;
    private final List<ColumnReader> columns = new ArrayList<>();
    private long rows;

    /** A column's values in the rows of a tile. */
    record Batch(Object values, Validity validity) {}

    private ColumnsReader(ReadFile file, HardwoodContext context, ParquetFileReader reader) {
        this.file = file;
        this.context = context;
        this.reader = reader;
        this.metadata = reader.getFileMetaData();
    }

    /** Reads the metadata. */
    static ColumnsReader open(String name) throws IOException {
        ReadFile file = ReadFile.open(name);
        HardwoodContext context = HardwoodContext.create(THREADS);
        try {
            return guarded(file, () -> new ColumnsReader(file, context, ParquetFileReader.open(file, context)));
        } catch (RuntimeException | Error e) {
            context.close();
            file.close();
            throw e;
        }
    }

    Schema schema() {
        return guarded(file, () -> new Schema(file.name(), reader.getFileSchema()));
    }

    /** The number of rows. */
    long size() {
        return metadata.numRows();
    }

    /** Reads these columns from now on. */
    void select(List<Schema.Leaf> leaves) {
        checkCounts();
        for (Schema.Leaf leaf : leaves) {
            for (RowGroup group : metadata.rowGroups()) {
                check(leaf, group);
            }
        }
        for (Schema.Leaf leaf : leaves) {
            columns.add(guarded(
                    file,
                    () -> reader.buildColumnReader(leaf.index())
                            .batchSize(Tile.SIZE)
                            .build()));
        }
    }

    /** The next rows of each column, or an empty list at the end. */
    List<Batch> next() {
        List<Batch> batches = guarded(file, () -> {
            List<Batch> next = new ArrayList<>(columns.size());
            for (ColumnReader column : columns) {
                if (column.nextBatch()) {
                    next.add(new Batch(values(column), column.getLeafValidity()));
                }
            }
            return next;
        });
        long expected = Math.min(Tile.SIZE, size() - rows);
        boolean whole = expected == 0
                ? batches.isEmpty()
                : batches.size() == columns.size()
                        && columns.stream().allMatch(column -> column.getRecordCount() == expected);
        if (!whole) {
            throw unreadable(file, "it has other rows than the " + size() + " that its metadata counts");
        }
        rows += expected;
        return batches;
    }

    private static Object values(ColumnReader column) {
        return switch (column.getColumnSchema().type()) {
            case BOOLEAN -> column.getBooleans();
            case INT32 -> column.getInts();
            case INT64 -> column.getLongs();
            case FLOAT -> column.getFloats();
            case DOUBLE -> column.getDoubles();
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                new Binaries(column.getBinaryValues(), column.getBinaryOffsets());
        };
    }

    private void checkCounts() {
        long counted = 0;
        for (RowGroup group : metadata.rowGroups()) {
            if (group.numRows() < 0 || group.numRows() > size() - counted) {
                throw unreadable(file, "its row groups do not add up to its " + size() + " rows");
            }
            counted += group.numRows();
        }
        if (counted != size()) {
            throw unreadable(file, "its row groups have " + counted + " rows, its metadata counts " + size());
        }
    }

    /** What the metadata says of a column in a row group has to fit the rest of the metadata and the file. */
    private void check(Schema.Leaf leaf, RowGroup group) {
        String column = leaf.column().name();
        if (leaf.index() >= group.columns().size()) {
            throw unreadable(file, "a row group is without column " + column);
        }
        ColumnChunk chunk = group.columns().get(leaf.index());
        ColumnMetaData data = chunk.metaData();
        if (data.type() != leaf.column().type()) {
            throw unreadable(
                    file, "column " + column + " is both " + leaf.column().type() + " and " + data.type());
        }
        if (data.numValues() != group.numRows()) {
            throw unreadable(
                    file,
                    "column " + column + " has " + data.numValues() + " values where its row group has "
                            + group.numRows() + " rows");
        }
        long start = chunk.chunkStartOffset();
        long length = data.totalCompressedSize();
        if (start < 0 || length < 0 || start > file.length() - length) {
            throw unreadable(file, "column " + column + " is said to be where the file is not");
        }
        if (!READABLE.contains(data.codec())) {
            throw CommandException.wrongInput(file.name() + ", column " + column + " is compressed with " + data.codec()
                    + "; UNCOMPRESSED, SNAPPY, GZIP and ZSTD can be read");
        }
    }

    /** Calls Hardwood. What it throws, on its threads or on this one, is the file's fault, unless reading failed. */
    private static <T> T guarded(ReadFile file, Callable<T> call) {
        try {
            return call.call();
        } catch (CommandException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            throw CommandException.wrongInput(
                    file.name() + UNREADABLE + "its pages want more memory than java has;"
                            + " if they are not corrupt, JDK_JAVA_OPTIONS=-Xmx4g gives it more",
                    e);
        } catch (Exception | Error e) {
            file.rethrowFailure();
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw CommandException.wrongInput(file.name() + UNREADABLE + message, e);
        }
    }

    private static CommandException unreadable(ReadFile file, String reason) {
        return CommandException.wrongInput(file.name() + UNREADABLE + reason);
    }

    @Override
    public void close() throws IOException {
        for (ColumnReader column : columns) {
            column.close();
        }
        reader.close();
        context.close();
        file.close();
    }
}
