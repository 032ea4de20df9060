package dev.bentline.cli.parquet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Header that stands before a page.
 *
 * @param size the page's bytes in the file
 * @param uncompressed what they become
 * @param levels bytes of definition levels before the compressed bytes; -1 if they are among these
 * @param compressed whether the rest is compressed, where the column is
 * @param checksum the CRC-32 of the page's bytes in the file; null where there is none
 */
record PageHeader(
        int type,
        int size,
        int uncompressed,
        int values,
        int encoding,
        int levelEncoding,
        int levels,
        boolean compressed,
        @Nullable Integer checksum) {
    static final int DATA = 0;
    static final int DICTIONARY = 2;
    static final int DATA_V2 = 3;

    static final int RLE = 3;

    static PageHeader read(ThriftReader in) throws IOException {
        int[] page = new int[4];
        Integer[] checksum = {null};
        int[] data = {0, -1, -1, RLE, 0, 0, 0};
        boolean[] compressed = {true};
        in.struct(field -> {
            switch (field) {
                case 1, 2, 3 -> page[field] = in.int32();
                case 4 -> checksum[0] = in.int32();
                case 5 ->
                    in.struct(inner -> {
                        switch (inner) {
                            case 1, 2, 3 -> data[inner] = in.int32();
                            default -> in.skip();
                        }
                    });
                case 7 ->
                    in.struct(inner -> {
                        switch (inner) {
                            case 1, 2 -> data[inner] = in.int32();
                            default -> in.skip();
                        }
                    });
                case 8 ->
                    in.struct(inner -> {
                        switch (inner) {
                            case 1, 5, 6 -> data[inner] = in.int32();
                            case 4 -> data[2] = in.int32();
                            case 7 -> compressed[0] = in.bool();
                            default -> in.skip();
                        }
                    });
                default -> in.skip();
            }
        });
        boolean sound = page[2] >= 0 && page[3] >= 0 && data[5] >= 0 && data[5] <= page[3] && data[6] == 0;
        if (!sound) {
            throw new MalformedException("a page's header is corrupt");
        }
        int levels = page[1] == DATA_V2 ? data[5] : -1;
        return new PageHeader(page[1], page[3], page[2], data[1], data[2], data[3], levels, compressed[0], checksum[0]);
    }
}
