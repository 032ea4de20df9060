package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.CommandRun;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums of pages. */
class ChecksumTest {
    private static final ParquetColumn DOSAGE = ParquetColumn.required("dosage", PhysicalType.FLOAT, null);

    @TempDir
    Path folder;

    private static byte[] others(String name) throws IOException {
        try (InputStream in = CommandRun.class.getResourceAsStream("writers/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("in.parquet"), bytes);
    }

    /** Reads a file, every column of it, to text; to none if it is refused. */
    private String text(byte[] bytes) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Source source =
                ParquetSource.open(write(bytes).toString(), List.of(WantedColumn.dosage(null)), false, true)) {
            new Sweep(source, Floats.ENGINE, false, List.of(tile -> {
                        for (int row = 0; row < tile.count; row++) {
                            text.append(tile.dosages[row]);
                            int place = row;
                            tile.kept.forEach(values -> values.append(place, text.append('|')));
                        }
                        return () -> {};
                    }))
                    .run(1);
            return text.toString();
        } catch (CommandException e) {
            assertThat(e.status()).isEqualTo(2);
            return "";
        }
    }

    /** A byte that no checksum covers, in a header or between pages, may be one that is not read. */
    @ParameterizedTest
    @ValueSource(strings = {"pyarrow.parquet", "pyarrow-v2.parquet"})
    void aBitThatFlipsInAPageIsNoticed(String name) throws IOException {
        byte[] sound = others(name);
        String expected = text(sound);
        assertThat(expected).startsWith("0.0|plain0|");
        int footer = sound.length
                - 8
                - ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(sound.length - 8);
        Random random = new Random(1);
        int refused = 0;
        for (int i = 4; i < footer; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            String read = text(damaged);
            assertThat(read).isIn("", expected);
            refused += read.isEmpty() ? 1 : 0;
        }
        assertThat(refused).isGreaterThan((footer - 4) / 2);
    }

    private static byte[] page(Random random, int values) {
        byte[] page = new byte[values * Float.BYTES];
        ByteBuffer floats = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values; i++) {
            floats.putFloat(random.nextFloat());
        }
        return page;
    }

    /** A quarter of a MiB is what is read at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 16_384, 40_000, 65_535, 65_536, 65_537, 200_000})
    void pagesOfAnySizeAreVerified(int values) throws IOException {
        Random random = new Random(values);
        HandmadeFile file = new HandmadeFile();
        int pages = values == 1 ? 3 : 7;
        byte[][] parts = new byte[2 * pages][];
        ByteBuffer all = HandmadeFile.little(pages * values * Float.BYTES);
        for (int i = 0; i < pages; i++) {
            byte[] page = page(random, values);
            all.put(page);
            parts[2 * i] = HandmadeFile.pageHeader(page, values);
            parts[2 * i + 1] = page;
        }
        file.add(DOSAGE, pages * values, parts);
        byte[] sound = file.bytes(Compression.NONE);
        float[] expected = new float[pages * values];
        all.flip().asFloatBuffer().get(expected);
        assertThat(Floats.read(write(sound))).isEqualTo(expected);

        int fifth = 4;
        for (int i = 0; i < 2 * (pages - 2) + 1; i++) {
            fifth += parts[i].length;
        }
        sound[fifth + parts[2 * pages - 3].length - 1] ^= 1;
        Path damaged = write(sound);
        String page = "page " + (pages - 1) + " of row group 1";
        assertThatThrownBy(() -> Floats.read(damaged))
                .isInstanceOf(CommandException.class)
                .hasMessage(damaged + ", column dosage: " + page
                        + " is damaged, its checksum says; --no-checksum reads it as it is");
    }

    @Test
    void aPageThatIsLongerThanItsColumnIsRefused() throws IOException {
        HandmadeFile file = new HandmadeFile();
        byte[] page = page(new Random(1), 100_000);
        file.add(DOSAGE, 100_000, HandmadeFile.pageHeader(page, 100_000), new byte[1000]);
        Path written = write(file.bytes(Compression.NONE));
        assertThatThrownBy(() -> Floats.read(written)).hasMessageContaining("a page ends early");
    }

    @Test
    void theOptionReadsWhatIsThere() throws IOException {
        HandmadeFile file = new HandmadeFile();
        byte[] page = page(new Random(1), 10);
        byte[] header = HandmadeFile.pageHeader(page, 10);
        HandmadeFile.little(4).putFloat(-4).flip().get(page, 0, 4);
        file.add(DOSAGE, 10, header, page);
        Path damaged = write(file.bytes(Compression.NONE));
        CommandRun refused = CommandRun.of("sweep", "--in", damaged);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("bentline sweep: " + damaged + ", column dosage: page 1 of row group 1 is damaged, its"
                        + " checksum says; --no-checksum reads it as it is\n");
        CommandRun read = CommandRun.of("sweep", "--in", damaged, "--no-checksum", "--json");
        assertThat(read.err()).isEmpty();
        assertThat(read.json().get("count").asInt()).isEqualTo(10);
        CommandRun fit = CommandRun.of("fit", "--in", damaged, "--effect", "x", "--no-checksum");
        assertThat(fit.err()).contains("there is no column 'x'");
    }

    @Test
    void onlyParquetFilesHaveChecksums() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "dosage,effect\n1,2\n");
        for (String command : List.of("sweep", "fit")) {
            CommandRun run = CommandRun.of(command, "--in", csv, "--no-checksum");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err())
                    .startsWith("bentline " + command + ": --no-checksum does not go with " + csv
                            + "; only Parquet files have checksums");
        }
        assertThat(CommandRun.of("sweep", "--from", 0, "--to", 1, "--count", 2, "--no-checksum")
                        .err())
                .startsWith("bentline sweep: --no-checksum needs --in FILE");
    }
}
