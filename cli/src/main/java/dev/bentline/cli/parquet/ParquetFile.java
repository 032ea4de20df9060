package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.InputTile;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some columns of a Parquet file, a tile of rows at a time. Whatever is wrong with the file becomes one line. */
final class ParquetFile implements Closeable {
    private final ReadFile file;
    private final Metadata metadata;
    private final Schema schema;
    private final List<ColumnCursor> columns = new ArrayList<>();
    private long rowsRead;

    private ParquetFile(ReadFile file) throws IOException {
        this.file = file;
        this.metadata = Metadata.read(file);
        this.schema = new Schema(file.name(), metadata.schema());
        long rows = 0;
        for (Metadata.RowGroup group : metadata.rowGroups()) {
            if (group.rows() < 0 || group.rows() > metadata.rows() - rows) {
                throw new MalformedException("its row groups have more rows than its metadata counts");
            }
            rows += group.rows();
        }
        if (rows != metadata.rows()) {
            throw new MalformedException(
                    "its row groups have " + rows + " rows, its metadata counts " + metadata.rows());
        }
    }

    /** Reads the metadata. */
    static ParquetFile open(String name) throws IOException {
        ReadFile file = ReadFile.open(name);
        try {
            return readable(file, () -> new ParquetFile(file));
        } catch (RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    Schema schema() {
        return schema;
    }

    /** The number of rows. */
    long size() {
        return metadata.rows();
    }

    /** Reads these columns from now on, and verifies the checksums of their pages or not. */
    void select(List<Schema.Leaf> leaves, boolean checksums) {
        for (Schema.Leaf leaf : leaves) {
            columns.add(readable(file, () -> new ColumnCursor(file, leaf, chunks(leaf), checksums)));
        }
    }

    /** Finds where in the file a column is. What the metadata says of it has to fit the rest of the metadata, and the file. */
    private List<Metadata.Chunk> chunks(Schema.Leaf leaf) throws MalformedException {
        String column = "column " + leaf.column().name();
        List<Metadata.Chunk> chunks = new ArrayList<>(metadata.rowGroups().size());
        for (Metadata.RowGroup group : metadata.rowGroups()) {
            if (leaf.index() >= group.chunks().size()) {
                throw new MalformedException("a row group is without " + column);
            }
            Metadata.Chunk chunk = group.chunks().get(leaf.index());
            if (chunk.encrypted()) {
                throw CommandException.wrongInput(file.name() + ", " + column + " is encrypted; it should be plain");
            }
            if (chunk.type() != leaf.column().type()) {
                throw new MalformedException(
                        column + " is both " + leaf.column().type() + " and " + chunk.type());
            }
            if (chunk.values() != group.rows()) {
                throw new MalformedException(column + " has " + chunk.values() + " values where its row group has "
                        + group.rows() + " rows");
            }
            if (chunk.offset() < 0 || chunk.length() < 0 || chunk.offset() > file.length() - chunk.length()) {
                throw new MalformedException(column + " is said to be where the file is not");
            }
            if (!chunk.codec().isReadable()) {
                throw CommandException.wrongInput(file.name() + ", " + column + " is compressed with " + chunk.codec()
                        + "; uncompressed, SNAPPY, GZIP, ZSTD and LZ4_RAW can be read");
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    /** The next rows of each column: a tile of them, or those that are left; or nothing at the end. */
    List<ColumnCursor.Batch> next() {
        int count = (int) Math.min(InputTile.SIZE, size() - rowsRead);
        if (count == 0) {
            return List.of();
        }
        List<ColumnCursor.Batch> batches = readable(file, () -> {
            List<ColumnCursor.Batch> next = new ArrayList<>(columns.size());
            for (ColumnCursor column : columns) {
                next.add(column.next(count));
            }
            return next;
        });
        rowsRead += count;
        return batches;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Blames the file for what a read stumbles over: failures of the system are command exceptions already. */
    private static <T> T readable(ReadFile file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (CommandException e) {
            throw e;
        } catch (MalformedException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (OutOfMemoryError e) {
            throw unreadable(
                    file,
                    "its pages want more memory than java has; if they are not corrupt, JDK_JAVA_OPTIONS=-Xmx4g"
                            + " gives it more",
                    e);
        } catch (IOException | RuntimeException e) {
            String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            throw unreadable(file, "a page is corrupt" + detail, e);
        }
    }

    private static CommandException unreadable(ReadFile file, String reason, Throwable cause) {
        return CommandException.wrongInput(file.name() + " is not readable as Parquet: " + reason, cause);
    }

    @Override
    public void close() throws IOException {
        for (ColumnCursor column : columns) {
            column.close();
        }
        file.close();
    }
}
