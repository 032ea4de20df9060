package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.cli.CommandRun;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaves of structs. */
class StructTest {
    private static final String ROWS = " FROM range(40000) t(i)";

    /** A struct in a struct, where every one may be null. */
    private static final String NESTED =
            "SELECT i AS id, CASE WHEN i % 5 > 0 THEN {'b': CASE WHEN i % 3 > 0 THEN {'c': CASE WHEN i % 7 > 0 THEN"
                    + " (i / 1000)::FLOAT END, 'd': 'text ' || i % 90} END, 'e': (i % 50)::DOUBLE} END AS a" + ROWS;

    @TempDir
    Path folder;

    private Path duck(String query, String... options) throws SQLException {
        return Duck.write(folder.resolve("in.parquet"), query, options);
    }

    private Path keep(Path in, String column) throws IOException {
        Path out = folder.resolve("out.parquet");
        Floats.copy(
                ParquetSource.open(in.toString(), List.of(WantedColumn.dosage(column)), true, true),
                out,
                Compression.NONE,
                2);
        return out;
    }

    @ParameterizedTest
    @CsvSource({"V1, uncompressed, 1", "V2, uncompressed, 2", "V1, snappy, 3", "V2, lz4_raw, 2", "V2, zstd, 1"})
    void leavesAreReadAndKept(String version, String codec, int threads) throws IOException, SQLException {
        Path in = duck(NESTED, "PARQUET_VERSION " + version, "COMPRESSION " + codec, "ROW_GROUP_SIZE 9000");
        for (String leaf : List.of("a.b.c", "a.e")) {
            Path valid = Duck.write(
                    folder.resolve("valid.parquet"), "SELECT " + leaf + " AS x FROM '" + in + "' WHERE x IS NOT NULL");
            assertThat(Floats.read(in, leaf, true, threads)).isEqualTo(Duck.floats(valid, "x"));
        }
        assertThat(Duck.rows(keep(in, "a.b.c"), "SELECT dosage, id, \"a.b.d\", \"a.e\" FROM $"))
                .isEqualTo(Duck.rows(in, "SELECT a.b.c, id, a.b.d, a.e FROM $ WHERE a.b.c IS NOT NULL"));
        assertThat(Duck.rows(keep(in, "id"), "SELECT dosage, \"a.b.c\", \"a.b.d\", \"a.e\" FROM $"))
                .isEqualTo(Duck.rows(in, "SELECT id::FLOAT, a.b.c, a.b.d, a.e FROM $"));
    }

    @Test
    void aMissingStructIsAMissingValue() throws SQLException {
        Path in = duck("SELECT CASE WHEN i <> 1 THEN {'x': CASE WHEN i <> 2 THEN i END} END AS s FROM range(4) t(i)");
        CommandRun refused = CommandRun.of("sweep", "--in", in, "--column", "s.x");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("bentline sweep: " + in + ", row 2, column s.x: the value is null where a finite number"
                        + " should be; --skip-invalid leaves such rows out\n");
        CommandRun skipped = CommandRun.of("sweep", "--in", in, "--skip-invalid");
        assertThat(skipped.out()).containsPattern("count +2\n").containsPattern("skipped +2\n");
    }

    @Test
    void leavesAreFittedAndKeptAsText() throws IOException, SQLException {
        Path in = duck("SELECT {'dose': i / 64, 'seen': {'effect': i % 5}} AS trial, 'x' || i AS name"
                + " FROM range(64) t(i)");
        CommandRun fit = CommandRun.of(
                "fit", "--in", in, "--dosage", "trial.dose", "--effect", "trial.seen.effect", "--epochs", 1, "--json");
        assertThat(fit.err()).isEmpty();
        assertThat(fit.json().get("observations").asInt()).isEqualTo(64);
        Path out = folder.resolve("out.csv");
        assertThat(CommandRun.of("sweep", "--in", in, "--column", "trial.dose", "--keep", "--out", out)
                        .err())
                .isEmpty();
        assertThat(Files.readAllLines(out)).startsWith("dosage,effect,trial.seen.effect,name", "0.0,0.0,0,x0");
    }

    @Test
    void aPlainNameWithADotGoesFirst() throws IOException, SQLException {
        Path both = duck("SELECT {'b': 1, 'c.d': 3} AS a, 2 AS \"a.b\", 4 AS \"x.y\"");
        assertThat(Floats.read(both, "a.b", false, 1)).containsExactly(2);
        assertThat(Floats.read(both, "a.c.d", false, 1)).containsExactly(3);
        assertThat(Floats.read(both, "x.y", false, 1)).containsExactly(4);
        assertThat(CommandRun.of("sweep", "--in", both, "--column", "x.y", "--keep", "--out", folder.resolve("o.csv"))
                        .err())
                .contains("--keep: the output would have two columns 'a.b'");
        Path twice = duck("SELECT {'b.c': 1} AS a, {'c': 2} AS \"a.b\"");
        assertThatThrownBy(() -> Floats.read(twice, "a.b.c", false, 1))
                .hasMessage(twice + ": the column 'a.b.c' is there twice; names must differ");
    }

