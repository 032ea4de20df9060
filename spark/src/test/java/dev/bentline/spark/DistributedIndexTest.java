package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.DosageIndex;
import dev.bentline.Fit;
import dev.bentline.fit.BendSearch;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit to all rows is that to an index of all observations. */
class DistributedIndexTest {
    private static final int COUNT = 2_300_000;

    /** Calls of a function, which itself is copied for each task. */
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static Dataset<Row> table(int distinct) {
        String dosage = "id % " + distinct;
        return LocalSpark.SESSION.sql(
                "SELECT CAST((" + dosage + ") / 8 AS FLOAT) dosage, CAST(abs(id * 7919 % 1000 - 500) / 1000"
                        + " + greatest(0, " + dosage + " - 40) / 100 AS FLOAT) effect FROM range(" + COUNT + ")");
    }

    private static DosageIndex index(int distinct) {
        float[] dosages = new float[COUNT];
        float[] effects = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            dosages[i] = (float) (i % distinct) / 8;
            effects[i] = (float) (Math.abs(i * 7919L % 1000 - 500) / 1000.0 + Math.max(0, i % distinct - 40) / 100.0);
        }
        return DosageIndex.of(dosages, effects);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void partitionsDoNotMatter(int partitions) {
        Fit fit =
                BentlineFit.of(table(100).repartition(partitions), "dosage", "effect", FitSpec.of(Map.of()), 1L << 30);
        assertThat(fit).isEqualTo(BendSearch.of(2).fit(index(100)));
    }

    @Test
    void noTaskSendsMoreThanAPart() throws Exception {
        AtomicLong largest = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                largest.accumulateAndGet(end.taskMetrics().resultSize(), Math::max);
            }
        };
        SparkContext context = LocalSpark.SESSION.sparkContext();
        context.addSparkListener(listener);
        try {
            BentlineFit.of(table(100).coalesce(1), "dosage", "effect", FitSpec.of(Map.of()), 1L << 30);
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(listener);
        }
        assertThat(largest.get()).isBetween(8L << 20, 9L << 20);
    }

    @ParameterizedTest
    @CsvSource({"10, 6", "6, 10"})
    void tableThatChangesIsRefused(int first, int second) {
        CALLS.set(0);
        LocalSpark.SESSION
                .udf()
                .register(
                        "changing",
                        functions
                                .udf(
                                        (UDF1<Long, Boolean>)
                                                id -> id < (CALLS.getAndIncrement() < 10 ? first : second),
                                        DataTypes.BooleanType)
                                .asNondeterministic());
        Dataset<Row> table = LocalSpark.SESSION.sql(
                "SELECT CAST(id AS FLOAT) dosage, CAST(id AS FLOAT) effect FROM range(0, 10, 1, 1) WHERE changing(id)");
        assertThatThrownBy(() -> BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of()), 1_000_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the table had " + first + " observations when they were counted, and " + second
                        + " when they were read; cache a table that changes");
    }

    @Test
    void manyDosagesAreFittedByDescents() {
        Fit fit = BentlineFit.of(
                table(20_000).repartition(3),
                "dosage",
                "effect",
                FitSpec.of(Map.of("hidden", "1", "loss", "ssr")),
                1L << 30);
        assertThat(fit.network().width()).isEqualTo(1);
        assertThat(fit.rSquared()).isGreaterThan(0.99);
    }

    @Test
    void moreThanTheMemoryIsRefusedWithTheFigure() {
        assertThatThrownBy(() -> BentlineFit.of(table(100), "dosage", "effect", FitSpec.of(Map.of()), 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the index of 2300000 observations takes 20412500 bytes of the driver's memory, and may take"
                                + " 1000000; allow more, or fit to a sample");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id | \"NaN\" | hidden 1 | a dosage or an effect is not a finite number",
                "id - 1 | id | dosage-scale log10 | a dosage is below 0, and has no logarithm",
                "id | id | dosage-scale log10 zero 2 | a dosage above 0 is below the place of dosages of 0",
                "1e30 + id * 1e23 | id | dosage-scale log10 | all observations are of one dosage",
                "0 | id | dosage-scale log10 | all observations are of one dosage",
                "id | 0 | hidden 1 | all effects are the same",
                "id | id | hidden 3 | fewer observations than parameters",
                "NULL | id | hidden 1 | no observation"
            })
    void whatCannotBeFittedIsRefused(String dosage, String effect, String options, String message) {
        Dataset<Row> table = LocalSpark.SESSION.sql(
                "SELECT CAST(" + dosage + " AS FLOAT) dosage, CAST(" + effect + " AS FLOAT) effect FROM range(5)");
        assertThatThrownBy(() -> BentlineFit.of(table, "dosage", "effect", FitSpec.of(pairs(options)), 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Map<String, String> pairs(String words) {
        String[] parts = words.split(" ", -1);
        return parts.length == 2 ? Map.of(parts[0], parts[1]) : Map.of(parts[0], parts[1], parts[2], parts[3]);
    }

    @ParameterizedTest
    @CsvSource({
        "loss huber, loss huber needs at most 10000",
        "monotone increasing, monotone needs at most 10000",
        "hidden 0, hidden is '0'; of more than 10000",
        "hidden auto, hidden is 'auto'; of more than 10000"
    })
    void whatOnlyASearchDoesNeedsFewDosages(String options, String message) {
        assertThatThrownBy(
                        () -> BentlineFit.of(table(20_000), "dosage", "effect", FitSpec.of(pairs(options)), 1L << 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void doublesAreNotNarrowed() {
        Dataset<Row> table = LocalSpark.SESSION.sql("SELECT 1D dosage, 2F effect");
        assertThatThrownBy(() -> BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of()), 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column dosage is DOUBLE; it must be FLOAT: cast it");
    }
}
