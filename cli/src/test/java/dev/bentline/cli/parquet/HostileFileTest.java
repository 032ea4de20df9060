package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Tile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or lie. */
@Timeout(60)
class HostileFileTest {
    private static final int ROWS = 700;

    @TempDir
    Path folder;

    /** Reads all of a file, kept columns and their text included; true if it could be read. */
    private boolean isRead(byte[] bytes) throws IOException {
        Path file = folder.resolve("hostile.parquet");
        Files.write(file, bytes);
        try (Source source = ParquetSource.open(file.toString(), List.of(WantedColumn.dosage("dosage")), true, true)) {
            Tile tile = new Tile(false);
            long rows = 0;
            for (Source.ReadTask task = source.next(); task != null; task = source.next()) {
                task.read(tile);
                rows += tile.count + tile.skipped;
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < tile.kept.size(); i++) {
                    if (((ParquetColumn) source.kept().get(i)).hasText()) {
                        for (int row = 0; row < tile.count; row++) {
                            tile.kept.get(i).append(row, text);
                        }
                    }
                }
            }
            assertThat(rows).isEqualTo(source.size());
            return true;
        } catch (CommandException e) {
            assertThat(e.status()).isEqualTo(2);
            assertThat(e.getMessage()).contains("hostile.parquet");
            return false;
        }
    }

    private byte[] file(String codec, String version) throws SQLException, IOException {
        return Files.readAllBytes(Duck.write(
                folder.resolve(codec + ".parquet"),
                "SELECT (i % 90)::FLOAT AS dosage, i AS number, 'text ' || i % 40 AS label, 'x' || i AS name,"
                        + " CASE WHEN i % 3 > 0 THEN i / 7 END AS d, i % 2 = 0 AS truth, (i / 100)::DECIMAL(38, 10) AS d38,"
                        + " CASE WHEN i % 5 > 0 THEN {'x': CASE WHEN i % 7 > 0 THEN i END} END AS s"
                        + " FROM range(" + ROWS + ") t(i)",
                "COMPRESSION " + codec,
                "PARQUET_VERSION " + version));
    }

    @ParameterizedTest
    @CsvSource({
        "uncompressed, V1",
        "uncompressed, V2",
        "snappy, V1",
        "snappy, V2",
        "gzip, V1",
        "gzip, V2",
        "zstd, V1",
        "zstd, V2",
        "lz4_raw, V1",
        "lz4_raw, V2"
    })
    void changedBytesGiveValuesOrOneLine(String codec, String version) throws Exception {
        byte[] sound = file(codec, version);
        assertThat(isRead(sound)).isTrue();
        Random random = new Random(5);
        int footer = sound.length
                - 8
                - ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN).getInt(sound.length - 8);
        int refused = 0;
        for (int i = 0; i < 1500; i++) {
            byte[] damaged = sound.clone();
            int changes = 1 + random.nextInt(3);
            for (int j = 0; j < changes; j++) {
                int at = random.nextBoolean() ? random.nextInt(footer) : footer + random.nextInt(sound.length - footer);
                damaged[at] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << random.nextInt(8));
            }
            refused += isRead(damaged) ? 0 : 1;
        }
        assertThat(refused).isBetween(100, 1400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw"})
    void aTruncatedFileIsRefused(String codec) throws Exception {
        byte[] sound = file(codec, "V2");
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            assertThat(isRead(Arrays.copyOf(sound, i < 20 ? i : random.nextInt(sound.length))))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw"})
    void aFileWithAHoleIsReadOrRefused(String codec) throws Exception {
        byte[] sound = file(codec, "V1");
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = sound.clone();
            int from = random.nextInt(damaged.length);
            Arrays.fill(damaged, from, Math.min(damaged.length, from + 1 + random.nextInt(500)), (byte)
                    random.nextInt(256));
            isRead(damaged);
        }
    }

    private static byte[] withFooter(byte[] footer, int length) {
        return ByteBuffer.allocate(4 + footer.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("PAR1".getBytes(StandardCharsets.US_ASCII))
                .put(footer)
                .putInt(length)
                .put("PAR1".getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void noiseForMetadataIsRefused() throws IOException {
        Random random = new Random(6);
        for (int i = 0; i < 3000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(isRead(withFooter(noise, noise.length))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 101})
    void aLengthOfMetadataThatIsNotThereIsRefused(int length) throws IOException {
        assertThat(isRead(withFooter(new byte[100], length))).isFalse();
    }

    @Test
    void theLineSaysWhatIsWrong() throws IOException {
        Path file = folder.resolve("no.parquet");
        Files.writeString(file, "dosage\n0.5\n0.25\n");
        assertThatThrownBy(() -> Floats.read(file))
                .hasMessage(file + " is not readable as Parquet: it does not end with PAR1");
        Files.writeString(file, "PAR1");
        assertThatThrownBy(() -> Floats.read(file))
                .hasMessage(file + " is not readable as Parquet: it is too short; a Parquet file ends with PAR1");
    }
}
