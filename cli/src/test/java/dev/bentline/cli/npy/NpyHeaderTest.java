package dev.bentline.cli.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
    private static final byte[] TWO = new byte[8];
    private static final int MUTATIONS = 20_000;

    private static NpyHeader parse(byte[] file) {
        return NpyHeader.parse("x.npy", ByteBuffer.wrap(file), file.length);
    }

    @ParameterizedTest
    @CsvSource({
        "<f4,4,<", ">f4,4,>", "=f4,4,=", "f4,4,=", "<f8,8,<", ">f8,8,>", "=f8,8,=", "f8,8,=", "<f2,2,<", ">f2,2,>",
        "|b1,1,=", "|i1,1,=", "|u1,1,=", "<i2,2,<", ">i4,4,>", "<i8,8,<", "<u2,2,<", "<u4,4,<", ">u8,8,>"
    })
    void everyTypeOfEveryVersionIsRead(String type, int width, char mark) {
        ByteOrder order =
                mark == '=' ? ByteOrder.nativeOrder() : mark == '<' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        for (int version = 1; version <= 3; version++) {
            String text = NpyFile.header(type, 3);
            byte[] file = NpyFile.of(version, text, new byte[3 * width]);
            char kind = type.charAt(type.length() - 2);
            assertThat(parse(file))
                    .isEqualTo(new NpyHeader(new NpyType(kind, width, order), 3, file.length - 3 * width));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }",
                "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2,)}",
                "{'shape':(2,),'fortran_order':False,'descr':'<f4'}",
                " {\n'shape' : ( 2 , ) ,\t'descr' : \"<f4\" , 'fortran_order' : False , } \n\n",
            })
    void spacesQuotesAndOrderAreFree(String text) {
        NpyHeader header = parse(NpyFile.of(text, TWO));
        assertThat(header)
                .isEqualTo(new NpyHeader(new NpyType('f', 4, ByteOrder.LITTLE_ENDIAN), 2, 10 + text.length()));
    }

    /** A column, a row, and what else has one dimension but for those of length 1. */
    @ParameterizedTest
    @ValueSource(strings = {"(2,)", "(2, 1)", "(1, 2)", "(1,2,)", "(1, 1, 2, 1)", "( 2 , 1 )"})
    void dimensionsOfLengthOneDoNotCount(String shape) {
        assertThat(parse(shape(shape)).count()).isEqualTo(2);
    }

    @Test
    void aSingleNumberIsAnArrayOfOne() {
        for (String shape : new String[] {"()", "( )", "(1,)", "(1, 1)"}) {
            byte[] file = NpyFile.of("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}", TWO);
            assertThat(parse(file).count()).isOne();
        }
        byte[] none = NpyFile.of("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1)}", new byte[0]);
        assertThat(parse(none).count()).isZero();
    }

    static Stream<Arguments> hostile() {
        byte[] good = NpyFile.of(NpyFile.header("<f4", 2), TWO);
        byte[] version4 = good.clone();
        version4[6] = 4;
        byte[] minor = good.clone();
        minor[7] = 1;
        byte[] longHeader = good.clone();
        longHeader[9] = 1;
        byte[] hugeHeader = NpyFile.of(2, NpyFile.header("<f4", 2), TWO);
        Arrays.fill(hugeHeader, 8, 12, (byte) 0xff);
        return Stream.of(
                arguments(new byte[0], "is no NumPy file"),
                arguments("dosage\n0.5\n".getBytes(StandardCharsets.US_ASCII), "is no NumPy file"),
                arguments(new byte[1000], "is no NumPy file"),
                arguments(Arrays.copyOf(good, 5), "is no NumPy file"),
                arguments(Arrays.copyOf(good, 6), "cut off"),
                arguments(Arrays.copyOf(good, 7), "cut off"),
                arguments(Arrays.copyOf(good, 9), "cut off"),
                arguments(Arrays.copyOf(good, 50), "cut off"),
                arguments(version4, "version 4.0; it should be 1.0, 2.0 or 3.0"),
                arguments(minor, "version 1.1; it should be 1.0, 2.0 or 3.0"),
                arguments(longHeader, "cut off"),
                arguments(hugeHeader, "the header has 4294967295 bytes; it should have at most 10000"),
                arguments(NpyFile.of("", TWO), "the header is "),
                arguments(NpyFile.of("\0".repeat(118), TWO), "the header is "),
                arguments(NpyFile.of("[1, 2]", TWO), "the header is [1, 2] where {'descr'"),
                arguments(NpyFile.of("{}", TWO), "the header is {} where"),
                arguments(text("'descr': '<f4', 'fortran_order': False"), "where {'descr'"),
                arguments(text("'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1"), "where {'descr'"),
                arguments(text("'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)"), "where"),
                arguments(text("'descr': '<f4' 'fortran_order': False, 'shape': (2,)"), "where {'descr'"),
                arguments(text("'descr': '<f4', 'fortran_order': False, 'shape': (2,),,"), "where {'descr'"),
                arguments(text("'descr\": '<f4', 'fortran_order': False, 'shape': (2,)"), "where {'descr'"),
                arguments(text("'descr': '<f4', 'fortran_order': 0, 'shape': (2,)"), "where {'descr'"),
                arguments(NpyFile.of(NpyFile.header("<f4", 2) + "x", TWO), "where {'descr'"),
                arguments(NpyFile.of(NpyFile.header("<f4", 2) + "\0", TWO), "where {'descr'"),
                arguments(
                        NpyFile.of(NpyFile.header("<c8", 2), TWO),
                        "type is '<c8'; it should be a float, an integer or"),
                arguments(NpyFile.of(NpyFile.header("<f16", 2), TWO), "type is '<f16'"),
                arguments(NpyFile.of(NpyFile.header("<f1", 2), TWO), "type is '<f1'"),
                arguments(NpyFile.of(NpyFile.header("<b2", 2), TWO), "type is '<b2'"),
                arguments(NpyFile.of(NpyFile.header("|O", 2), TWO), "type is '|O'"),
                arguments(
                        text("'descr': [('a', '<f4'), ('b', [('c', '<f4')])], 'fortran_order': False, 'shape': (1,)"),
                        "type is [('a', '<f4'), ('b', [('c', '<f4')])]; it should be"),
                arguments(shape("(2, 2)"), "the shape is (2, 2); it should have one dimension, such as (1000,)"),
                arguments(shape("(0, 2)"), "the shape is (0, 2);"),
                arguments(shape("()"), "the shape is (), but 8 bytes follow the header, which are 2 values"),
                arguments(shape("(,)"), "the shape is (,);"),
                arguments(shape("(2,,1)"), "the shape is (2,,1);"),
                arguments(shape("(2)"), "the shape is (2);"),
                arguments(shape("2"), "the shape is 2;"),
                arguments(shape("(2L,)"), "the shape is (2L,);"),
                arguments(shape("(-2,)"), "the shape is (-2,);"),
                arguments(shape("(02,)"), "the shape is (02,);"),
                arguments(shape("(2.0,)"), "the shape is (2.0,);"),
                arguments(shape("(3,)"), "the shape is (3,), but 8 bytes follow the header, which are 2 values of"),
                arguments(shape("(1,)"), "the shape is (1,), but 8 bytes follow the header, which are 2 values of"),
                arguments(shape("(0,)"), "the shape is (0,), but 8 bytes follow"),
                arguments(shape("(4611686018427387906,)"), "which are 2 values of type '<f4'"),
                arguments(shape("(" + "9".repeat(9000) + ",)"), "but 8 bytes follow the header"),
                arguments(
                        Arrays.copyOf(good, good.length - 1), "but 7 bytes follow the header, which are 1 value and 3"),
                arguments(
                        Arrays.copyOf(good, good.length + 1), "but 9 bytes follow the header, which are 2 values and"));
    }

    private static byte[] text(String entries) {
        return NpyFile.of("{" + entries + "}", TWO);
    }

    private static byte[] shape(String shape) {
        return text("'descr': '<f4', 'fortran_order': False, 'shape': " + shape);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatIsNoSuchArrayIsRefusedWithWhatWouldBeRight(byte[] file, String message) {
        assertThatThrownBy(() -> parse(file))
                .hasMessageStartingWith("x.npy")
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT));
    }

    /** The longest that NumPy itself reads. */
    @Test
    void aHeaderOfTenThousandBytesIsReadAndALongerOneRefused() {
        String text = NpyFile.header("<f4", 2);
        byte[] longest = NpyFile.of(text + " ".repeat(10_000 - text.length()), TWO);
        assertThat(parse(longest).start()).isEqualTo(10_010);
        assertThatThrownBy(() -> parse(NpyFile.of(text + " ".repeat(10_001 - text.length()), TWO)))
                .hasMessageContaining("the header has 10001 bytes; it should have at most 10000");
    }

    @Test
    void aHeaderThatTheReaderCouldTryInManyWaysIsReadInNoTime() {
        for (String piece : new String[] {"], ", "]}", "], 'shape': [", "(", " ", "'", "'descr': [ ], "}) {
            String text = "{'descr': [" + piece.repeat(9900 / piece.length());
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThatThrownBy(() -> parse(NpyFile.of(text, TWO))).isInstanceOf(CommandException.class));
        }
    }

    @Test
    void aDamagedHeaderIsRefusedOrMeansWhatItSays() {
        byte[] good = NpyFile.of(NpyFile.header("<f4", 12), new byte[48]);
        Random random = new Random(20);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bad = mutated(good, random);
            try {
                NpyHeader header = parse(bad);
                String text = new String(bad, 0, (int) header.start(), StandardCharsets.ISO_8859_1);
                NpyType type = header.type();
                String name = "" + type.kind() + type.width();
                assertThat(header.start() + header.count() * type.width()).isEqualTo(bad.length);
                assertThat(text).contains(name).contains("(" + header.count() + ",");
                assertThat(type.order())
                        .isEqualTo(text.contains(">" + name) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                read++;
            } catch (CommandException e) {
                assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT);
            }
        }
        assertThat(read).isBetween(1, MUTATIONS / 2);
    }

    /** Some bytes set, one of the format's own characters set, some dropped, or the end cut off. */
    private static byte[] mutated(byte[] file, Random random) {
        byte[] bytes = file.clone();
        int at = random.nextInt(file.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(file.length)] = (byte) random.nextInt(256);
                }
            }
            case 1 -> bytes[at] = (byte) "'\"{}()[],: <>=f48123 ".charAt(random.nextInt(20));
            case 2 -> {
                int dropped = Math.min(1 + random.nextInt(8), file.length - at);
                System.arraycopy(file, at + dropped, bytes, at, file.length - at - dropped);
                return Arrays.copyOf(bytes, file.length - dropped);
            }
            default -> {
                return Arrays.copyOf(bytes, at);
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 100_000_000, 999_999_999_999_999_999L})
    void aHeaderThatIsWrittenIsOfOneSizeAndReadBack(long count) {
        ByteBuffer header = NpyHeader.of(count);
        assertThat(header.remaining()).isEqualTo(128);
        assertThat(NpyHeader.parse("x.npy", header, 128 + 4 * count))
                .isEqualTo(new NpyHeader(new NpyType('f', 4, ByteOrder.LITTLE_ENDIAN), count, 128));
    }
}
