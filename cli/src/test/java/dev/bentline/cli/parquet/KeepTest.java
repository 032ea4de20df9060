package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Sweep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are carried along. */
class KeepTest {
    private static final String COLUMNS = """
            i % 2 = 0 AS truth, (i % 200 - 100)::TINYINT AS t, (i - 30000)::SMALLINT AS s, -i::INTEGER AS i, i * 1000000000000 AS b,
            (i % 256)::UTINYINT AS ut, i::USMALLINT AS us, (4294967295 - i)::UINTEGER AS ui,
            (18446744073709551615 - i)::UBIGINT AS ub, i / 3::FLOAT AS f, i / 7 AS d, 'x' || i % 1000 AS dictionary,
            repeat('lang', (i % 50)::INT) || i AS varying, ('b' || i)::BLOB AS bytes, DATE '1969-01-01' + i::INTEGER AS day,
            TIME '00:00:00' + to_microseconds(i * 1000001) AS time, TIMESTAMP '1960-01-01' + to_microseconds(i * 1000003) AS ts,
            (TIMESTAMP '1960-01-01' + to_microseconds(i))::TIMESTAMPTZ AS tz, make_timestamp_ms(i) AS ms,
            make_timestamp_ns(i) AS ns, (i / 100)::DECIMAL(4, 1) AS d4, -(i / 100)::DECIMAL(18, 3) AS d18,
            (i / 100)::DECIMAL(38, 10) AS d38, md5('' || i)::UUID AS id, to_days(i::INTEGER) AS span,
            '{"a": ' || i || '}' AS json""";

    @TempDir
    Path folder;

    private Path in(String columns, String where, String... options) throws SQLException {
        return Duck.write(
                folder.resolve("in.parquet"),
                "SELECT " + columns + ", CASE WHEN " + where + " THEN i::FLOAT END AS dosage FROM range(250) t(i)",
                options);
    }

    private Path copy(Path in, Compression compression, int threads) throws IOException {
        Path out = folder.resolve("out.parquet");
        Floats.copy(
                ParquetSource.open(in.toString(), List.of(WantedColumn.dosage("dosage")), true, true),
                out,
                compression,
                threads);
        return out;
    }

    private static void assertSameColumns(Path out, Path in, String condition) throws SQLException {
        String schema = "SELECT name, type, type_length, repetition_type, converted_type, scale, precision"
                + " FROM parquet_schema($) WHERE type IS NOT NULL AND name NOT IN ('dosage', 'effect', 'derivative')";
        assertThat(Duck.rows(out, schema)).isEqualTo(Duck.rows(in, schema)).isNotEmpty();
        String types = "SELECT column_name, column_type FROM (DESCRIBE FROM $)"
                + " WHERE column_name NOT IN ('dosage', 'effect', 'derivative')";
        assertThat(Duck.rows(out, types)).isEqualTo(Duck.rows(in, types)).isNotEmpty();
        String values = "SELECT * EXCLUDE (effect, derivative) FROM (SELECT * EXCLUDE dosage, dosage FROM $)";
        assertThat(Duck.rows(out, values))
                .isEqualTo(Duck.rows(in, "SELECT * FROM $ WHERE " + condition))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"V1, NONE, uncompressed", "V2, NONE, zstd", "V1, ZSTD, snappy", "V2, ZSTD, gzip"})
    void everyTypeIsKept(String version, Compression compression, String codec) throws IOException, SQLException {
        Path in = in(COLUMNS, "true", "PARQUET_VERSION " + version, "COMPRESSION " + codec);
        assertSameColumns(copy(in, compression, 1), in, "true");
    }

    @ParameterizedTest
    @CsvSource({"V1, 1", "V2, 3"})
    void nullsAreKept(String version, int threads) throws IOException, SQLException {
        String nullable = "COLUMNS(*)";
        Path all = Duck.write(
                folder.resolve("all.parquet"),
                "SELECT i, " + COLUMNS.replace(" AS i,", " AS i1,") + " FROM range(40000) t(i)");
        Path in = Duck.write(
                folder.resolve("in.parquet"),
                "SELECT CASE WHEN hash(i) % 3 > 0 THEN " + nullable + " END, i::FLOAT AS dosage FROM '" + all + "'",
                "PARQUET_VERSION " + version,
                "ROW_GROUP_SIZE 7000");
        assertSameColumns(copy(in, Compression.NONE, threads), in, "true");
    }

    @Test
    void rowsThatAreLeftOutAreLeftOutEverywhere() throws IOException, SQLException {
        Path in = in(COLUMNS, "i % 3 = 1");
        assertSameColumns(copy(in, Compression.NONE, 1), in, "dosage IS NOT NULL");
    }

    @Test
    void aColumnOfNullsIsKept() throws IOException, SQLException {
        Path in = in("NULL::VARCHAR AS a, NULL::INTEGER AS b, NULL::BOOLEAN AS c", "true", "PARQUET_VERSION V2");
        assertSameColumns(copy(in, Compression.ZSTD, 1), in, "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[i] AS list", "{'a': [i]} AS struct", "MAP {'a': i} AS map"})
    void listsAndMapsAreRefused(String column) throws SQLException {
        Path in = in(column, "true");
        assertThatThrownBy(() -> copy(in, Compression.NONE, 1))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(" is in a list or a map; --keep takes columns with one value a row");
    }

    private List<String> texts(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ParquetSource source =
                ParquetSource.open(file.toString(), List.of(WantedColumn.dosage("dosage")), true, true)) {
            source.requireText();
            Sink sink = tile -> {
                StringBuilder text = new StringBuilder();
                tile.kept.forEach(values -> values.append(0, text.append('|')));
                return () -> texts.add(
                        new String(text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
            };
            new Sweep(source, Floats.ENGINE, false, List.of(sink)).run(1);
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '`',
            value = {
                "true @ true",
                "-5::TINYINT @ -5",
                "4294967295::UINTEGER @ 4294967295",
                "18446744073709551615::UBIGINT @ 18446744073709551615",
                "0.1::FLOAT @ 0.1",
                "1e300::DOUBLE @ 1.0E300",
                "'grün, \"b\"' @ grün, \"b\"",
                "DATE '2026-01-31' @ 2026-01-31",
                "TIME '12:34:56.789' @ 12:34:56.789",
                "TIMESTAMP '2026-01-31 12:34:56.000001' @ 2026-01-31T12:34:56.000001",
                "TIMESTAMPTZ '1960-01-31 12:34:56.5+00' @ 1960-01-31T12:34:56.500Z",
                "-1.50::DECIMAL(9, 2) @ -1.50",
                "-123456789012345678901234.5::DECIMAL(38, 1) @ -123456789012345678901234.5",
                "'01234567-89ab-cdef-0123-456789abcdef'::UUID @ 01234567-89ab-cdef-0123-456789abcdef",
                "NULL::INTEGER @ ``"
            })
    void valuesHaveATextForCsv(String value, String text) throws IOException, SQLException {
        assertThat(texts(in(value + " AS x", "i = 0"))).containsExactly("|" + text);
    }

    @Test
    void bytesHaveNoText() throws IOException, SQLException {
        Path in = in("'a'::BLOB AS x", "true");
        try (ParquetSource source =
                ParquetSource.open(in.toString(), List.of(WantedColumn.dosage("dosage")), false, true)) {
            assertThatThrownBy(source::requireText)
                    .isInstanceOf(CommandException.class)
                    .hasMessage(in + ", column x is of type BYTE_ARRAY, which has no text for CSV; a Parquet file can"
                            + " keep it");
        }
    }
}
