package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits of groups have the columns of {@code ./bentline fit --group}, and their values. */
class GroupColumnsIT {
    @TempDir
    Path folder;

    @Test
    void columnsAreThoseOfTheCommand() throws IOException, InterruptedException {
        Path file = folder.resolve("fits.parquet");
        fitByCommand(file);
        SparkSession session = ClusterSession.start("local[2]");
        try {
            Dataset<Row> expected = session.read().parquet(file.toString()).orderBy("compound");
            Dataset<Row> observations = session.read()
                    .option("header", "true")
                    .csv(Checkout.ROOT.resolve("docs/plants.csv").toString())
                    .selectExpr("compound", "CAST(mg AS FLOAT) mg", "CAST(height AS FLOAT) height");
            FitSpec spec = FitSpec.of(Map.of("dosage-scale", "log10", "ed", "10,50", "bmr", "0.1", "bootstrap", "50"));
            Dataset<Row> fits = BentlineFit.perGroup(observations, List.of("compound"), "mg", "height", spec)
                    .orderBy("compound");
            assertThat(fits.columns()).containsExactly(expected.columns());
            List<Row> expectedRows = expected.collectAsList();
            List<Row> rows = fits.collectAsList();
            assertThat(rows).hasSameSizeAs(expectedRows);
            for (int i = 0; i < rows.size(); i++) {
                assertSame(rows.get(i), expectedRows.get(i));
            }
        } finally {
            session.stop();
        }
    }

    private static void fitByCommand(Path out) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Checkout.ROOT.resolve("bentline").toString(),
                        "fit",
                        "--in=" + Checkout.ROOT.resolve("docs/plants.csv"),
                        "--dosage=mg",
                        "--effect=height",
                        "--group=compound",
                        "--dosage-scale=log10",
                        "--ed=10,50",
                        "--bmr=0.1",
                        "--bootstrap=50",
                        "--out=" + out)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** Numbers are the same to the bit, but for probabilities, which come from other libraries. */
    private static void assertSame(Row row, Row expected) {
        for (String name : expected.schema().fieldNames()) {
            Object value = expected.getAs(name);
            if (name.endsWith("P") && value != null) {
                assertThat(row.<Double>getAs(name)).as(name).isCloseTo((double) value, within(1e-12));
            } else if (!name.equals("network")
                    && !name.equals("effectiveDosages")) { // nested here, texts of JSON there
                assertThat(row.<Object>getAs(name)).as(name).isEqualTo(value);
            }
        }
        assertThat(row.<String>getAs("network").replaceAll("\\s", ""))
                .isEqualTo(expected.<String>getAs("network").replaceAll("\\s", ""));
    }
}
