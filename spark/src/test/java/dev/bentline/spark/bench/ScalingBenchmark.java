package dev.bentline.spark.bench;

import dev.bentline.spark.BentlineFit;
import dev.bentline.spark.FitSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Tells how many curves a second a cluster fits, each with the limits of 200 refits, and what they take of a processor. {@code spark/cluster submit}
 * runs it, with {@code --conf spark.cores.max=1} on one worker; docs/spark.md says how.
 */
public final class ScalingBenchmark {
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 5;

    private ScalingBenchmark() {}

    /**
     * Runs it.
     *
     * @param arguments the number of curves
     */
    public static void main(String[] arguments) throws Exception {
        int curves = Integer.parseInt(arguments[0]);
        FitSpec spec = FitSpec.of(Map.of("dosage-scale", "log10", "ed", "50", "bootstrap", "200"));
        try (SparkSession session = SparkSession.builder()
                        .appName("scaling")
                        .config("spark.sql.shuffle.partitions", "16")
                        .config("spark.sql.adaptive.coalescePartitions.enabled", "false")
                        .getOrCreate();
                Tables tables = new Tables(session)) {
            Dataset<Row> table = tables.curves(curves, 8);
            TaskTimes tasks = new TaskTimes(session.sparkContext());
            double[] seconds = new double[ROUNDS];
            double[] processors = new double[ROUNDS];
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                long before = System.nanoTime();
                long spent = tasks.of(() -> BentlineFit.perGroup(table, List.of("curve"), "dosage", "effect", spec)
                        .agg(Map.of("area", "sum"))
                        .collectAsList());
                seconds[Math.max(0, round)] = (System.nanoTime() - before) / 1e9;
                processors[Math.max(0, round)] = spent / 1e3;
            }
            Arrays.sort(seconds);
            Arrays.sort(processors);
            System.out.printf(
                    Locale.ROOT,
                    "%d executors: %,.0f curves a second; a curve takes %,.0f microseconds of a processor%n",
                    session.sparkContext().statusTracker().getExecutorInfos().length - 1,
                    curves / seconds[ROUNDS / 2],
                    processors[ROUNDS / 2] / curves);
        }
    }
}
