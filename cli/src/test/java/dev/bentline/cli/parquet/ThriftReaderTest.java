package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structs of Thrift's compact protocol, byte by byte as its specification has them. */
class ThriftReaderTest {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    /** The number of a field as the difference to the one before. */
    private static int next(int type) {
        return (1 << 4) | type;
    }

    private static ThriftReader reader(PageBytes bytes) {
        return new ThriftReader(bytes.stream(1 << 20));
    }

    @Test
    void everyTypeIsRead() throws IOException {
        PageBytes bytes = new PageBytes()
                .int8(next(TRUE))
                .int8(next(FALSE))
                .int8(next(BYTE))
                .int8(-3)
                .int8((3 << 4) | I32) // skips two numbers
                .zigzag(-70_000)
                .int8(I64) // the number itself follows
                .zigzag(40)
                .zigzag(Long.MIN_VALUE)
                .int8(next(BINARY))
                .varint(3)
                .little(new BigInteger("abc".getBytes(StandardCharsets.US_ASCII)), 3)
                .int8(next(LIST))
                .int8((2 << 4) | I32)
                .zigzag(64) // in two bytes, the first 0x80
                .zigzag(9)
                .int8(next(SET))
                .int8((15 << 4) | I32)
                .varint(16);
        for (int i = 0; i < 16; i++) {
            bytes.zigzag(i);
        }
        bytes.int8(0).int8(77);
        List<Object> read = new ArrayList<>();
        ThriftReader reader = reader(bytes);
        reader.struct(field -> {
            read.add(field);
            switch (field) {
                case 1, 2 -> read.add(reader.bool());
                case 3 -> read.add(reader.int8());
                case 6 -> read.add(reader.int32());
                case 40 -> read.add(reader.int64());
                case 41 -> read.add(new String(reader.binary(), StandardCharsets.US_ASCII));
                default -> reader.list(() -> read.add(reader.int32()));
            }
        });
        assertThat(read.subList(0, 15))
                .containsExactly(1, true, 2, false, 3, -3, 6, -70_000, 40, Long.MIN_VALUE, 41, "cba", 42, 64, 9);
        assertThat(read.subList(15, read.size()))
                .containsExactly(43, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    /** All that a later version may add is passed over, to the last byte. */
    @Test
    void everyTypeIsSkipped() throws IOException {
        PageBytes bytes = new PageBytes()
                .int8(next(TRUE))
                .int8(next(BYTE))
                .int8(-3)
                .int8(next(I16))
                .zigzag(-300)
                .int8(next(I32))
                .zigzag(70_000)
                .int8(next(I64))
                .zigzag(Long.MAX_VALUE)
                .int8(next(DOUBLE))
                .little(BigInteger.valueOf(0x7172737475767778L), 8)
                .int8(next(BINARY))
                .varint(3)
                .little(BigInteger.valueOf(0x717273), 3)
                .int8(next(LIST))
                .int8((3 << 4) | TRUE) // truth values of a list are a byte each
                .int8(1)
                .int8(2)
                .int8(1)
                .int8(next(SET))
                .int8((1 << 4) | FALSE)
                .int8(2)
                .int8(next(MAP))
                .varint(0)
                .int8(next(MAP))
                .varint(2)
                .int8((BINARY << 4) | I32)
                .varint(1)
                .int8(0x71)
                .zigzag(500)
                .varint(0)
                .zigzag(600)
                .int8(next(STRUCT))
                .int8(next(STRUCT))
                .int8(next(BYTE))
                .int8(5)
                .int8(0)
                .int8(0)
                .int8(next(I32))
                .zigzag(4711)
                .int8(0);
        ThriftReader reader = reader(bytes);
        int[] last = {0};
        reader.struct(field -> {
            if (field == 13) {
                last[0] = reader.int32();
            } else {
                reader.skip();
            }
        });
        assertThat(last[0]).isEqualTo(4711);
    }

    /** Structs, lists and maps within each other, up to 32. */
    @ParameterizedTest
    @ValueSource(ints = {STRUCT, LIST, MAP})
    void nestingHasAnEnd(int type) throws IOException {
        assertThat(fields(nested(new PageBytes(), type, 32).int8(0))).isEqualTo(1);
        assertThatThrownBy(() -> fields(nested(new PageBytes(), type, 33).int8(0)))
                .hasMessageContaining("its metadata is corrupt");
    }

    @Test
    void oneAfterTheOtherMayBeMany() throws IOException {
        PageBytes bytes = new PageBytes();
        for (int i = 0; i < 40; i++) {
            bytes.int8(next(STRUCT))
                    .int8(0)
                    .int8(next(LIST))
                    .int8(0)
                    .int8(next(MAP))
                    .varint(0);
        }
        assertThat(fields(bytes.int8(0))).isEqualTo(120);
    }

    /** Skips all fields, and counts them. */
    private static int fields(PageBytes bytes) throws IOException {
        ThriftReader reader = reader(bytes);
        int[] fields = {0};
        reader.struct(_ -> {
            fields[0]++;
            reader.skip();
        });
        return fields[0];
    }

    /** The first field of a struct, of which it is the second level. */
    private static PageBytes nested(PageBytes bytes, int type, int depth) {
        bytes.int8(next(type));
        for (int level = 2; level < depth; level++) {
            switch (type) {
                case STRUCT -> bytes.int8(next(STRUCT));
                case LIST -> bytes.int8((1 << 4) | LIST);
                default -> bytes.varint(1).int8((BYTE << 4) | MAP).int8(0);
            }
        }
        bytes.int8(0); // an empty one
        for (int level = 2; level < depth && type == STRUCT; level++) {
            bytes.int8(0);
        }
        return bytes;
    }

    @Test
    void anotherTypeThanTheOneWantedIsRefused() {
        refused(new PageBytes().int8(next(I32)).zigzag(1).int8(0), ThriftReader::bool);
        refused(new PageBytes().int8(next(I32)).zigzag(1).int8(0), ThriftReader::int8);
        refused(new PageBytes().int8(next(I64)).zigzag(1).int8(0), ThriftReader::int32);
        refused(new PageBytes().int8(next(I32)).zigzag(1).int8(0), ThriftReader::int64);
        refused(new PageBytes().int8(next(I32)).zigzag(0).int8(0), ThriftReader::binary);
        refused(new PageBytes().int8(next(MAP)).varint(0).int8(0), reader -> reader.list(() -> {}));
        refused(new PageBytes().int8(next(I32)).zigzag(1).int8(0), reader -> reader.struct(_ -> {}));
        refused(new PageBytes().int8(next(13)).int8(0), ThriftReader::skip);
    }

    @Test
    void whatIsOnlyClaimedIsRefused() {
        refused(new PageBytes().int8(next(BINARY)).varint(4).int8(1).int8(2), ThriftReader::binary);
        refused(new PageBytes().int8(next(BINARY)).varint(-1).int8(1), ThriftReader::binary);
        refused(new PageBytes().int8(next(BINARY)).varint(-1).int8(1), ThriftReader::skip);
        refused(new PageBytes().int8(next(MAP)).varint(-1).int8(1), ThriftReader::skip);
        refused(new PageBytes().int8(next(LIST)).int8((15 << 4) | TRUE).varint(-1), ThriftReader::skip);
        refused(new PageBytes().int8(next(I32)).int8(0x80), ThriftReader::int32);
        PageBytes endless = new PageBytes().int8(next(I32));
        for (int i = 0; i < 20; i++) {
            endless.int8(0x80);
        }
        refused(endless, ThriftReader::int32);
    }

    private interface Read {
        void from(ThriftReader reader) throws IOException;
    }

    /** At the first field: what follows is corrupt either way. */
    private static void refused(PageBytes bytes, Read read) {
        ThriftReader reader = reader(bytes);
        int[] done = {0};
        assertThatThrownBy(() -> reader.struct(_ -> {
                    read.from(reader);
                    done[0]++;
                }))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("its metadata is corrupt");
        assertThat(done[0]).isZero();
    }

    @Test
    void aStructWithoutAnEndIsRefused() {
        ThriftReader reader = reader(new PageBytes().int8(next(TRUE)));
        assertThatThrownBy(() -> reader.struct(_ -> {})).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> reader(new PageBytes()).struct(_ -> {})).isInstanceOf(MalformedException.class);
    }

    @Test
    void aFieldBeyondALimitIsRefused() throws IOException {
        ThriftReader reader = reader(new PageBytes());
        assertThat(reader.index(0, 3)).isZero();
        assertThat(reader.index(2, 3)).isEqualTo(2);
        for (int field : new int[] {-1, 3}) {
            assertThatThrownBy(() -> reader.index(field, 3)).hasMessageContaining("corrupt");
        }
    }
}
