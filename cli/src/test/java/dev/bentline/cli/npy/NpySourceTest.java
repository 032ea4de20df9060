package dev.bentline.cli.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpySourceTest {
    private static final Engine ENGINE = Engine.of(Network.relu());
    private static final float[] EDGES = {
        0,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    /** The smallest double that rounds to an infinite float. */
    private static final double TOO_LARGE = 0x1.ffffffp127;

    @TempDir
    Path folder;

    /** Collects what comes out of a source, in order; bits, because -0 is not 0. */
    private static final class Collected implements Sink {
        final IntStream.Builder bits = IntStream.builder();
        long skipped;

        @Override
        public WriteTask prepare(Tile tile) {
            float[] dosages = Arrays.copyOf(tile.dosages, tile.count);
            int left = tile.skipped;
            return () -> {
                for (float dosage : dosages) {
                    bits.add(Float.floatToRawIntBits(dosage));
                }
                skipped += left;
            };
        }

        int[] bits() {
            return bits.build().toArray();
        }
    }

    private static int[] bits(float... values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    private static float[] randomFloats(int count) {
        Random random = new Random(count);
        float[] values = Arrays.copyOf(EDGES, count);
        for (int i = EDGES.length; i < count; i++) {
            do {
                values[i] = Float.intBitsToFloat(random.nextInt());
            } while (!Float.isFinite(values[i]));
        }
        return values;
    }

    /** Doubles all over the floats' range and below it, with the ones halfway between floats. */
    private static double[] randomDoubles(int count) {
        Random random = new Random(count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double scaled = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-160, 128));
            float near = (float) scaled;
            values[i] = i % 3 == 0 ? near / 2.0 + Math.nextUp(near) / 2.0 : scaled;
        }
        for (int i = 0; i < Math.min(EDGES.length, count); i++) {
            values[i] = EDGES[i];
        }
        return values;
    }

    private String file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("x.npy"), bytes).toString();
    }

    private String file(String type, long count, byte[] data) throws IOException {
        return file(NpyFile.of(NpyFile.header(type, count), data));
    }

    private static Collected sweep(String file, boolean skipInvalid, int threads) throws IOException {
        Collected collected = new Collected();
        try (Source source = NpySource.open(file, skipInvalid)) {
            new Sweep(source, ENGINE, false, List.of(collected)).run(threads);
        }
        return collected;
    }

    private static void assertRefused(String file, String... message) {
        assertThatThrownBy(() -> sweep(file, false, 7))
                .hasMessageContainingAll(message)
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT));
    }

    /** All of them: a sign, five bits of exponent, ten of fraction. */
    @ParameterizedTest
    @ValueSource(strings = {"<f2", ">f2"})
    void everyFiniteHalfIsExact(String type) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * 63_488)
                .order(type.startsWith("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        float[] expected = new float[63_488];
        int count = 0;
        for (int half = 0; half < 1 << 16; half++) {
            int exponent = (half >> 10) & 31;
            if (exponent < 31) {
                int fraction = half & 1023;
                float size = exponent == 0
                        ? Math.scalb((float) fraction, -24)
                        : Math.scalb((float) (1024 + fraction), exponent - 25);
                bytes.putShort((short) half);
                expected[count++] = half >> 15 == 0 ? size : -size;
            }
        }
        assertThat(count).isEqualTo(expected.length);
        assertThat(sweep(file(type, count, bytes.array()), false, 2).bits()).isEqualTo(bits(expected));
    }

    @Test
    void aHalfThatIsNotFiniteIsNamed() throws IOException {
        byte[] values = {0, 0x3c, 0, 0x7c, 0, (byte) 0xfc, 0, 0x7e};
        assertRefused(file("<f2", 4, values), "row 2: Infinity is not a finite number", "--skip-invalid");
        Collected collected = sweep(file("<f2", 4, values), true, 1);
        assertThat(collected.bits()).isEqualTo(bits(1f));
        assertThat(collected.skipped).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|i1", "<i2", ">i4", "<i8", "|u1", ">u2", "<u4", ">u8", "|b1"})
    void integersRoundToTheNearestFloat(String type) throws IOException {
        int width = type.charAt(2) - '0';
        BigInteger range = BigInteger.TWO.pow(8 * width);
        byte[] data = new byte[1000 * width];
        new Random(8).nextBytes(data);
        Arrays.fill(data, 0, width, (byte) 0xff);
        float[] expected = new float[1000];
        for (int i = 0; i < expected.length; i++) {
            byte[] bytes = Arrays.copyOfRange(data, i * width, (i + 1) * width);
            if (type.startsWith("<")) {
                for (int j = 0; j < width / 2; j++) {
                    byte kept = bytes[j];
                    bytes[j] = bytes[width - 1 - j];
                    bytes[width - 1 - j] = kept;
                }
            }
            BigInteger value = new BigInteger(bytes);
            if (type.charAt(1) == 'u' && value.signum() < 0) {
                value = value.add(range);
            }
            expected[i] = type.equals("|b1") ? value.abs().min(BigInteger.ONE).floatValue() : value.floatValue();
        }
        assertThat(sweep(file(type, 1000, data), false, 2).bits()).isEqualTo(bits(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 100_000})
    void floatsOfEitherOrderComeBitForBit(int count) throws IOException {
        float[] values = randomFloats(count);
        for (String mark : List.of("<", ">")) {
            ByteOrder order = mark.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            String file = file(mark + "f4", count, NpyFile.floats(order, values));
            for (int threads : new int[] {1, 2, 7}) {
                assertThat(sweep(file, false, threads).bits()).isEqualTo(bits(values));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 100_000})
    void doublesOfEitherOrderComeAsTheNearestFloats(int count) throws IOException {
        double[] values = randomDoubles(count);
        float[] nearest = new float[count];
        for (int i = 0; i < count; i++) {
            nearest[i] = Math.copySign(Float.parseFloat(new BigDecimal(values[i]).toString()), (float) values[i]);
        }
        for (String mark : List.of("<", ">")) {
            ByteOrder order = mark.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            String file = file(mark + "f8", count, NpyFile.doubles(order, values));
            for (int threads : new int[] {1, 2, 7}) {
                assertThat(sweep(file, false, threads).bits()).isEqualTo(bits(nearest));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyVersionIsRead(int version) throws IOException {
        String file = file(NpyFile.of(version, NpyFile.header("<f4", EDGES.length), NpyFile.floats(EDGES)));
        assertThat(sweep(file, false, 1).bits()).isEqualTo(bits(EDGES));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void aFloatThatIsNotFiniteIsNamed(float value) throws IOException {
        float[] values = randomFloats(50_000);
        values[20_000] = value;
        values[40_000] = Float.NaN;
        assertRefused(
                file("<f4", 50_000, NpyFile.floats(values)),
                "x.npy, row 20001: " + value
                        + " is not a finite number, such as 0.25; --skip-invalid leaves such rows");
    }

    @ParameterizedTest
    @ValueSource(doubles = {TOO_LARGE, -TOO_LARGE, 1e300, -Double.MAX_VALUE})
    void aDoubleThatIsTooLargeIsNamed(double value) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            String type = order == ByteOrder.LITTLE_ENDIAN ? "<f8" : ">f8";
            assertRefused(
                    file(type, 3, NpyFile.doubles(order, 0.5, value, 1)),
                    "row 2: " + value + " is too large for a float; the largest is 3.4028235E38");
        }
    }

    @Test
    void aDoubleJustBelowIsTheLargestFloat() throws IOException {
        String file = file("<f8", 1, NpyFile.doubles(ByteOrder.LITTLE_ENDIAN, Math.nextDown(TOO_LARGE)));
        assertThat(sweep(file, false, 1).bits()).isEqualTo(bits(Float.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void invalidRowsAreLeftOutAndCounted(int threads) throws IOException {
        float[] values = randomFloats(100_000);
        float[] valid = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            boolean inWholeTile = i >= Tile.SIZE && i < 2 * Tile.SIZE;
            if (inWholeTile || i % 7 == 3 || i == values.length - 1) {
                values[i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
            } else {
                valid[count++] = values[i];
            }
        }
        Collected collected = sweep(file("<f4", values.length, NpyFile.floats(values)), true, threads);
        assertThat(collected.bits()).isEqualTo(bits(Arrays.copyOf(valid, count)));
        assertThat(collected.skipped).isEqualTo(values.length - count);
    }

    @Test
    void tilesAreFullAndTheirNumbersAreTold() throws IOException {
        String file = file("<f4", 40_000, NpyFile.floats(randomFloats(40_000)));
        try (Source source = NpySource.open(file, false)) {
            assertThat(source.size()).isEqualTo(40_000);
            assertThat(source.rows()).isEqualTo(40_000);
            for (int count : new int[] {Tile.SIZE, Tile.SIZE, 40_000 - 2 * Tile.SIZE}) {
                long before = source.position();
                Tile tile = new Tile(false);
                Objects.requireNonNull(source.next()).read(tile);
                assertThat(tile.count).isEqualTo(count);
                assertThat(source.position()).isEqualTo(before + count);
            }
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void aClosedFileIsReadNoMore() throws IOException {
        Source source = NpySource.open(file("<f4", 2, NpyFile.floats(1, 2)), false);
        Source.ReadTask task = Objects.requireNonNull(source.next());
        source.close();
        assertThatThrownBy(() -> task.read(new Tile(false))).hasMessageContaining("cannot read");
    }

    @Test
    void aFileThatShrinksIsNamedWithTheRow() throws IOException {
        String file = file("<f4", 100_000, NpyFile.floats(randomFloats(100_000)));
        try (NpySource source = NpySource.open(file, false)) {
            try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - 4 * 30_000 - 1);
            }
            assertThatThrownBy(() -> new Sweep(source, ENGINE, false, List.of(new Collected())).run(2))
                    .hasMessageContaining("x.npy, row 70000: the file ends here; it had 100000 rows")
                    .isInstanceOfSatisfying(
                            CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT));
        }
    }

    @Test
    void aShapeLargerThanTheFileIsRefusedAtOnce() throws IOException {
        assertRefused(file("<f8", Long.MAX_VALUE / 8, new byte[16]), "(1152921504606846975,)", "are 2 values");
    }

    @Test
    void whatIsNotThereIsRefused() {
        assertRefused(folder.resolve("none.npy").toString(), "cannot read", "none.npy", "no such file or folder");
        assertRefused("", "not a file name");
    }

    @Test
    void aFolderIsRefused() {
        assertRefused(folder.toString(), "is a folder; --in takes a NumPy file");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeOrDeviceIsRefused() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        for (String name : List.of(fifo.toString(), "/dev/zero")) {
            assertRefused(name, name + " is a pipe or a device; a NumPy file should be a regular file");
        }
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path file = Path.of(file("<f4", EDGES.length, NpyFile.floats(EDGES)));
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), file);
        assertThat(sweep(link.toString(), false, 1).bits()).isEqualTo(bits(EDGES));
    }
}
