package dev.bentline.cli.parquet;

import dev.bentline.cli.console.CommandException;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the values of one column, page by page and row group by row group. */
final class ColumnCursor implements Closeable {
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE = 3;
    private static final int DELTA_BINARY_PACKED = 5;
    private static final int DELTA_LENGTH_BYTE_ARRAY = 6;
    private static final int DELTA_BYTE_ARRAY = 7;
    private static final int RLE_DICTIONARY = 8;
    private static final int BYTE_STREAM_SPLIT = 9;

    private final String fileName;
    private final ParquetColumn column;
    private final int levelOfValues;
    private final List<Metadata.Chunk> chunks;
    private final boolean checksums;
    private final RangeStream file;
    private final Window window = new Window();
    private int nextChunk;
    private Codec codec = Codec.UNCOMPRESSED;
    private long leftInChunk;
    private int pagesInChunk;
    private int leftInPage;
    private long pageEnd;
    private @Nullable Object dictionary;
    private @Nullable Hybrid levels;
    private Decoder decoder = (_, _, _) -> {};

    /**
     * Begins in front of the first value.
     *
     * @param chunks the column's part of every row group
     * @param checksums verify the checksums of pages that have one
     */
    ColumnCursor(ReadFile file, Schema.Leaf leaf, List<Metadata.Chunk> chunks, boolean checksums) {
        this.fileName = file.name();
        this.file = new RangeStream(
                file, chunks.stream().mapToLong(Metadata.Chunk::length).max().orElse(0));
        this.column = leaf.column();
        this.levelOfValues = leaf.level();
        this.chunks = chunks;
        this.checksums = checksums;
    }

    /** Values one after the other. */
    record Batch(Object values, @Nullable BitSet nulls) {}

    /** The next values, so many. */
    Batch next(int count) throws IOException {
        Object values = array(count);
        BitSet nulls = null;
        for (int done = 0; done < count; ) {
            while (leftInPage == 0) {
                nextPage();
            }
            int some = Math.min(count - done, leftInPage);
            if (levels == null) {
                decoder.decode(values, done, some);
            } else {
                int[] present = new int[some];
                levels.next(present, 0, some);
                nulls = decode(values, done, present, count, nulls);
            }
            done += some;
            leftInPage -= some;
            leftInChunk -= some;
        }
        return new Batch(values, nulls);
    }

    /** Decodes the values that are there, run by run. */
    private @Nullable BitSet decode(Object values, int from, int[] present, int count, @Nullable BitSet before)
            throws IOException {
        BitSet nulls = before;
        for (int at = 0; at < present.length; ) {
            int start = at;
            while (at < present.length && present[at] == present[start]) {
                at++;
            }
            if (present[start] == levelOfValues) {
                decoder.decode(values, from + start, at - start);
                continue;
            }
            if (present[start] > levelOfValues) {
                throw new MalformedException("column " + column.name() + " has a definition level of " + present[start]
                        + "; the largest is " + levelOfValues);
            }
            if (nulls == null) {
                nulls = new BitSet(count);
            }
            nulls.set(from + start, from + at);
            if (values instanceof Binaries binaries) {
                for (int i = start; i < at; i++) {
                    binaries.end(from + i);
                }
            }
        }
        return nulls;
    }

    private Object array(int count) {
        return switch (column.type()) {
            case BOOLEAN -> new boolean[count];
            case INT32 -> new int[count];
            case INT64 -> new long[count];
            case FLOAT -> new float[count];
            case DOUBLE -> new double[count];
            case INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new Binaries(count);
        };
    }

    private void nextPage() throws IOException {
        while (leftInChunk == 0) {
            nextChunk();
        }
        file.seek(pageEnd);
        PageHeader header = PageHeader.read(new ThriftReader(file));
        pagesInChunk++;
        verify(header);
        pageEnd = file.at() + header.size();
        if (header.type() == PageHeader.DICTIONARY) {
            dictionary = dictionary(header);
        } else if (header.type() == PageHeader.DATA || header.type() == PageHeader.DATA_V2) {
            if (header.values() < 0 || header.values() > leftInChunk) {
                throw new MalformedException("its pages have more values than its metadata counts");
            }
            levels = column.optional() ? levels(header) : null;
            decoder = decoder(header);
            leftInPage = header.values();
        }
    }

    /** Refuses a page whose bytes are not those that were written, before anything is made of them. */
    private void verify(PageHeader header) throws IOException {
        Integer checksum = header.checksum();
        if (checksums && checksum != null && checksum != file.checksum(header.size())) {
            throw CommandException.wrongInput(fileName + ", column " + column.name() + ": page " + pagesInChunk
                    + " of row group " + nextChunk + " is damaged, its checksum says; --no-checksum reads it as it is");
        }
    }

    private void nextChunk() {
        Metadata.Chunk chunk = chunks.get(nextChunk++);
        file.select(chunk.offset(), chunk.offset() + chunk.length());
        pageEnd = chunk.offset();
        codec = chunk.codec();
        leftInChunk = chunk.values();
        pagesInChunk = 0;
        dictionary = null;
    }

