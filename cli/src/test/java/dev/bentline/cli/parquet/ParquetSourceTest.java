package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sweep;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetSourceTest {
    @TempDir
    Path folder;

    private Path duck(String query, String... options) throws SQLException {
        return Duck.write(folder.resolve("in.parquet"), query, options);
    }

    @ParameterizedTest
    @CsvSource({
        "uncompressed, V1, 1",
        "uncompressed, V2, 2",
        "snappy, V1, 7",
        "snappy, V2, 1",
        "gzip, V1, 1",
        "gzip, V2, 2",
        "zstd, V1, 2",
        "zstd, V2, 1",
        "lz4_raw, V1, 2",
        "lz4_raw, V2, 1"
    })
    void everyReadableCompressionAndPage(String compression, String version, int threads)
            throws IOException, SQLException {
        for (String values : List.of("i / 100000", "(i % 100) / 100", "0.5")) {
            for (String nulls : List.of("true", "i % 3 > 0")) {
                Path file = duck(
                        "SELECT CASE WHEN " + nulls + " THEN (" + values + ")::FLOAT END AS dosage"
                                + " FROM range(100000) t(i)",
                        "COMPRESSION " + compression,
                        "PARQUET_VERSION " + version,
                        "ROW_GROUP_SIZE 30000");
                assertThat(Floats.read(file, null, true, threads)).isEqualTo(Duck.floats(duckFiltered(file), "dosage"));
            }
        }
    }

    /** Decimals go straight to the nearest float, also where a double would lie in the middle of two. */
    @ParameterizedTest
    @CsvSource({"4, 1", "9, 2", "9, 9", "18, 0", "18, 7", "18, 18", "38, 0", "38, 10", "38, 30", "38, 38"})
    void decimalsRoundToTheNearestFloat(int precision, int scale) throws IOException, SQLException {
        List<BigInteger> unscaled = new ArrayList<>();
        Random random = new Random(precision * 100L + scale);
        BigInteger limit = BigInteger.TEN.pow(precision);
        while (unscaled.size() < 3000) {
            BigInteger number = new BigInteger(2 + random.nextInt(127), random);
            if (number.compareTo(limit) < 0) {
                unscaled.add(random.nextBoolean() ? number : number.negate());
            }
        }
        String rows = unscaled.stream()
                .map(number -> "('" + new BigDecimal(number, scale).toPlainString() + "')")
                .collect(Collectors.joining(", "));
        Path written =
                duck("SELECT x::DECIMAL(" + precision + ", " + scale + ") AS dosage FROM (VALUES " + rows + ") t(x)");
        float[] expected = new float[unscaled.size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = new BigDecimal(unscaled.get(i), scale).floatValue();
        }
        assertThat(Floats.read(written, null, false, 2)).isEqualTo(expected);
    }

    @Test
    void aDecimalInTheMiddleOfTwoFloatsIsRoundedOnce() throws IOException, SQLException {
        // 1 + 2^-24 + 1e-17, which as a double is 1 + 2^-24, and that would round to 1
        Path file = duck("SELECT '1.00000005960464478516'::DECIMAL(38, 20) AS dosage");
        assertThat(Floats.read(file, null, false, 1)).containsExactly(Math.nextUp(1f));
        file = duck("SELECT '1.00000005960464477'::DECIMAL(18, 17) AS dosage");
        assertThat(Floats.read(file, null, false, 1)).containsExactly(1f);
        file = duck("SELECT '1.00000005960464478'::DECIMAL(18, 17) AS dosage");
        assertThat(Floats.read(file, null, false, 1)).containsExactly(Math.nextUp(1f));
    }

    private Path duckFiltered(Path file) throws SQLException {
        return Duck.write(
                folder.resolve("valid.parquet"), "SELECT dosage FROM '" + file + "' WHERE dosage IS NOT NULL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TINYINT",
                "SMALLINT",
                "INTEGER",
                "BIGINT",
                "UTINYINT",
                "USMALLINT",
                "UINTEGER",
                "UBIGINT",
                "DOUBLE",
                "FLOAT"
            })
    void everyKindOfNumber(String type) throws IOException, SQLException {
        boolean signed = !type.startsWith("U");
        for (String version : List.of("V1", "V2")) {
            Path file = duck(
                    "SELECT " + (signed ? "(i - 100)" : "i") + "::" + type + " AS dosage FROM range(200) t(i)",
                    "PARQUET_VERSION " + version);
            float[] expected = new float[200];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = signed ? i - 100 : i;
            }
            assertThat(Floats.read(file)).isEqualTo(expected);
        }
    }

    @Test
    void largeIntegersRoundToTheNearestFloat() throws IOException, SQLException {
        Path signed = duck("SELECT unnest([9223372036854775807, -9223372036854775808, 16777217, 16777219]) AS dosage");
        assertThat(Floats.read(signed)).containsExactly(0x1p63f, -0x1p63f, 16777216f, 16777220f);
        Path unsigned =
                duck("SELECT unnest([18446744073709551615, 9223372586610589697, 9223372586610589695]::UBIGINT[])"
                        + " AS dosage");
        assertThat(Floats.read(unsigned)).containsExactly(0x1p64f, 0x1.000002p63f, 0x1p63f);
        Path small = duck("SELECT 4294967295::UINTEGER AS dosage");
        assertThat(Floats.read(small)).containsExactly(0x1p32f);
    }

    private @Nullable String failure(Path file, @Nullable String column) {
        try {
            Floats.read(file, column, false, 2);
            return null;
        } catch (CommandException e) {
            assertThat(e.status()).isEqualTo(2);
            return e.getMessage();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "NULL @ the value is null where a finite number should be",
                "NaN @ NaN is not a finite number, such as 0.25",
                "-inf @ -Infinity is not a finite number, such as 0.25",
                "1e39 @ 1.0E39 is too large for a float; the largest is 3.4028235E38"
            })
    void anInvalidRowIsNamedOrLeftOut(String value, String fault) throws IOException, SQLException {
        String number = value.equals("NULL") ? value : "'" + value + "'::DOUBLE";
        Path file = duck("SELECT CASE i WHEN 30000 THEN " + number + " ELSE i END AS dosage, -i AS other"
                + " FROM range(40000) t(i)");
        assertThat(failure(file, null))
                .isEqualTo(file + ", row 30001, column dosage: " + fault + "; --skip-invalid leaves such rows out");
        Floats.Collected collected = new Floats.Collected();
        try (Source source = ParquetSource.open(file.toString(), List.of(WantedColumn.dosage(null)), true, false)) {
            new Sweep(source, Floats.ENGINE, false, List.of(collected)).run(2);
            assertThat(source.position()).isEqualTo(40_000).isEqualTo(source.size());
        }
        assertThat(collected.skipped).isEqualTo(1);
        assertThat(collected.floats()).hasSize(39_999).doesNotContain(30_000f);
    }

    @Test
    void theColumnIsTheOneThatIsNamedOrDosageOrTheOnlyOne() throws IOException, SQLException {
        assertThat(Floats.read(duck("SELECT 1 AS x"))).containsExactly(1);
        Path two = duck("SELECT 1 AS x, 2 AS dosage, 3 AS \"a.b\"");
        assertThat(Floats.read(two)).containsExactly(2);
        assertThat(Floats.read(two, "x", false, 1)).containsExactly(1);
        assertThat(Floats.read(two, "a.b", false, 1)).containsExactly(3);
        assertThat(failure(two, "y"))
                .isEqualTo(two + ": there is no column 'y'; --column may be one of: x, dosage, a.b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "'text'",
                "DATE '2026-01-31'",
                "TIMESTAMP '2026-01-31 00:00:00'",
                "uuid()",
                "[1.0]",
                "{'a': [1]}",
                "'a'::BLOB"
            })
    void otherTypesAreRefused(String value) throws SQLException {
        Path file = duck("SELECT " + value + " AS dosage, 1 AS x");
        assertThat(failure(file, null)).startsWith(file + ", column dosage is ").contains("; ");
        assertThat(failure(file, "x")).isNull();
    }

    @Test
    void otherCompressionsAreRefused() throws SQLException {
        Path file = duck("SELECT 1.5::FLOAT AS dosage FROM range(1000)", "COMPRESSION brotli");
        assertThat(failure(file, null))
                .endsWith(", column dosage is compressed with BROTLI; uncompressed, SNAPPY, GZIP, ZSTD and LZ4_RAW can"
                        + " be read");
    }

    @Test
    void aFileWithoutRowsHasNone() throws IOException, SQLException {
        assertThat(Floats.read(duck("SELECT 1.5::FLOAT AS dosage WHERE false"))).isEmpty();
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        assertThat(failure(folder, null)).contains("is a folder");
        assertThat(failure(folder.resolve("missing"), null)).contains("no such file");
        assertThat(failure(Path.of("/dev/null"), null)).contains("is no regular file");
    }

    @Test
    void aFileThatShrinksIsOneLine() throws IOException, SQLException {
        Path file = duck("SELECT i::FLOAT AS dosage FROM range(1000000) t(i)", "COMPRESSION uncompressed");
        try (Source source = ParquetSource.open(file.toString(), List.of(WantedColumn.dosage(null)), false, false)) {
            source.next();
            Files.write(file, new byte[1000]);
            assertThatThrownBy(() -> {
                        while (source.next() != null) {
                            // to the end
                        }
                    })
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining("became shorter while it was read");
        }
    }
}