    @Test
    void theLineSaysWhichLeavesThereAre() throws SQLException {
        Path in = duck("SELECT {'b': 1, 'l': [1.5], 'c': {'d': 2}} AS a, [{'x': 1}] AS l, MAP {'k': 1} AS m, 3 AS n");
        assertThatThrownBy(() -> Floats.read(in, "a", false, 1))
                .hasMessage(in + ", column a is a struct; --column may be one of: a.b, a.c.d");
        assertThatThrownBy(() -> Floats.read(in, "y", false, 1))
                .hasMessage(in + ": there is no column 'y'; --column may be one of: a.b, a.c.d, n");
        for (String name : List.of("l", "m", "a.l", "a.l.list.element", "l.list.element.x")) {
            assertThatThrownBy(() -> Floats.read(in, name, false, 1))
                    .hasMessageContaining(
                            ", column " + name + " is in a list or a map; --column takes columns with one value a row");
        }
        assertThatThrownBy(() -> keep(in, "n"))
                .hasMessageContaining("column a.l.list.element is in a list or a map; --keep takes columns");
    }

    /** A footer with one optional group in another, and a float in the innermost. */
    private static byte[] footer(int depth, long offset, long length, int values) {
        return ThriftWriter.struct(file -> {
            file.int32(1, 1).structs(2, 2 + depth);
            file.element(root -> root.text(4, "schema").int32(5, 1));
            for (int i = 0; i < depth; i++) {
                file.element(group -> group.int32(3, 1).text(4, "g").int32(5, 1));
            }
            file.element(
                    leaf -> leaf.int32(1, PhysicalType.FLOAT.code).int32(3, 1).text(4, "x"));
            file.int64(3, values).structs(4, 1);
            file.element(group -> {
                group.structs(1, 1);
                group.element(chunk -> chunk.int64(2, 0)
                        .struct(
                                3,
                                data -> data.int32(1, PhysicalType.FLOAT.code)
                                        .int32(4, 0)
                                        .int64(5, values)
                                        .int64(7, length)
                                        .int64(9, offset)));
                group.int64(2, length).int64(3, values);
            });
        });
    }

    private Path handmade(int depth, byte[] page, int values) throws IOException {
        HandmadeFile file = new HandmadeFile();
        byte[] header = HandmadeFile.pageHeader(page.length, page.length, values, 0);
        file.add(ParquetColumn.required("unused", PhysicalType.FLOAT, null), values, header, page);
        return Files.write(
                folder.resolve("handmade.parquet"), file.bytes(footer(depth, 4, header.length + page.length, values)));
    }

    /** Levels of two bits, 0 to 3, in a packed group of eight, and a value. */
    private static byte[] fourLevels() {
        return HandmadeFile.little(11)
                .putInt(3)
                .put((byte) 3)
                .putShort((short) 0b11_10_01_00)
                .putFloat(0.5f)
                .array();
    }

    @Test
    void everyLevelBelowTheLargestIsNull() throws IOException {
        byte[] page = fourLevels();
        assertThat(Floats.read(handmade(2, page, 4), null, true, 1)).containsExactly(0.5f);
    }

    @Test
    void aLevelAboveTheLargestIsRefused() throws IOException {
        byte[] page = fourLevels();
        Path written = handmade(1, page, 4);
        assertThatThrownBy(() -> Floats.read(written, null, true, 1))
                .hasMessage(written + " is not readable as Parquet: column g.x has a definition level of 3; the largest"
                        + " is 2");
    }

    @Timeout(20)
    @ParameterizedTest
    @ValueSource(ints = {100, 101, 300_000})
    void aTreeMayNotBeTooDeep(int depth) throws IOException {
        byte[] page = HandmadeFile.little(10)
                .putInt(2)
                .put((byte) 2)
                .put((byte) depth)
                .putFloat(0.5f)
                .array();
        Path written = handmade(depth, page, 1);
        if (depth == 100) {
            assertThatThrownBy(() -> Floats.read(written, null, false, 1))
                    .hasMessageContaining("column g.g.")
                    .hasMessageContaining("the value is null");
        } else {
            assertThatThrownBy(() -> Floats.read(written, null, true, 1))
                    .hasMessage(written + " is not readable as Parquet: its tree of columns is corrupt");
        }
    }

    /** A long name around very many columns, which would be in the name of each. */
    @Test
    @Timeout(20)
    void namesThatFillTheMemoryAreRefused() throws IOException {
        String longest = "n".repeat(100_000);
        byte[] footer = ThriftWriter.struct(file -> {
            file.structs(2, 30_002);
            file.element(root -> root.text(4, "schema").int32(5, 1));
            file.element(group -> group.int32(3, 0).text(4, longest).int32(5, 30_000));
            for (int i = 0; i < 30_000; i++) {
                file.element(leaf ->
                        leaf.int32(1, PhysicalType.FLOAT.code).int32(3, 0).text(4, "x"));
            }
            file.int64(3, 0).structs(4, 0);
        });
        Path written = Files.write(folder.resolve("names.parquet"), new HandmadeFile().bytes(footer));
        assertThatThrownBy(() -> Floats.read(written, null, true, 1))
                .hasMessageContaining("its tree of columns is corrupt");
    }
}
