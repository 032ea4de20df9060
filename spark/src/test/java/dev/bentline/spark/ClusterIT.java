package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bentline.DosageIndex;
import dev.bentline.fit.BendSearch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects and fits are the same on one machine and on clusters of two executors, of which one may die. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"local[2]", "local-cluster[2,1,1024]", "spark/cluster"})
class ClusterIT {
    private static final int MAPS = 4;
    private static final int GROUPS = 400;
    private static final FitSpec SPEC =
            FitSpec.of(Map.of("dosage-scale", "log10", "ed", "50", "bootstrap", "200", "seed", "7"));

    private static @Nullable StandaloneCluster standalone;
    private static @Nullable SparkSession session;

    /** Fits of the first master, which is this JVM alone. */
    private static List<Row> localFits = List.of();

    @Parameter
    String master = "";

    @BeforeParameterizedClassInvocation
    static void start(String master) throws IOException {
        Effects effects = Effects.get();
        String url = master;
        if (master.equals("spark/cluster")) {
            standalone = new StandaloneCluster();
            url = standalone.url();
        }
        session = ClusterSession.start(url);
        session.read().parquet(effects.dosages().toString()).createOrReplaceTempView("dosages");
        if (localFits.isEmpty()) {
            localFits = fits();
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        session().stop();
        if (standalone != null) {
            List<ProcessHandle> processes = standalone.processes();
            standalone.close();
            standalone = null;
            assertThat(processes).hasSizeGreaterThanOrEqualTo(3);
            // executors end once they miss their workers
            assertThat(processes)
                    .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    private static SparkSession session() {
        return Objects.requireNonNull(session);
    }

    @ParameterizedTest(name = "{0} partitions, columns: {1}")
    @CsvSource({"1, true", "2, true", "7, true", "1, false", "2, false", "7, false"})
    void effectsAreThoseOfASweep(int partitions, boolean columns) {
        read(partitions, columns);
        Effects effects = Effects.get();
        assertThat(session().table("dosages").toJavaRDD().getNumPartitions()).isEqualTo(partitions);
        String query = effects.query("dosages");
        String plan = session().sql("EXPLAIN " + Effects.hashing(query)).first().getString(0);
        assertThat(plan.contains("BentlineColumns")).as(plan).isEqualTo(columns);
        assertThat(Effects.hash(session(), query)).isEqualTo(effects.expected());
    }

    /** Sets how the file is read; the sizes are such that Spark gives each partition as many bytes. */
    private static void read(int partitions, boolean columns) {
        session().conf().set("spark.sql.files.minPartitionNum", partitions);
        session().conf().set("spark.sql.files.openCostInBytes", partitions);
        session().conf().set("spark.sql.parquet.enableVectorizedReader", columns);
    }

    @Test
    void fitsAreThoseOfOneMachine() {
        assertAreLocal(fits());
    }

    @Test
    void anExecutorKilledAmongEffectsLosesNothing() {
        int times = 9;
        read(7, true);
        String all = String.join(
                " UNION ALL ", Collections.nCopies(times, Effects.get().query("dosages")));
        Row actual = killingOne(2, () -> Effects.hash(session(), all));
        Row once = Effects.get().expected();
        assertThat(actual.getLong(0)).isEqualTo(times * once.getLong(0));
        assertThat(actual.getLong(1)).isEqualTo(once.getLong(1)); // of an odd number of times
        assertThat(actual.getLong(2)).isEqualTo(times * once.getLong(2));
    }

    /** Kills it after the shuffle, so that what it holds of observations has to be made again. */
    @Test
    void anExecutorKilledAmongFitsLosesNothing() {
        assertAreLocal(killingOne(MAPS + 1, ClusterIT::fits));
    }

    @Test
    void oneFitIsThatOfOneMachine() {
        Dataset<Row> table = session()
                .sql("SELECT CAST(id % 1000 AS FLOAT) dosage,"
                        + " CAST(greatest(0, id % 1000 - 300) + id % 7 AS FLOAT) effect FROM range(0, 3000000, 1, 3)");
        float[] dosages = new float[3_000_000];
        float[] effects = new float[dosages.length];
        for (int i = 0; i < dosages.length; i++) {
            dosages[i] = i % 1000;
            effects[i] = Math.max(0, i % 1000 - 300) + i % 7;
        }
        assertThat(BentlineFit.of(table, "dosage", "effect", FitSpec.of(Map.of("hidden", "1")), 1L << 30))
                .isEqualTo(BendSearch.of(1).fit(DosageIndex.of(dosages, effects)));
    }

    /** Fits of the groups, by group. */
    private static List<Row> fits() {
        session().conf().set("spark.sql.adaptive.coalescePartitions.enabled", "false");
        Dataset<Row> screen = session()
                .sql("SELECT concat('c', id % " + GROUPS + ") compound,"
                        + " CAST(pow(10D, floor(id / " + GROUPS + ") % 8 - 3) AS FLOAT) dosage,"
                        + " CAST(1 / (1 + pow(10D, floor(id / " + GROUPS
                        + ") % 8 - 4) * (id % 7)) + (id * 7919 % 100) / 1000 AS FLOAT)"
                        + " effect FROM range(0, " + 24 * GROUPS + ", 1, " + MAPS + ")");
        List<Row> fits = new ArrayList<>(BentlineFit.perGroup(screen, List.of("compound"), "dosage", "effect", SPEC)
                .collectAsList());
        fits.sort((a, b) -> a.getString(0).compareTo(b.getString(0)));
        return fits;
    }

    private static void assertAreLocal(List<Row> fits) {
        assertThat(fits).hasSize(GROUPS).isEqualTo(localFits);
        assertThat(fits).allMatch(fit -> fit.getAs("failure") == null);
    }

    /** Does something, and kills an executor when some tasks of it have succeeded and others run. */
    private <T> T killingOne(int tasks, Supplier<T> action) {
        assumeFalse(master.equals("local[2]"), "tasks of local[2] run in this JVM, which has no executor to kill");
        TaskWatch watch = new TaskWatch();
        session().sparkContext().addSparkListener(watch);
        try {
            CompletableFuture<T> result = CompletableFuture.supplyAsync(action);
            while (watch.succeeded() < tasks && !result.isDone()) {
                Thread.onSpinWait();
            }
            ProcessHandle executor = executors().getFirst();
            assertThat(executor.destroyForcibly()).isTrue();
            assertThat(result).isNotDone();
            T value = result.join();
            assertThat(watch.lost()).isPositive();
            return value;
        } finally {
            session().sparkContext().removeSparkListener(watch);
        }
    }

    /** The processes of this session's executors, wherever they are started. */
    private static List<ProcessHandle> executors() {
        String application = session().sparkContext().applicationId();
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    String line = process.info().commandLine().orElse("");
                    return line.contains("CoarseGrainedExecutorBackend") && line.contains(application);
                })
                .toList();
    }
}
