package dev.bentline.cli.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The metadata at the end of a Parquet file, which grows by one entry for each row group. Field numbers are those of
 * parquet.thrift in apache/parquet-format.
 */
final class Footer {
    private static final int FORMAT_VERSION = 1;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int REQUIRED = 0;
    private static final int OPTIONAL = 1;

    private final List<ParquetColumn> columns;
    private final Compression compression;
    private final String createdBy;
    private final ByteArrayOutputStream rowGroups = new ByteArrayOutputStream();
    private int rowGroupCount;
    private long rows;

    Footer(List<ParquetColumn> columns, Compression compression, String createdBy) {
        this.columns = columns;
        this.compression = compression;
        this.createdBy = createdBy;
    }

    void add(List<ColumnChunk.Written> chunks) {
        long rowsInGroup = chunks.getFirst().values();
        rowGroups.writeBytes(ThriftWriter.struct(group -> {
            group.structs(1, chunks.size());
            chunks.forEach(chunk -> group.element(column -> column(column, chunk)));
            group.int64(
                            2,
                            chunks.stream()
                                    .mapToLong(ColumnChunk.Written::uncompressed)
                                    .sum())
                    .int64(3, rowsInGroup)
                    .int64(5, chunks.getFirst().offset())
                    .int64(
                            6,
                            chunks.stream()
                                    .mapToLong(ColumnChunk.Written::compressed)
                                    .sum());
        }));
        rowGroupCount++;
        rows += rowsInGroup;
    }

    private void column(ThriftWriter out, ColumnChunk.Written chunk) {
        out.int64(2, 0)
                .struct(
                        3,
                        data -> data.int32(1, chunk.column().type().code)
                                .int32s(2, PLAIN, RLE)
                                .texts(3, chunk.column().name())
                                .int32(4, compression.codec)
                                .int64(5, chunk.values())
                                .int64(6, chunk.uncompressed())
                                .int64(7, chunk.compressed())
                                .int64(9, chunk.offset())
                                .struct(12, statistics -> {
                                    statistics.int64(3, chunk.nulls());
                                    if (!chunk.range().isEmpty()) {
                                        // a zero stands for both zeros: the least is -0, the largest +0
                                        float min = chunk.range().min();
                                        float max = chunk.range().max();
                                        statistics
                                                .binary(5, bytes(max == 0 ? 0f : max))
                                                .binary(6, bytes(min == 0 ? -0f : min));
                                    }
                                }));
    }

    private static byte[] bytes(float value) {
        return ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array();
    }

    byte[] bytes() {
        return ThriftWriter.struct(file -> {
            file.int32(1, FORMAT_VERSION).structs(2, 1 + columns.size());
            file.element(root -> root.text(4, "schema").int32(5, columns.size()));
            columns.forEach(column -> file.element(element -> schema(element, column)));
            file.int64(3, rows)
                    .structs(4, rowGroupCount)
                    .elements(rowGroups.toByteArray())
                    .text(6, createdBy)
                    .structs(7, columns.size());
            // Without its order a column's min and max say nothing.
            columns.forEach(_ -> file.element(order -> order.emptyStruct(1)));
        });
    }

    private static void schema(ThriftWriter out, ParquetColumn column) {
        out.int32(1, column.type().code);
        if (column.type() == PhysicalType.FIXED_LEN_BYTE_ARRAY) {
            out.int32(2, column.length());
        }
        out.int32(3, column.optional() ? OPTIONAL : REQUIRED).text(4, column.name());
        LogicalType logical = column.logical();
        if (logical != null) {
            logical.write(out);
        }
    }
}
