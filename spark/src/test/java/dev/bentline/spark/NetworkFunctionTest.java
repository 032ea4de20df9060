package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Activation;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Model;
import dev.bentline.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects and slopes have the bits of an engine, however Spark comes to them. */
class NetworkFunctionTest {
    private static final int ROWS = 50_000;

    private static final Map<String, String> COLUMNS = Map.of();
    private static final Map<String, String> ROW_READER = Map.of("spark.sql.parquet.enableVectorizedReader", "false");

    @TempDir
    static Path folder;

    private static float[] dosages = {};
    private static boolean[] isNull = {};

    @BeforeAll
    static void writeTable() {
        Random random = new Random(1);
        dosages = new float[ROWS];
        isNull = new boolean[ROWS];
        float[] edges = {
            0,
            -0f,
            0.5f,
            1,
            Float.NaN,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY
        };
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            dosages[i] = i < edges.length
                    ? edges[i]
                    : i % 2 == 0 ? random.nextFloat() : Float.intBitsToFloat(random.nextInt());
            isNull[i] = i % 13 == 12;
            Float dosage = isNull[i] ? null : (Float) dosages[i];
            rows.add(RowFactory.create(i, dosage, dosage == null ? null : (Double) (double) dosage, i % 5 / 4f));
        }
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("dosage", DataTypes.FloatType)
                .add("wide", DataTypes.DoubleType)
                .add("few", DataTypes.FloatType);
        Dataset<Row> table = LocalSpark.SESSION.createDataFrame(rows, schema);
        for (int files : new int[] {1, 2, 7}) {
            String name = "dosages" + files;
            String path = folder.resolve(name).toString();
            table.repartition(files).write().parquet(path);
            LocalSpark.SESSION.read().parquet(path).createOrReplaceTempView(name);
        }
        LocalSpark.SESSION.createDataFrame(table.toJavaRDD(), schema).createOrReplaceTempView("rows");
        LocalSpark.SESSION.sql("CACHE TABLE cached AS SELECT * FROM rows WHERE id >= 0");
    }

    static List<Arguments> plans() {
        return List.of(
                Arguments.of("columns of 1 file", "dosages1", COLUMNS, true),
                Arguments.of("columns of 2 files", "dosages2", COLUMNS, true),
                Arguments.of("columns of 7 files", "dosages7", COLUMNS, true),
                Arguments.of(
                        "columns in small batches",
                        "dosages1",
                        Map.of("spark.sql.parquet.columnarReaderBatchSize", "100"),
                        true),
                Arguments.of(
                        "columns off the heap",
                        "dosages2",
                        Map.of("spark.sql.columnVector.offheap.enabled", "true"),
                        true),
                Arguments.of("columns, not adapted", "dosages2", Map.of("spark.sql.adaptive.enabled", "false"), true),
                Arguments.of(
                        "rows, no generated stages",
                        "dosages2",
                        Map.of("spark.sql.codegen.wholeStage", "false"),
                        false),
                Arguments.of("columns of a cache", "cached", COLUMNS, true),
                Arguments.of("rows of 7 files", "dosages7", ROW_READER, false),
                Arguments.of("rows of a list", "rows", COLUMNS, false),
                Arguments.of(
                        "rows, interpreted",
                        "dosages2",
                        Map.of(
                                "spark.sql.parquet.enableVectorizedReader",
                                "false",
                                "spark.sql.codegen.wholeStage",
                                "false",
                                "spark.sql.codegen.factoryMode",
                                "NO_CODEGEN"),
                        false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void everyPlanGivesTheBitsOfAnEngine(String plan, String table, Map<String, String> settings, boolean columnar) {
        String query = "SELECT id, bentline('relu', dosage), bentline_derivative('relu', dosage),"
                + " bentline('relu', CAST(wide AS FLOAT)), bentline('softplus', dosage), bentline('relu', few) FROM "
                + table;
        String explained = LocalSpark.with(settings, () -> LocalSpark.explained(query));
        assertThat(explained.contains("BentlineColumns [bentline(relu, dosage#"))
                .isEqualTo(columnar);
        assertThat(explained).contains("bentline(relu, dosage#", "bentline(softplus, dosage#");
        List<Row> rows =
                LocalSpark.with(settings, () -> LocalSpark.SESSION.sql(query).collectAsList());
        assertThat(rows).hasSize(ROWS);
        Engine relu = Engine.of(Network.relu());
        Engine softplus = Engine.of(Network.softplus());
        for (Row row : rows) {
            int id = row.getInt(0);
            assertThat(row.getFloat(5)).isEqualTo(relu.effect(id % 5 / 4f));
            if (isNull[id]) {
                assertThat(row.isNullAt(1) && row.isNullAt(2) && row.isNullAt(3) && row.isNullAt(4))
                        .isTrue();
                continue;
            }
            assertSame(row.getFloat(1), relu.effect(dosages[id]), dosages[id]);
            assertSame(row.getFloat(2), relu.slope(dosages[id]), dosages[id]);
            assertSame(row.getFloat(3), relu.effect(dosages[id]), dosages[id]);
            assertSame(row.getFloat(4), softplus.effect(dosages[id]), dosages[id]);
        }
    }

    private static void assertSame(float actual, float expected, float dosage) {
        assertThat(Float.floatToIntBits(actual)).as("at %s", dosage).isEqualTo(Float.floatToIntBits(expected));
    }

    static List<Arguments> networks() {
        Network wide = wide(64);
        return List.of(
                Arguments.of(wide.toJson(), wide),
                Arguments.of(wide(1024).toJson(), wide(1024)),
                Arguments.of("\n " + wide.toJson(), wide),
                Arguments.of(
                        Network.relu().withDosageScale(DosageScale.log10(0.1f)).toJson(),
                        Network.relu().withDosageScale(DosageScale.log10(0.1f))));
    }

    private static Network wide(int nodes) {
        return wide(Activation.RELU, nodes);
    }

    private static Network wide(Activation hidden, int nodes) {
        Random random = new Random(nodes);
        float[][] numbers = new float[3][nodes];
        for (float[] list : numbers) {
            for (int i = 0; i < nodes; i++) {
                list[i] = random.nextFloat() - 0.5f;
            }
        }
        return Network.of(hidden, numbers[0], numbers[1], numbers[2], 0.25f, Activation.IDENTITY);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void takesANetworkAsJson(String json, Model model) {
        Engine engine = Engine.of(model);
        List<Row> rows = LocalSpark.SESSION
                .sql("SELECT id, bentline('" + json + "', dosage) FROM dosages2 WHERE dosage IS NOT NULL")
                .collectAsList();
        assertThat(rows).hasSizeGreaterThan(ROWS * 9 / 10);
        for (Row row : rows) {
            float dosage = dosages[row.getInt(0)];
            assertSame(row.getFloat(1), engine.effect(dosage), dosage);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM dosages2 WHERE bentline('relu', dosage) >= 0.5",
                "SELECT sum(CAST(bentline('relu', dosage) >= 0.5 AS INT)) FROM dosages2",
                "SELECT sum(n) FROM (SELECT few, count(*) n FROM dosages7 WHERE few < 2 AND bentline('relu', dosage) >= 0.5"
                        + " GROUP BY few)",
                "SELECT count(*) FROM (SELECT bentline('relu', dosage) e FROM dosages2 WHERE id > -1) WHERE e >= 0.5",
                "SELECT count(*) FROM dosages2 a JOIN dosages7 b ON a.id = b.id WHERE bentline('relu', a.dosage) >= 0.5"
            })
    void isPlannedBelowFiltersAndAggregates(String query) {
        Engine relu = Engine.of(Network.relu());
        long expected = 0;
        for (int i = 0; i < ROWS; i++) {
            expected += isNull[i] || relu.effect(dosages[i]) < 0.5 ? 0 : 1; // in SQL, NaN is above every number
        }
        assertThat(LocalSpark.explained(query)).contains("BentlineColumns [bentline(relu, dosage#");
        assertThat(LocalSpark.SESSION.sql(query).first().getLong(0)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT few, max(bentline('relu', dosage)) m, count(*) n FROM dosages2 GROUP BY few",
                "SELECT few, count(DISTINCT bentline('relu', dosage)) n FROM dosages2 GROUP BY few",
                "SELECT few, max(bentline('relu', dosage)) FILTER (WHERE id % 2 = 0) m FROM dosages2 GROUP BY few",
                "SELECT DISTINCT bentline('relu', few) e FROM dosages7",
                "SELECT max(e) m, count(e) n FROM (SELECT bentline('relu', dosage) e FROM dosages2"
                        + " UNION ALL SELECT bentline('softplus', few) FROM parts)",
                "SELECT part, bentline('relu', part) p, max(bentline('relu', dosage)) m FROM parts GROUP BY part",
                "SELECT id, sum(bentline('relu', few)) OVER (PARTITION BY few ORDER BY id ROWS 2 PRECEDING) s FROM dosages2",
                "SELECT id, bentline('relu', dosage) e FROM orc WHERE bentline_derivative('relu', dosage) != 0",
                "SELECT count(*) n FROM dosages2 a WHERE bentline('relu', dosage)"
                        + " > (SELECT avg(bentline('relu', few)) FROM dosages7)",
                "SELECT a.id, bentline('relu', b.few) e FROM dosages2 a LEFT JOIN dosages7 b"
                        + " ON a.id = b.id + 1 AND bentline('relu', b.dosage) > 0.5",
                "WITH t AS (SELECT id, bentline('relu', dosage) e FROM dosages2) SELECT x.id, x.e + y.e s FROM t x"
                        + " JOIN t y ON x.id = y.id"
            })
    void columnsGiveWhatRowsGive(String query) {
        if (!Files.exists(folder.resolve("orc"))) {
            writePartsAndOrc();
        }
        assertThat(LocalSpark.explained(query)).contains("BentlineColumns");
        List<String> expected = LocalSpark.with(
                Map.of(
                        "spark.sql.parquet.enableVectorizedReader",
                        "false",
                        "spark.sql.orc.enableVectorizedReader",
                        "false"),
                () -> sorted(query, false));
        assertThat(expected).isNotEmpty();
        assertThat(sorted(query, true)).isEqualTo(expected);
        assertThat(LocalSpark.with(Map.of("spark.sql.sources.useV1SourceList", ""), () -> sorted(query, true)))
                .isEqualTo(expected);
    }

    private static List<String> sorted(String query, boolean columns) {
        Dataset<Row> result = LocalSpark.SESSION.sql(query);
        assertThat(result.queryExecution().executedPlan().toString().contains("BentlineColumns"))
                .isEqualTo(columns);
        return result.toJSON().collectAsList().stream().sorted().toList();
    }

    private static void writePartsAndOrc() {
        Dataset<Row> rows = LocalSpark.SESSION.table("rows");
        String parts = folder.resolve("parts").toString();
        rows.selectExpr("dosage", "few", "nullif(few, 0.5F) part")
                .write()
                .partitionBy("part")
                .parquet(parts);
        LocalSpark.SESSION
                .read()
                .schema("dosage FLOAT, few FLOAT, part FLOAT")
                .parquet(parts)
                .createOrReplaceTempView("parts");
        String orc = folder.resolve("orc").toString();
        rows.write().orc(orc);
        LocalSpark.SESSION.read().orc(orc).createOrReplaceTempView("orc");
    }

    @Test
    void wideSoftplusNetworksWaitForFilters() {
        String network = wide(Activation.SOFTPLUS, 64).toJson();
        String effect = "bentline('" + network + "', dosage) FROM dosages2";
        assertThat(LocalSpark.explained("SELECT " + effect)).contains("BentlineColumns");
        assertThat(LocalSpark.explained("SELECT " + effect + " WHERE id % 100 = 3"))
                .doesNotContain("BentlineColumns");
        assertThat(LocalSpark.explained("SELECT " + effect + " WHERE dosage IS NOT NULL AND id IS NOT NULL"))
                .contains("BentlineColumns");
        assertThat(LocalSpark.explained("SELECT " + effect + " WHERE bentline('" + network + "', dosage) > 0.5"))
                .contains("BentlineColumns")
                .containsPattern("Project \\[bentline#\\d+ AS ");
        assertThat(LocalSpark.explained("SELECT bentline('softplus', dosage) FROM dosages2 WHERE id % 100 = 3"))
                .contains("BentlineColumns");
    }

    @Test
    void elementsOfArraysAreDosages() {
        Row row = LocalSpark.SESSION
                .sql("SELECT transform(array(0.25F, NULL, few), x -> bentline('relu', x)) FROM rows WHERE id = 2")
                .first();
        Engine relu = Engine.of(Network.relu());
        assertThat(row.getList(0)).isEqualTo(Arrays.asList(relu.effect(0.25f), null, relu.effect(0.5f)));
    }

    @Test
    void networksAsJsonAreToldApart() {
        Dataset<Row> two = LocalSpark.SESSION.sql("SELECT bentline('" + wide(3).toJson() + "', few), bentline('"
                + wide(4).toJson() + "', few) FROM dosages1");
        assertThat(two.columns()).doesNotHaveDuplicates().allMatch(name -> name.startsWith("bentline('JSON:"));
    }

    @Test
    void describeTellsTheUsage() {
        assertThat(LocalSpark.SESSION
                        .sql("DESCRIBE FUNCTION bentline")
                        .collectAsList()
                        .toString())
                .contains("Usage: bentline(network, dosage) - the effect of a network at a dosage");
        assertThat(LocalSpark.SESSION
                        .sql("DESCRIBE FUNCTION bentline_fit")
                        .collectAsList()
                        .toString())
                .contains("Usage: bentline_fit(dosage, effect[, weight]");
    }

    @Test
    void oneColumnServesAllWhoAskForIt() {
        String explained =
                LocalSpark.explained("SELECT bentline('relu', dosage) + bentline('relu', dosage) FROM dosages2"
                        + " WHERE bentline('relu', dosage) > 0.5");
        assertThat(explained.split("BentlineColumns", -1)).hasSize(2);
        assertThat(explained).containsPattern("BentlineColumns \\[bentline\\(relu, dosage#\\d+\\) AS bentline#\\d+\\]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM dosages2 WHERE bentline('relu', dosage) >= 0.5",
                "SELECT * FROM dosages2 WHERE bentline('relu', dosage) >= 0.5 UNION ALL SELECT * FROM rows WHERE id < 0",
                "SELECT * FROM rows WHERE id < 0 UNION ALL SELECT * FROM dosages2 WHERE bentline('relu', dosage) >= 0.5",
                "SELECT * FROM dosages2 WHERE bentline('relu', dosage) >= 0.5 ORDER BY bentline('softplus', dosage)",
                "SELECT * FROM (SELECT * FROM dosages2 WHERE bentline('relu', dosage) >= 0.5) DISTRIBUTE BY"
                        + " bentline('relu', dosage)",
                "SELECT id, dosage, wide, few FROM (SELECT *, row_number() OVER (PARTITION BY bentline('relu', few) ORDER BY id) n"
                        + " FROM dosages2 WHERE bentline('relu', dosage) >= 0.5)"
            })
    void noColumnIsAddedToWhatIsAskedFor(String query) {
        Dataset<Row> result = LocalSpark.SESSION.sql(query);
        Dataset<Row> expected = LocalSpark.SESSION
                .table("rows")
                .where("dosage IS NOT NULL AND NOT bentline('relu', dosage + 0F) < 0.5");
        List<String> rows = result.toJSON().collectAsList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected.toJSON().collectAsList());
        String path = folder.resolve(Integer.toHexString(query.hashCode())).toString();
        result.write().parquet(path);
        Dataset<Row> written = LocalSpark.SESSION.read().parquet(path);
        assertThat(written.columns()).containsExactly("id", "dosage", "wide", "few");
        assertThat(written.toJSON().collectAsList()).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void constantsAreFolded() {
        Row row = LocalSpark.SESSION
                .sql("SELECT bentline('relu', CAST(0.5 AS FLOAT)), bentline('relu', CAST(NULL AS FLOAT)),"
                        + " bentline('relu', CAST('NaN' AS FLOAT))")
                .first();
        assertThat(row.getFloat(0)).isEqualTo(Engine.of(Network.relu()).effect(0.5f));
        assertThat(row.isNullAt(1)).isTrue();
        assertThat(row.getFloat(2)).isNaN();
    }
}
