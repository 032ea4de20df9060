package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of groups have the columns of {@code ./bentline fit --group}, and their values. */
class GroupColumnsIT {
    private static @Nullable SparkSession session;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        session = ClusterSession.start("local[2]");
    }

    @AfterAll
    static void stop() {
        session().stop();
    }

    private static SparkSession session() {
        return Objects.requireNonNull(session);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dosage-scale=log10 ed=10,50 bmr=0.1 bootstrap=50",
                "dosage-scale=log10 zero=0.001 ed=25 reference=control bootstrap=40 ci=0.9 seed=7 resample=cases",
                "hidden=3 loss=mse ed=0.5 reference=absolute",
                "dosage-scale=log10 hidden=1 monotone=decreasing ed=50 bootstrap=20",
                "dosage-scale=log10 hidden=auto bmr=0.2",
                "dosage-scale=log10 loss=huber ed=12.5,50"
            })
    void fitsAreThoseOfTheCommand(String options) throws IOException, InterruptedException {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String option : options.split(" ", -1)) {
            int sign = option.indexOf('=');
            asked.put(option.substring(0, sign), option.substring(sign + 1));
        }
        Path file = folder.resolve("fits.parquet");
        fitByCommand(asked, file);
        Dataset<Row> expected = session().read().parquet(file.toString()).orderBy("compound");
        Dataset<Row> observations = session()
                .read()
                .option("header", "true")
                .csv(Checkout.ROOT.resolve("docs/plants.csv").toString())
                .selectExpr("compound", "CAST(mg AS FLOAT) mg", "CAST(height AS FLOAT) height");
        Dataset<Row> fits = BentlineFit.perGroup(observations, List.of("compound"), "mg", "height", FitSpec.of(asked))
                .orderBy("compound");
        assertThat(fits.columns()).containsExactly(expected.columns());
        if (asked.containsKey("ed")) { // nested here, a text of JSON there
            Column json = functions.from_json(
                    expected.col("effectiveDosages"),
                    fits.schema().apply("effectiveDosages").dataType());
            expected = expected.withColumn("effectiveDosages", json);
        }
        List<Row> expectedRows = expected.collectAsList();
        List<Row> rows = fits.collectAsList();
        assertThat(rows).hasSameSizeAs(expectedRows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            assertSame(rows.get(i), expectedRows.get(i));
        }
    }

    private static void fitByCommand(Map<String, String> options, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Checkout.ROOT.resolve("bentline").toString(),
                "fit",
                "--in=" + Checkout.ROOT.resolve("docs/plants.csv"),
                "--dosage=mg",
                "--effect=height",
                "--group=compound",
                "--out=" + out));
        options.forEach((name, value) -> command.add("--" + name + "=" + value));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Numbers are the same to the bit, but for probabilities, which come from other libraries. */
    private static void assertSame(Row row, Row expected) {
        for (String name : expected.schema().fieldNames()) {
            Object value = expected.getAs(name);
            if (name.endsWith("P") && value != null) {
                assertThat(row.<Double>getAs(name)).as(name).isCloseTo((double) value, within(1e-12 * (double) value));
            } else if (!name.equals("network")) {
                assertThat(row.<Object>getAs(name)).as(name).isEqualTo(value);
            }
        }
        assertThat(row.<String>getAs("network").replaceAll("\\s", ""))
                .isEqualTo(expected.<String>getAs("network").replaceAll("\\s", ""));
    }
}
