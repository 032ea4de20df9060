package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.KeptValues;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Tile;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.Statistics;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetSinkTest {
    @TempDir
    Path folder;

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] dosages = new float[count];
        for (int i = 0; i < count; i++) {
            dosages[i] = random.nextFloat();
        }
        return dosages;
    }

    private static float[] hardwood(Path file, String column) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file));
                ColumnReader values = reader.columnReader(column)) {
            float[] all = new float[(int) reader.getFileMetaData().numRows()];
            int count = 0;
            while (values.nextBatch()) {
                System.arraycopy(values.getFloats(), 0, all, count, values.getRecordCount());
                count += values.getRecordCount();
            }
            assertThat(count).isEqualTo(all.length);
            return all;
        }
    }

    private static void assertBits(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
                throw new AssertionError(i + ": " + actual[i] + " is not " + expected[i]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "16383, 2", "16384, 2", "16385, 7", "100000, 7", "1300000, 2"})
    void othersReadWhatWasSwept(int count, int threads) throws IOException, SQLException {
        float[] dosages = random(count);
        float[] effects = new float[count];
        float[] slopes = new float[count];
        Floats.ENGINE.forward(dosages, effects);
        Floats.ENGINE.derivative(dosages, slopes);
        for (Compression compression : Compression.values()) {
            Path file = folder.resolve(compression + ".parquet");
            Floats.write(file, dosages, compression, threads);
            assertBits(hardwood(file, "dosage"), dosages);
            assertBits(hardwood(file, "effect"), effects);
            assertBits(hardwood(file, "derivative"), slopes);
            assertBits(Floats.read(file), dosages);
            if (count <= 100_000) {
                assertBits(Duck.floats(file, "dosage"), dosages);
                assertBits(Duck.floats(file, "derivative"), slopes);
            }
        }
    }

    @Test
    void theFileDoesNotDependOnTheThreads() throws IOException {
        float[] dosages = random(1_200_000);
        Path one = folder.resolve("one");
        Path seven = folder.resolve("seven");
        Floats.write(one, dosages, Compression.NONE, 1);
        Floats.write(seven, dosages, Compression.NONE, 7);
        assertThat(one).hasSameBinaryContentAs(seven);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void everyFloatIsKept(Compression compression) throws IOException, SQLException {
        float[] dosages = new float[70_000];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = Float.intBitsToFloat(i * 61_357);
        }
        float[] special = {
            Float.NaN, -0f, 0f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_NORMAL / 2
        };
        System.arraycopy(special, 0, dosages, 0, special.length);
        Path file = folder.resolve("special.parquet");
        Floats.write(file, dosages, compression, 2);
        assertBits(hardwood(file, "dosage"), dosages);
        assertBits(Duck.floats(file, "dosage"), dosages);
    }

    private List<String> statistics(float... dosages) throws IOException, SQLException {
        Path file = folder.resolve("statistics.parquet");
        Floats.write(file, dosages, Compression.NONE, 1);
        return Duck.rows(
                file,
                "SELECT stats_min_value, stats_max_value, stats_null_count, num_values FROM parquet_metadata($)"
                        + " WHERE path_in_schema = 'dosage'");
    }

    @Test
    void everyRowGroupHasItsSmallestAndLargestValue() throws IOException, SQLException {
        float[] dosages = random(64 * Tile.SIZE + 2);
        Arrays.fill(dosages, 7, 64 * Tile.SIZE, 1.25f);
        dosages[7] = 1.5f;
        dosages[64 * Tile.SIZE - 1] = -1.5f;
        dosages[64 * Tile.SIZE] = -2;
        dosages[64 * Tile.SIZE + 1] = 3;
        assertThat(statistics(dosages)).containsExactly("-1.5|1.5|0|1048576", "-2.0|3.0|0|2");
    }

    @Test
    void nanHasNoPlaceInStatistics() throws IOException, SQLException {
        assertThat(statistics(Float.NaN, 2, Float.NaN, 1, Float.NaN)).containsExactly("1.0|2.0|0|5");
        assertThat(statistics(Float.NaN, Float.NaN)).containsExactly("null|null|0|2");
    }

    @Test
    void aZeroInStatisticsStandsForBothZeros() throws IOException, SQLException {
        assertThat(statistics(0f, 1)).containsExactly("-0.0|1.0|0|2");
        assertThat(statistics(-1, -0f)).containsExactly("-1.0|0.0|0|2");
    }

    /** DuckDB does not show them. */
    @Test
    void infinitiesAreInStatistics() throws IOException {
        Path file = folder.resolve("infinite.parquet");
        Floats.write(file, new float[] {1, Float.POSITIVE_INFINITY}, Compression.NONE, 1);
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
            Statistics statistics = Objects.requireNonNull(reader.getFileMetaData()
                    .rowGroups()
                    .getFirst()
                    .columns()
                    .getFirst()
                    .metaData()
                    .statistics());
            assertThat(statistics.minValue()).containsExactly(0, 0, 0x80, 0x3F);
            assertThat(statistics.maxValue()).containsExactly(0, 0, 0x80, 0x7F);
        }
    }

    @Test
    void theFileSaysWhoWroteIt() throws IOException, SQLException {
        Path file = folder.resolve("who.parquet");
        Floats.write(file, random(3), Compression.ZSTD, 1);
        assertThat(Duck.rows(file, "SELECT created_by, num_rows, num_row_groups FROM parquet_file_metadata($)"))
                .containsExactly(Floats.CREATED_BY + "|3|1");
        assertThat(Duck.rows(file, "SELECT name, type, repetition_type FROM parquet_schema($) WHERE type IS NOT NULL"))
                .containsExactly("dosage|FLOAT|REQUIRED", "effect|FLOAT|REQUIRED", "derivative|FLOAT|REQUIRED");
    }

    @Test
    void aFullDiskIsAnError() throws IOException {
        try (Outputs run = new Outputs(List.of());
                Output full = run.open("/dev/full", false)) {
            assertThatThrownBy(() -> new ParquetSink(full, false, List.of(), Compression.NONE, Floats.CREATED_BY))
                    .hasMessageContaining("cannot write /dev/full");
        }
    }

    /** A column of text, one byte a character, as a CSV file has it. */
    private record Texts(String name, List<String> texts) implements KeptColumn, KeptValues {
        @Override
        public boolean isNull(int row) {
            return texts.get(row).isEmpty();
        }

        @Override
        public void append(int row, StringBuilder bytes) {
            bytes.append(texts.get(row));
        }
    }

    private Path writeTexts(String... texts) throws IOException {
        Texts column = new Texts("label", List.of(texts));
        Path file = folder.resolve("texts.parquet");
        try (Outputs run = new Outputs(List.of());
                Output out = run.open(file.toString(), true)) {
            ParquetSink sink = new ParquetSink(out, false, List.of(column), Compression.NONE, Floats.CREATED_BY);
            Tile tile = new Tile(false);
            tile.count = texts.length;
            tile.kept = List.of(column);
            Sink.WriteTask delivery = sink.prepare(tile);
            delivery.run();
            sink.finish();
            run.commit();
        }
        return file;
    }

    @Test
    void keptTextIsText() throws IOException, SQLException {
        String bytes = new String("grün".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Path file = writeTexts("a", "", bytes, "x".repeat(100_000));
        assertThat(Duck.rows(file, "SELECT label FROM $ LIMIT 3")).containsExactly("a", "", "grün");
        assertThat(Duck.rows(file, "SELECT length(label), typeof(label) FROM $").getLast())
                .isEqualTo("100000|VARCHAR");
    }

    @Test
    void keptBytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> writeTexts("a", "\u00e4"))
                .hasMessageContaining("column label")
                .hasMessageContaining("is not UTF-8");
        assertThat(Files.exists(folder.resolve("texts.parquet"))).isFalse();
    }
}
