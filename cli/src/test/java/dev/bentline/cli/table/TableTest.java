package dev.bentline.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.bentline.cli.csv.CsvTable;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.parquet.Duck;
import dev.bentline.cli.parquet.ParquetTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Has other programs read what tables write. */
class TableTest {
    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("a \"name\", long", TableColumn.Type.TEXT),
            new TableColumn("count", TableColumn.Type.INTEGER),
            new TableColumn("number", TableColumn.Type.NUMBER),
            new TableColumn("truth", TableColumn.Type.TRUTH),
            new TableColumn("json", TableColumn.Type.JSON));

    private static final List<String> TEXTS =
            List.of("", "plain", "a,b", "say \"x\"", "two\nlines", "\r", " \u00b5M ", "\ud83d\udc8a", "null");

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Opening {
        TableSink open(Output out) throws IOException;
    }

    private Path write(String name, Opening opening, List<List<@Nullable Object>> rows) throws IOException {
        Path file = folder.resolve(name);
        try (Outputs run = new Outputs(List.of())) {
            TableSink table = opening.open(run.open(file.toString(), true));
            for (List<@Nullable Object> row : rows) {
                table.add(row);
            }
            table.finish();
            run.commit();
        }
        return file;
    }

    private static List<List<@Nullable Object>> rows(int count) {
        Random random = new Random(count);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isNull = i % 5 == 3;
            rows.add(Arrays.asList(
                    i % 7 == 6 ? null : TEXTS.get(i % TEXTS.size()),
                    isNull ? null : (Long) random.nextLong(),
                    isNull ? null : (Double) random.nextGaussian(),
                    isNull ? null : (Boolean) random.nextBoolean(),
                    isNull ? null : "{\"w\":[" + i + "]}"));
        }
        return rows;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void csv(boolean gzip) throws IOException {
        List<List<@Nullable Object>> rows = rows(1000);
        Path file = write("t.csv", out -> new CsvTable(out, gzip, COLUMNS), rows);
        byte[] bytes = Files.readAllBytes(file);
        if (gzip) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readAllBytes();
            }
        }
        List<CsvRecord> records;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(new String(bytes, StandardCharsets.UTF_8))) {
            records = reader.stream().toList();
        }
        assertThat(records).hasSize(1001);
        assertThat(records.getFirst().getFields())
                .isEqualTo(COLUMNS.stream().map(TableColumn::name).toList());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(records.get(i + 1).getFields())
                    .isEqualTo(rows.get(i).stream().map(TableTest::text).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void jsonLines(int count) throws IOException {
        List<List<@Nullable Object>> rows = rows(count);
        Path file = write("t.jsonl", out -> new JsonLinesTable(out, COLUMNS), rows);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(count);
        assertThat(Files.readString(file)).endsWith(count == 0 ? "" : "}\n");
        for (int i = 0; i < count; i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            assertThat(line.size()).isEqualTo(COLUMNS.size());
            for (int c = 0; c < COLUMNS.size(); c++) {
                JsonNode node = line.get(COLUMNS.get(c).name());
                Object value = rows.get(i).get(c);
                assertThat(node.isNull()).isEqualTo(value == null);
                assertThat(node.isObject()).isEqualTo(value != null && c == 4);
                if (value != null) {
                    assertThat(c == 4 ? node.toString() : node.asText()).isEqualTo(value.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 30_000})
    void parquet(int count) throws IOException, SQLException {
        List<List<@Nullable Object>> rows = rows(count);
        Path file = write("t.parquet", out -> new ParquetTable(out, COLUMNS, "test version 1"), rows);
        assertThat(Duck.rows(file, "SELECT name, type FROM (DESCRIBE SELECT * FROM $) AS t(name, type, a, b, c, d)"))
                .containsExactly(
                        "a \"name\", long|VARCHAR", "count|BIGINT", "number|DOUBLE", "truth|BOOLEAN", "json|VARCHAR");
        assertThat(Duck.rows(file, "SELECT * FROM $"))
                .isEqualTo(rows.stream()
                        .map(row -> String.join(
                                "|", row.stream().map(String::valueOf).toList()))
                        .toList());
    }

    /** Rows of so many bytes end a row group early. */
    @Test
    void longTextsMakeRowGroups() throws IOException, SQLException {
        String longText = "x".repeat(3000);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            rows.add(Arrays.asList(longText, (long) i, null, null, null));
        }
        Path file = write("t.parquet", out -> new ParquetTable(out, COLUMNS, "test version 1"), rows);
        assertThat(Duck.rows(file, "SELECT count(DISTINCT row_group_id) > 1 FROM parquet_metadata($)"))
                .containsExactly("true");
        assertThat(Duck.rows(file, "SELECT sum(count), min(len(\"a \"\"name\"\", long\")) FROM $"))
                .containsExactly((50_000L * 49_999 / 2) + "|3000");
    }

    /** JSON has no other numbers, and tables say the same in every format. */
    @Test
    void numbersThatAreNotFiniteAreNull() throws IOException, SQLException {
        List<List<@Nullable Object>> rows = List.of(
                Arrays.asList("a", 1L, Double.NaN, true, "0"),
                Arrays.asList("b", 2L, Double.NEGATIVE_INFINITY, true, "0"));
        assertThat(Files.readAllLines(write("t.csv", out -> new CsvTable(out, false, COLUMNS), rows)))
                .endsWith("a,1,,true,0", "b,2,,true,0");
        assertThat(Files.readString(write("t.jsonl", out -> new JsonLinesTable(out, COLUMNS), rows)))
                .contains("\"number\":null");
        assertThat(Duck.rows(
                        write("t.parquet", out -> new ParquetTable(out, COLUMNS, "t version 1"), rows),
                        "SELECT number FROM $"))
                .containsExactly("null", "null");
    }

    @Test
    void streamsStayOpen() throws IOException {
        boolean[] closed = {false};
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        for (TableSink table : List.of(new CsvTable(out, true, COLUMNS), new JsonLinesTable(out, COLUMNS))) {
            table.add(rows(1).getFirst());
            table.finish();
        }
        assertThat(closed[0]).isFalse();
    }
}
