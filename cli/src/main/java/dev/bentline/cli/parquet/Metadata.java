package dev.bentline.cli.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a file's footer says, as far as it is needed to read columns. Field numbers are those of parquet.thrift in
 * apache/parquet-format.
 *
 * @param schema the tree of columns, its root first, every node before its children
 */
record Metadata(long rows, List<Node> schema, List<RowGroup> rowGroups) {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
    private static final int CRYPTO_METADATA = 8;
    private static final int ENCRYPTED_METADATA = 9;
    private static final int TRAILER = Integer.BYTES + 4;

    /**
     * A column, or a group of them.
     *
     * @param type null for a group
     * @param repetition 0 required, 1 optional, 2 repeated
     */
    record Node(
            String name,
            @Nullable PhysicalType type,
            int length,
            int repetition,
            int children,
            @Nullable LogicalType logical) {}

    record RowGroup(long rows, List<Chunk> chunks) {}

    /**
     * A column's part of a row group: so many bytes from an offset on.
     *
     * @param encrypted whether a key is needed, perhaps even for the rest of this
     */
    record Chunk(@Nullable PhysicalType type, Codec codec, long values, long offset, long length, boolean encrypted) {}

    static Metadata read(ReadFile file) throws IOException {
        long end = file.length() - TRAILER;
        if (end < MAGIC.length) {
            throw new MalformedException("it is too short; a Parquet file ends with PAR1");
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        file.read(trailer, end);
        int length = trailer.flip().getInt();
        if (trailer.equals(ByteBuffer.wrap(ENCRYPTED))) {
            throw new MalformedException("it is encrypted; it should be plain");
        }
        if (!trailer.equals(ByteBuffer.wrap(MAGIC))) {
            throw new MalformedException("it does not end with PAR1");
        }
        if (length < 0 || length > end - MAGIC.length) {
            throw new MalformedException(
                    "its metadata is said to have " + length + " bytes, the file has " + file.length());
        }
        ByteBuffer footer = ByteBuffer.allocate(length);
        file.read(footer, end - length);
        return read(new ThriftReader(new ByteArrayInputStream(footer.array())));
    }

    private static Metadata read(ThriftReader in) throws IOException {
        long[] rows = {-1};
        List<Node> schema = new ArrayList<>();
        List<RowGroup> rowGroups = new ArrayList<>();
        in.struct(field -> {
            switch (field) {
                case 2 -> in.list(() -> schema.add(node(in)));
                case 3 -> rows[0] = in.int64();
                case 4 -> in.list(() -> rowGroups.add(rowGroup(in)));
                default -> in.skip();
            }
        });
        return new Metadata(rows[0], schema, rowGroups);
    }

    private static Node node(ThriftReader in) throws IOException {
        int[] numbers = new int[9];
        numbers[1] = -1;
        numbers[6] = -1;
        String[] name = {""};
        LogicalType[] logical = {null};
        in.struct(field -> {
            switch (field) {
                case 1, 2, 3, 5, 6, 7, 8 -> numbers[field] = in.int32();
                case 4 -> name[0] = new String(in.binary(), StandardCharsets.UTF_8);
                case 10 -> logical[0] = LogicalType.read(in);
                default -> in.skip();
            }
        });
        if (logical[0] == null) {
            logical[0] = LogicalType.ofConverted(numbers[6], numbers[7], numbers[8]);
        }
        return new Node(name[0], type(numbers[1]), numbers[2], numbers[3], numbers[5], logical[0]);
    }

    private static @Nullable PhysicalType type(int code) throws MalformedException {
        if (code < 0) {
            return null;
        }
        for (PhysicalType type : PhysicalType.values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new MalformedException("there is no physical type " + code);
    }

    private static RowGroup rowGroup(ThriftReader in) throws IOException {
        long[] rows = {-1};
        List<Chunk> chunks = new ArrayList<>();
        in.struct(field -> {
            switch (field) {
                case 1 -> in.list(() -> chunks.add(chunk(in)));
                case 3 -> rows[0] = in.int64();
                default -> in.skip();
            }
        });
        return new RowGroup(rows[0], chunks);
    }

    private static Chunk chunk(ThriftReader in) throws IOException {
        Chunk[] chunk = {new Chunk(null, Codec.UNCOMPRESSED, -1, -1, -1, false)};
        boolean[] encrypted = {false};
        in.struct(field -> {
            if (field == 3) {
                chunk[0] = columnMetadata(in);
            } else {
                encrypted[0] |= field == CRYPTO_METADATA || field == ENCRYPTED_METADATA;
                in.skip();
            }
        });
        Chunk read = chunk[0];
        return new Chunk(read.type, read.codec, read.values, read.offset, read.length, encrypted[0]);
    }

    private static Chunk columnMetadata(ThriftReader in) throws IOException {
        long[] numbers = new long[12];
        in.struct(field -> {
            switch (field) {
                case 1, 4 -> numbers[field] = in.int32();
                case 5, 7, 9, 11 -> numbers[field] = in.int64();
                default -> in.skip();
            }
        });
        long dictionary = numbers[11];
        long data = numbers[9];
        long offset = dictionary > 0 && dictionary < data ? dictionary : data;
        return new Chunk(type((int) numbers[1]), Codec.of((int) numbers[4]), numbers[5], offset, numbers[7], false);
    }
}
