package dev.bentline.spark.bench;

import dev.bentline.spark.BentlineFit;
import dev.bentline.spark.FitSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tells the memory that executors hold at most while tables grow sixteenfold. {@code spark/cluster submit} runs it;
 * docs/spark.md says how.
 */
public final class MemoryBenchmark {
    private static final int[] FACTORS = {1, 4, 16};

    private MemoryBenchmark() {}

    /**
     * Runs it.
     *
     * @param arguments the number of rows of the smallest table of dosages; the others have a tenth
     */
    public static void main(String[] arguments) throws Exception {
        long rows = Long.parseLong(arguments[0]);
        try (SparkSession session = SparkSession.builder().appName("memory").getOrCreate();
                Tables tables = new Tables(session)) {
            LiveMemory memory = new LiveMemory(session.sparkContext());
            System.out.println("MB that an executor holds at most");
            for (int factor : FACTORS) {
                Dataset<Row> dosages = tables.dosages(rows * factor);
                print(memory, "reading alone", rows * factor, () -> sum(dosages, "dosage"));
                print(memory, "effects", rows * factor, () -> sum(dosages, "bentline('relu', dosage)"));
            }
            FitSpec spec = FitSpec.of(Map.of("dosage-scale", "log10"));
            for (int factor : FACTORS) {
                long observations = rows * factor / 10;
                Dataset<Row> curves = tables.curves(observations / Tables.OBSERVATIONS, 8);
                Dataset<Row> whole = curves.coalesce(1);
                print(
                        memory,
                        "fits to groups",
                        observations,
                        () -> sum(BentlineFit.perGroup(curves, List.of("curve"), "dosage", "effect", spec), "area"));
                print(
                        memory,
                        "one fit",
                        observations,
                        () -> BentlineFit.of(curves, "dosage", "effect", spec, Long.MAX_VALUE));
                print(
                        memory,
                        "one fit, one partition",
                        observations,
                        () -> BentlineFit.of(whole, "dosage", "effect", spec, Long.MAX_VALUE));
            }
        }
    }

    private static void sum(Dataset<Row> table, String number) {
        table.selectExpr("sum(" + number + ")").collectAsList();
    }

    private static void print(LiveMemory memory, String name, long rows, Runnable action) {
        System.out.printf(Locale.ROOT, "  %-24s %,12d rows %6d%n", name, rows, memory.megabytes(action));
    }
}
