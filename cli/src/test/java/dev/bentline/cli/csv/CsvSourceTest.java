package dev.bentline.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Tile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
    /** Bytes that tell gzip from other files. */
    private static final int MAGIC_BITS = 16;

    private static final Engine ENGINE = Engine.of(Network.relu());

    @TempDir
    Path folder;

    private CsvSource source(byte[] bytes, boolean keep) throws IOException {
        return CsvSource.open(
                Files.write(folder.resolve("in.csv"), bytes).toString(),
                StatedDialect.NOTHING,
                List.of(WantedColumn.dosage(null)),
                false,
                keep ? Keeping.ALL_OTHERS : Keeping.NOTHING);
    }

    private static CsvSource stream(InputStream bytes) throws IOException {
        return new CsvSource(
                CsvInput.of("in.csv", bytes),
                StatedDialect.NOTHING,
                List.of(WantedColumn.dosage(null)),
                false,
                Keeping.NOTHING,
                RowCutter.Limits.USUAL);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String swept(CsvSource source, int threads) throws IOException {
        try (source) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Sweep(source, ENGINE, false, List.of(new CsvSink(out, false, source.kept()))).run(threads);
            return out.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Float> dosages(CsvSource source) throws IOException {
        List<Float> dosages = new ArrayList<>();
        try (source) {
            Tile tile = new Tile(false);
            for (Source.ReadTask task = source.next(); task != null; task = source.next()) {
                task.read(tile);
                for (int i = 0; i < tile.count; i++) {
                    dosages.add(tile.dosages[i]);
                }
            }
        }
        return dosages;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> dosages(source(file, true)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void tilesAreFull() throws IOException {
        try (CsvSource source = source(bytes("dosage\n" + "0.25\n".repeat(3 * Tile.SIZE + 5)), false)) {
            List<Integer> counts = new ArrayList<>();
            Tile tile = new Tile(false);
            for (Source.ReadTask task = source.next(); task != null; task = source.next()) {
                task.read(tile);
                counts.add(tile.count);
            }
            assertThat(counts).containsExactly(Tile.SIZE, Tile.SIZE, Tile.SIZE, 5);
            assertThat(source.position()).isEqualTo(source.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void rowsComeOutInOrderWhateverTheThreads(int threads) throws IOException {
        Random random = new Random(1);
        StringBuilder in = new StringBuilder("id,dosage,name\n");
        StringBuilder expected = new StringBuilder("dosage,effect,id,name\n");
        for (int i = 0; i < 200_000; i++) {
            float dosage = 2 + random.nextInt(1000);
            String name = random.nextInt(3) == 0 ? "\"a, \n\"\"" + i + "\"" : "\u00e9";
            in.append(i).append(',').append(dosage).append(',').append(name).append('\n');
            expected.append(dosage)
                    .append(",0.0,")
                    .append(i)
                    .append(',')
                    .append(name)
                    .append('\n');
        }
        String out = swept(source(bytes(in.toString()), true), threads);
        assertThat(out.getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(bytes(expected.toString()));
    }

    @Test
    void keptColumnsAreTheOthersInTheirOrder() throws IOException {
        try (CsvSource source = source(bytes("b,dosage,\"a,1\",b\n"), true)) {
            assertThat(source.kept()).extracting(KeptColumn::name).containsExactly("b", "a,1", "b");
        }
        try (CsvSource source = source(bytes("b,dosage\n"), false)) {
            assertThat(source.kept()).isEmpty();
        }
    }

    @Test
    void keptBytesThatAreNoUtf8Survive() throws IOException {
        byte[] in = "dosage,a\n2,\u00ff\u00fe\u0000 x\n3,\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(swept(source(in, true), 1)).isEqualTo("dosage,effect,a\n2.0,0.0,\u00ff\u00fe\u0000 x\n3.0,0.0,\n");
    }

    @Test
    void gzipIsReadWhateverItsName() throws IOException {
        byte[] in = bytes("dosage\n" + "0.25\n".repeat(100_000));
        assertThat(dosages(source(gzip(in), false))).hasSize(100_000).containsOnly(0.25f);
        byte[] marked = gzip(bytes("\uFEFFdosage\n1\n"));
        assertThat(dosages(source(marked, false))).containsExactly(1f);
    }

    @Test
    void gzipOfSeveralMembersIsReadEvenFromASlowPipe() throws IOException {
        byte[] in = joined(gzip(bytes("dosage\n1\n2")), gzip(new byte[0]), gzip(bytes("5\n3\n")));
        assertThat(dosages(source(in, false))).containsExactly(1f, 25f, 3f);
        InputStream slow = new ByteArrayInputStream(in) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                return super.read(into, from, Math.min(1, count));
            }

            @Override
            public synchronized int available() {
                return 0;
            }
        };
        assertThat(dosages(stream(slow))).containsExactly(1f, 25f, 3f);
    }

    @Test
    void gzipHeadersMayHaveEveryField() throws IOException {
        byte[] plain = gzip(bytes("dosage\n1\n"));
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        byte[] header = {0x1f, (byte) 0x8b, 8, 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 0, 'y', 'n', 0, 'c', 0};
        assertThat(dosages(source(joined(header, body), false))).containsExactly(1f);
        header[3] |= 2; // with a checksum
        CRC32 checksum = new CRC32();
        checksum.update(header);
        byte[] sum = {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)};
        byte[] more = gzip(bytes("5\n"));
        byte[] two = joined(header, sum, body, header, sum, Arrays.copyOfRange(more, 10, more.length));
        assertThat(dosages(source(two, false))).containsExactly(1f, 5f);
        sum[0]++;
        assertRefused(joined(header, sum, body), "the gzip file is damaged");
    }

    @Test
    void gzipThatEndsAnywhereInTheMiddleIsRefused() throws IOException {
        byte[] first = gzip(bytes("dosage\n1\n2\n"));
        byte[] whole = joined(first, gzip(bytes("3\n4\n")));
        for (int length = 2; length < whole.length; length++) {
            if (length != first.length) {
                assertRefused(Arrays.copyOf(whole, length), "in.csv: the gzip file is damaged");
            }
        }
    }

    @Test
    void gzipWithAnyFlippedBitGivesNoWrongNumber() throws IOException {
        byte[] whole = joined(gzip(bytes("dosage\n0.1\n0.2\n")), gzip(bytes("0.3\n")));
        List<Float> right = dosages(source(whole, false));
        for (int bit = MAGIC_BITS; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                // the time, the system and the like in the header may change
                assertThat(dosages(source(damaged, false))).as("bit %s", bit).isEqualTo(right);
            } catch (CommandException e) {
                assertThat(e.status()).isEqualTo(ExitStatus.WRONG_INPUT);
            }
        }
    }

    @Test
    void whatFollowsGzipIsRefused() throws IOException {
        byte[] whole = gzip(bytes("dosage\n1\n"));
        assertRefused(joined(whole, bytes("2\n")), "the gzip file is damaged");
        assertRefused(joined(whole, new byte[100]), "the gzip file is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreRefusedByName(String encoding) {
        byte[] bytes = "\uFEFFdosage\n1\n".getBytes(Charset.forName(encoding));
        assertRefused(bytes, "in.csv is " + encoding.substring(0, 6) + "; a CSV file should be converted to UTF-8");
    }

    @Test
    void aRowOfAHundredMegabytesIsRefused() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.write(file, bytes("dosage,b\n1,2\n"));
        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
            longer.setLength(100_000_000); // a row of NULs
        }
        assertThatThrownBy(() -> dosages(CsvSource.open(
                        file.toString(),
                        StatedDialect.NOTHING,
                        List.of(WantedColumn.dosage(null)),
                        false,
                        Keeping.ALL_OTHERS)))
                .hasMessageContaining("in.csv, row 3: not readable as CSV: the row has more than 16777216 bytes");
    }

    @Test
    void anInvalidRowBeforeARowThatIsTooLongComesFirst() {
        byte[] longRow = bytes("x".repeat((1 << 24) + 1));
        assertRefused(joined(bytes("dosage\nbad\n"), longRow), "row 2, column dosage: 'bad'");
        assertRefused(joined(bytes("dosage\n\"1\"\n\""), longRow), "row 3: not readable as CSV: the row has more");
    }

    @Test
    void emptyRowsUnderAWideHeaderTakeNoRoom() throws IOException {
        String header = "dosage" + ",a".repeat(99_999);
        Path file = Files.writeString(folder.resolve("in.csv"), header + "\n".repeat(50_000) + "end");
        Tile tile = new Tile(false);
        try (CsvSource source = CsvSource.open(
                file.toString(), StatedDialect.NOTHING, List.of(WantedColumn.dosage(null)), true, Keeping.ALL_OTHERS)) {
            Objects.requireNonNull(source.next()).read(tile);
        }
        assertThat(tile.count).isZero();
        assertThat(tile.skipped).isEqualTo(Tile.SIZE);
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsAnError() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "dosage\n" + "0.25\n".repeat(1_000_000));
        try (CsvSource source = CsvSource.open(
                file.toString(), StatedDialect.NOTHING, List.of(WantedColumn.dosage(null)), false, Keeping.NOTHING)) {
            source.next();
            try (RandomAccessFile shorter = new RandomAccessFile(file.toFile(), "rw")) {
                shorter.setLength(1_000_002);
            }
            assertThatThrownBy(() -> dosages(source))
                    .isInstanceOf(CommandException.class)
                    .hasMessage(file + " became shorter while it was read: it had 5000007 bytes, and ends after"
                            + " 1000002");
        }
    }

    @Test
    void aFileThatGrowsIsReadToItsEnd() throws IOException {
        Path file = folder.resolve("in.csv");
        Files.writeString(file, "dosage\n1\n");
        try (CsvSource source = CsvSource.open(
                file.toString(), StatedDialect.NOTHING, List.of(WantedColumn.dosage(null)), false, Keeping.NOTHING)) {
            Files.writeString(file, "dosage\n1\n2\n");
            assertThat(dosages(source)).containsExactly(1f, 2f);
        }
    }
}
