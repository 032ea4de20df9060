package dev.bentline.cli.parquet;

import dev.bentline.cli.source.FloatRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A file of one row group, made of bytes. */
final class HandmadeFile {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final List<ColumnChunk.Written> chunks = new ArrayList<>();

    HandmadeFile() {
        file.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
    }

    /** Adds a column's pages, headers included. */
    void add(ParquetColumn column, int values, byte[]... parts) {
        long offset = file.size();
        for (byte[] part : parts) {
            file.writeBytes(part);
        }
        long length = file.size() - offset;
        chunks.add(new ColumnChunk.Written(column, offset, length, length, values, 0, FloatRange.EMPTY));
    }

    byte[] bytes(Compression compression) {
        Footer footer =
                new Footer(chunks.stream().map(ColumnChunk.Written::column).toList(), compression, Floats.CREATED_BY);
        footer.add(chunks);
        return bytes(footer.bytes());
    }

    byte[] bytes(byte[] metadata) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(file.toByteArray());
        all.writeBytes(metadata);
        all.writeBytes(little(4).putInt(metadata.length).array());
        all.writeBytes("PAR1".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] pageHeader(int size, int uncompressed, int count, int encoding) {
        return ThriftWriter.struct(page -> page.int32(1, 0)
                .int32(2, uncompressed)
                .int32(3, size)
                .struct(
                        5,
                        data -> data.int32(1, count)
                                .int32(2, encoding)
                                .int32(3, 3)
                                .int32(4, 3)));
    }

    /** The header of a plain page with the checksum of its bytes. */
    static byte[] pageHeader(byte[] page, int count) {
        CRC32 checksum = new CRC32();
        checksum.update(page);
        return ThriftWriter.struct(header -> header.int32(1, 0)
                .int32(2, page.length)
                .int32(3, page.length)
                .int32(4, (int) checksum.getValue())
                .struct(5, data -> data.int32(1, count).int32(2, 0).int32(3, 3).int32(4, 3)));
    }

    static byte[] pageHeader2(int size, int uncompressed, int count, int nulls, int levels, boolean compressed) {
        return ThriftWriter.struct(page -> page.int32(1, 3)
                .int32(2, uncompressed)
                .int32(3, size)
                .struct(
                        8,
                        data -> data.int32(1, count)
                                .int32(2, nulls)
                                .int32(3, count)
                                .int32(4, 0)
                                .int32(5, levels)
                                .int32(6, 0)
                                .bool(7, compressed)));
    }
}
