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
    @CsvSource({"10, 4", "4, 10"})
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
                "SELECT CAST(id AS FLOAT) dosage, 1F effect FROM range(0, 10, 1, 1) WHERE changing(id)");
        assertThatThrownBy(() -> BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of()), 1_000_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the table had " + first + " observations when they were counted, and " + second
                        + " when they were read; cache a table that changes");
    }

    @Test
    void manyDosagesAreFittedByDescents() {
        Fit fit = BentlineFit.of(
                table(20_000).repartition(3), "dosage", "effect", FitSpec.of(Map.of("hidden", "1")), 1L << 30);
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
                "1F | \"NaN\" | linear | a dosage or an effect is not a finite number",
                "-1F | 2F | log10 | a dosage is below 0, and has no logarithm",
                "0F | 2F | log10 | no dosage is above 0 and finite; a logarithm needs one that is",
                "CAST(NULL AS FLOAT) | 2F | linear | there are 0 observations; at least 1 is needed"
            })
    void whatCannotBeFittedIsRefused(String dosage, String effect, String scale, String message) {
        Dataset<Row> table = LocalSpark.SESSION.sql(
                "SELECT " + dosage + " dosage, CAST(" + effect + " AS FLOAT) effect FROM range(5)");
        assertThatThrownBy(() ->
                        BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of("dosage-scale", scale)), 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void doublesAreNotNarrowed() {
        Dataset<Row> table = LocalSpark.SESSION.sql("SELECT 1D dosage, 2F effect");
        assertThatThrownBy(() -> BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of()), 1_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column dosage is DOUBLE; it must be FLOAT: cast it");
    }
}
