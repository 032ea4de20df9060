package dev.bentline.cli.parquet;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.Snappy;

/** Ways a column is compressed; with Parquet's numbers for them. */
enum Codec {
    UNCOMPRESSED(0),
    SNAPPY(1),
    GZIP(2),
    LZO(3),
    BROTLI(4),
    LZ4(5),
    ZSTD(6),
    LZ4_RAW(7);

    /** Snappy turns three bytes into 64 at the most. */
    private static final int SNAPPY_AT_MOST = 22;

    private final int code;

    Codec(int code) {
        this.code = code;
    }

    static Codec of(int code) throws MalformedException {
        for (Codec codec : values()) {
            if (codec.code == code) {
                return codec;
            }
        }
        throw new MalformedException("there is no compression " + code);
    }

    /** Tells whether pages can be read; {@link #LZ4} is framed in one way by Hadoop, and in others by others. */
    boolean isReadable() {
        return switch (this) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> true;
            case LZO, BROTLI, LZ4 -> false;
        };
    }

    /**
     * Decompresses as it is read, but for Snappy, which has to have a page as a whole.
     *
     * @param size of the compressed bytes
     * @param uncompressed what they should become
     */
    InputStream decompressed(InputStream in, int size, int uncompressed) throws IOException {
        return switch (this) {
            case UNCOMPRESSED -> in;
            case GZIP -> new GZIPInputStream(in);
            case ZSTD -> new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE);
            case SNAPPY -> snappy(in.readNBytes(size), uncompressed);
            case LZ4_RAW -> new Lz4Stream(in);
            case LZO, BROTLI, LZ4 -> throw new IllegalStateException(this + " is not readable");
        };
    }

    private static InputStream snappy(byte[] bytes, int uncompressed) throws IOException {
        if (bytes.length == 0 && uncompressed == 0) {
            return InputStream.nullInputStream();
        }
        int length = Snappy.uncompressedLength(bytes);
        if (length != uncompressed || length / SNAPPY_AT_MOST > bytes.length) {
            throw new MalformedException("a page's length is not what it says");
        }
        return new ByteArrayInputStream(Snappy.uncompress(bytes));
    }
}
