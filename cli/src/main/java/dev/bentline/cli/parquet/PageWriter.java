package dev.bentline.cli.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.bentline.cli.source.FloatRange;
import dev.bentline.cli.sweep.Tile;
import java.nio.ByteBuffer;

/** Makes data pages, version 1, PLAIN. Any number of threads may use it. */
final class PageWriter {
    private static final int LONGEST_HEADER = 64;
    private static final int ZSTD_LEVEL = 3;
    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RLE = 3;

    private final Compression compression;
    private final PageBuffers buffers;

    PageWriter(Compression compression) {
        this.compression = compression;
        int most = Tile.SIZE * Float.BYTES;
        this.buffers = new PageBuffers(
                LONGEST_HEADER + (compression == Compression.NONE ? most : (int) Zstd.compressBound(most)));
    }

    Page floats(float[] values, int count) {
        FloatRange range = FloatRange.of(values, count);
        ByteBuffer page = buffers.take();
        int size = count * Float.BYTES;
        if (compression == Compression.NONE) {
            page.put(header(count, size, size));
            page.asFloatBuffer().put(values, 0, count);
            page.position(page.position() + size).flip();
            return new Page(page, page.remaining(), count, 0, range);
        }
        ByteBuffer plain = buffers.take();
        plain.asFloatBuffer().put(values, 0, count);
        Page compressed = compressed(plain.limit(size), count, page, 0, range);
        buffers.give(plain);
        return compressed;
    }

    /** A page of values that are encoded already. */
    Page encoded(ValueEncoder.Encoded encoded, int count) {
        int size = encoded.bytes().remaining();
        if (compression == Compression.NONE) {
            byte[] header = header(count, size, size);
            ByteBuffer page = ByteBuffer.allocate(Math.addExact(header.length, size));
            page.put(header).put(encoded.bytes()).flip();
            return new Page(page, page.remaining(), count, encoded.nulls(), FloatRange.EMPTY);
        }
        ByteBuffer plain = ByteBuffer.allocateDirect(size).put(encoded.bytes()).flip();
        ByteBuffer page = ByteBuffer.allocateDirect(Math.toIntExact(LONGEST_HEADER + Zstd.compressBound(size)));
        return compressed(plain, count, page, encoded.nulls(), FloatRange.EMPTY);
    }

    /** Compresses behind room for the header, then puts the header right before. */
    private static Page compressed(ByteBuffer plain, int count, ByteBuffer page, int nulls, FloatRange range) {
        int size = plain.remaining();
        long written = Zstd.compressDirectByteBuffer(
                page, LONGEST_HEADER, page.capacity() - LONGEST_HEADER, plain, plain.position(), size, ZSTD_LEVEL);
        if (Zstd.isError(written)) {
            throw new ZstdException(written);
        }
        byte[] header = header(count, size, (int) written);
        int start = LONGEST_HEADER - header.length;
        page.put(start, header).position(start).limit(LONGEST_HEADER + (int) written);
        return new Page(page, (long) header.length + size, count, nulls, range);
    }

    /** Takes back a page that was written. */
    void recycle(Page page) {
        buffers.give(page.bytes());
    }

    private static byte[] header(int count, int uncompressed, int compressed) {
        return ThriftWriter.struct(page -> page.int32(1, DATA_PAGE)
                .int32(2, uncompressed)
                .int32(3, compressed)
                .struct(
                        5,
                        data -> data.int32(1, count)
                                .int32(2, PLAIN)
                                .int32(3, RLE)
                                .int32(4, RLE)));
    }
}