    /** Returns what follows a page's header and its levels, decompressed. */
    private InputStream body(PageHeader page, int levelBytes) throws IOException {
        int size = page.size() - levelBytes;
        InputStream bytes = file.first(size);
        return page.compressed() && size > 0
                ? codec.decompressed(bytes, size, page.uncompressed() - levelBytes)
                : bytes;
    }

    /** Definition levels: the largest where there is a value. Leaves the window at the values. */
    private Hybrid levels(PageHeader page) throws IOException {
        byte[] bytes;
        if (page.type() == PageHeader.DATA_V2) {
            bytes = file.readNBytes(page.levels());
            window.select(body(page, page.levels()));
        } else {
            if (page.levelEncoding() != RLE) {
                throw new MalformedException(
                        "its nulls are in the encoding " + page.levelEncoding() + "; RLE can be read");
            }
            window.select(body(page, 0));
            bytes = window.bytes(window.int32());
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(levelOfValues);
        return new Hybrid(new Window(new ByteArrayInputStream(bytes)), bits);
    }

    private Object dictionary(PageHeader page) throws IOException {
        boolean plain = page.encoding() == PLAIN || page.encoding() == PLAIN_DICTIONARY;
        if (!plain || column.type() == PhysicalType.BOOLEAN) {
            throw unreadable(page);
        }
        // What is there counts, not what is claimed to be.
        byte[] bytes;
        try (InputStream body = body(page, 0)) {
            bytes = body.readNBytes(page.uncompressed());
        }
        int count = page.values();
        if (count < 0 || (long) count * least(column) > bytes.length) {
            throw new MalformedException("a dictionary is corrupt");
        }
        Object values = array(count);
        Decoder.plain(new Window(new ByteArrayInputStream(bytes)), column).decode(values, 0, count);
        return values;
    }

    /** The fewest bytes of a value. */
    private static int least(ParquetColumn column) {
        return switch (column.type()) {
            case INT32, FLOAT, BYTE_ARRAY -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96, FIXED_LEN_BYTE_ARRAY -> column.length();
            case BOOLEAN -> throw new IllegalArgumentException("there are but two truth values");
        };
    }

    private Decoder decoder(PageHeader page) throws IOException {
        if (!column.optional()) {
            if (page.type() == PageHeader.DATA_V2) {
                file.skipNBytes(page.levels());
            }
            window.select(body(page, Math.max(0, page.levels())));
        }
        if (!isFor(page.encoding(), column.type())) {
            throw unreadable(page);
        }
        return switch (page.encoding()) {
            case PLAIN -> column.type() == PhysicalType.BOOLEAN ? Decoder.bits(window) : Decoder.plain(window, column);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                Object known = dictionary;
                yield deferred(() -> {
                    if (known == null) {
                        throw new MalformedException("column " + column.name() + " is without its dictionary");
                    }
                    return Decoder.dictionary(window, known);
                });
            }
            case RLE -> deferred(() -> Decoder.runs(window));
            case DELTA_BINARY_PACKED -> deferred(() -> Decoder.deltas(window));
            case DELTA_LENGTH_BYTE_ARRAY -> deferred(() -> Decoder.lengthsFirst(window, page.values()));
            case DELTA_BYTE_ARRAY -> deferred(() -> Decoder.rests(window, page.values()));
            case BYTE_STREAM_SPLIT -> deferred(() -> Decoder.split(window.rest(), column));
            default -> throw unreadable(page);
        };
    }

    private static boolean isFor(int encoding, PhysicalType type) {
        boolean fixed = type == PhysicalType.FIXED_LEN_BYTE_ARRAY;
        return switch (encoding) {
            case RLE -> type == PhysicalType.BOOLEAN;
            case DELTA_BINARY_PACKED -> type == PhysicalType.INT32 || type == PhysicalType.INT64;
            case DELTA_LENGTH_BYTE_ARRAY -> type == PhysicalType.BYTE_ARRAY;
            case DELTA_BYTE_ARRAY -> fixed || type == PhysicalType.BYTE_ARRAY;
            case BYTE_STREAM_SPLIT -> type != PhysicalType.BOOLEAN && type != PhysicalType.BYTE_ARRAY;
            default -> true;
        };
    }

    private MalformedException unreadable(PageHeader page) {
        return new MalformedException("column " + column.name() + " has values of type " + column.type()
                + " in the encoding " + page.encoding());
    }

    @Override
    public void close() throws IOException {
        window.close();
    }

    @FunctionalInterface
    private interface Beginning {
        Decoder begin() throws IOException;
    }

    /** Begins to read only where there is a value: a page of nulls may be without anything else. */
    private static Decoder deferred(Beginning beginning) {
        Decoder[] begun = {null};
        return (to, from, count) -> {
            Decoder decoder = begun[0];
            if (decoder == null) {
                decoder = beginning.begin();
                begun[0] = decoder;
            }
            decoder.decode(to, from, count);
        };
    }
}
