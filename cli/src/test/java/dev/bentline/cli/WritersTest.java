package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.parquet.Duck;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that others wrote: all have the same rows, given by formulas. */
class WritersTest {
    private static final int ROWS = 40;
    private static final List<String> WORDS = List.of("plain", "grün", "a,b", "say \"x\"", "", "日本");

    @TempDir
    Path folder;

    private static Path file(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(WritersTest.class.getResource("writers/" + name))
                .toURI());
    }

    /** A line of the manifest. */
    record Written(String name, List<String> kept) {
        private String format() {
            return name.replaceFirst("[^.]*\\.", "");
        }
    }

    static List<Written> files() throws IOException, URISyntaxException {
        try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(file("manifest.csv"))) {
            return lines.stream()
                    .map(line -> new Written(
                            line.getField("file"),
                            Stream.of(line.getField("kept").split(" ", -1))
                                    .filter(column -> !column.isEmpty())
                                    .toList()))
                    .toList();
        }
    }

    private static Stream<Written> files(String format) throws IOException, URISyntaxException {
        return files().stream().filter(written -> written.format().equals(format));
    }

    static Stream<Written> parquetFiles() throws IOException, URISyntaxException {
        return files("parquet");
    }

    static Stream<Written> filesWithGaps() throws IOException, URISyntaxException {
        return files().stream().filter(written -> written.kept.contains("mass"));
    }

    private static @Nullable Object expected(String column, int i) {
        boolean noStruct = i % 7 == 3;
        return switch (column) {
            case "dosage" -> i / 64f;
            case "row" -> i + 1;
            case "label" -> WORDS.get(i % 6) + i;
            case "number" -> (i - 20) * 123_456_789_012L;
            case "flag" -> i % 3 == 0;
            case "mass" -> i % 5 == 0 ? null : i / 4.0 + 0.1;
            case "when" -> LocalDateTime.of(2026, 1, 1, 0, 0).plusNanos(i * 1_234_567_000_000L);
            case "day" -> LocalDate.of(2026, 1, 1).plusDays(i);
            case "amount" -> BigDecimal.valueOf(125L * i - 300, 2).stripTrailingZeros();
            case "s.a" -> noStruct || i % 4 == 1 ? null : i / 128.0;
            case "s.b" -> noStruct ? null : "b" + i;
            default -> throw new IllegalArgumentException(column);
        };
    }

    /** A value from its text; CSV files have texts of their own for what is missing, and for moments. */
    private static @Nullable Object parsed(String column, String text) {
        if (text.isEmpty() || text.equals("NA")) {
            return null;
        }
        return switch (column) {
            case "dosage" -> Float.valueOf(text);
            case "row" -> Integer.valueOf(text);
            case "number" -> Long.valueOf(text);
            case "flag" -> Boolean.valueOf(text);
            case "mass", "s.a" -> Double.valueOf(text);
            case "when" -> LocalDateTime.parse(text.replace(' ', 'T').replace("Z", ""));
            case "day" -> LocalDate.parse(text);
            case "amount" -> new BigDecimal(text).stripTrailingZeros();
            default -> text;
        };
    }

    private static List<CsvRecord> read(Path csv) throws IOException {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(csv)) {
            return rows.stream().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyColumnIsRead(Written written) throws IOException, URISyntaxException {
        Path out = folder.resolve("out.csv");
        List<Object> command = new ArrayList<>(List.of("sweep", "--in", file(written.name), "--out", out));
        if (!written.kept.isEmpty()) {
            command.add("--keep");
        }
        CommandRun run = CommandRun.of(command.toArray());
        assertThat(run.err()).isEmpty();
        List<CsvRecord> rows = read(out);
        List<String> columns = new ArrayList<>(List.of("dosage", "effect"));
        columns.addAll(written.kept);
        assertThat(rows).hasSize(1 + ROWS);
        assertThat(rows.getFirst().getFields().stream()
                        .map(name -> name.isEmpty() ? "row" : name)
                        .toList())
                .isEqualTo(columns);
        for (int i = 0; i < ROWS; i++) {
            float[] effect = {i / 64f};
            Engine.of(Network.relu()).forward(effect, effect);
            CsvRecord row = rows.get(1 + i);
            assertThat(Float.valueOf(row.getField(1))).isEqualTo(effect[0]);
            for (int column = 0; column < columns.size(); column++) {
                String name = columns.get(column);
                if (column != 1) {
                    assertThat(parsed(name, row.getField(column)))
                            .as("%s, row %s of %s", name, i, written.name)
                            .isEqualTo(expected(name, i));
                }
            }
        }
    }

    /** A missing number, or a missing struct around it, is an invalid row. */
    @ParameterizedTest
    @MethodSource("filesWithGaps")
    void whatIsMissingIsCounted(Written written) throws IOException, URISyntaxException {
        for (String column : List.of("mass", "s.a")) {
            if (written.kept.contains(column)) {
                List<Integer> there = new ArrayList<>();
                for (int i = 0; i < ROWS; i++) {
                    if (expected(column, i) != null) {
                        there.add(i);
                    }
                }
                Path out = folder.resolve(column + ".csv");
                CommandRun run = CommandRun.of(
                        "sweep",
                        "--in",
                        file(written.name),
                        "--column",
                        column,
                        "--skip-invalid",
                        "--out",
                        out,
                        "--json");
                assertThat(run.err()).isEmpty();
                assertThat(run.json().get("skipped").asInt()).isEqualTo(ROWS - there.size());
                assertThat(read(out).stream().skip(1).map(row -> Float.valueOf(row.getField(0))))
                        .isEqualTo(there.stream()
                                .map(i -> ((Number) Objects.requireNonNull(expected(column, i))).floatValue())
                                .toList());
            }
        }
    }

    /** Kept columns have the same types and values, as DuckDB sees them. */
    @ParameterizedTest
    @MethodSource("parquetFiles")
    void whatIsKeptIsTheSame(Written written) throws URISyntaxException, SQLException {
        Path in = file(written.name);
        for (String compression : List.of("none", "zstd")) {
            Path out = folder.resolve(compression + ".parquet");
            CommandRun run = CommandRun.of("sweep", "--in", in, "--keep", "--compression", compression, "--out", out);
            assertThat(run.err()).isEmpty();
            String columns =
                    written.kept.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
            String leaves = columns.replace(".", "\".\"");
            if (hasOlderMoments(in)) {
                leaves = leaves.replace("\"when\"", "\"when\"::TIMESTAMPTZ AS \"when\"");
            }
            assertThat(Duck.rows(out, "SELECT dosage, " + columns + " FROM $"))
                    .hasSize(ROWS)
                    .isEqualTo(Duck.rows(in, "SELECT dosage::FLOAT, " + leaves + " FROM $"));
            String types = "SELECT column_type FROM (DESCRIBE SELECT ";
            assertThat(Duck.rows(out, types + columns + " FROM $)"))
                    .isEqualTo(Duck.rows(in, types + leaves + " FROM $)"));
        }
    }

    /** The older form of a timestamp's type says UTC; DuckDB takes it for local. */
    private static boolean hasOlderMoments(Path file) throws SQLException {
        return !Duck.rows(file, "SELECT name FROM parquet_schema($) WHERE name = 'when' AND logical_type IS NULL")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rle-dict-snappy-checksum, long_field, 1000, 0",
        "plain-dict-uncompressed-checksum, long_field, 1000, 0",
        "lz4_raw_compressed, v11, 4, 0",
        "nulls.snappy, b_struct.b_c_int, 0, 8",
        "nullable.impala, nested_struct.A, 2, 5",
        "nonnullable.impala, nested_Struct.a, 1, 0"
    })
    void publicFilesAreRead(String name, String column, int count, int skipped) throws Exception {
        Path in = file("public/" + name + ".parquet");
        CommandRun run = CommandRun.of("sweep", "--in", in, "--column", column, "--skip-invalid", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.json().get("count").asInt()).isEqualTo(count);
        assertThat(run.json().get("skipped").asInt()).isEqualTo(skipped);
        Path out = folder.resolve("out.parquet");
        CommandRun.of("sweep", "--in", in, "--column", column, "--skip-invalid", "--out", out);
        assertThat(Duck.rows(out, "SELECT dosage FROM $"))
                .isEqualTo(Duck.rows(in, "SELECT " + column + "::FLOAT AS x FROM $ WHERE x IS NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "rle-dict-uncompressed-corrupt-checksum @ long_field @ column long_field: page 1 of row group 1 is damaged,"
                        + " its checksum says; --no-checksum reads it as it is",
                "hadoop_lz4_compressed @ v11 @ column v11 is compressed with LZ4; uncompressed, SNAPPY, GZIP, ZSTD and"
                        + " LZ4_RAW can be read",
                "non_hadoop_lz4_compressed @ v11 @ column v11 is compressed with LZ4; uncompressed, SNAPPY, GZIP, ZSTD and"
                        + " LZ4_RAW can be read",
                "nullable.impala @ nested_struct @ column nested_struct is a struct; --column may be one of: nested_struct.A",
                "nullable.impala @ int_map @ column int_map is in a list or a map; --column takes columns with one value a"
                        + " row"
            })
    void publicFilesAreRefusedInOneLine(String name, String column, String reason) throws Exception {
        Path in = file("public/" + name + ".parquet");
        CommandRun run = CommandRun.of("sweep", "--in", in, "--column", column);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("bentline sweep: " + in + ", " + reason + "\n");
    }
}
