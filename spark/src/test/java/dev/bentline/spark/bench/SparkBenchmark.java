package dev.bentline.spark.bench;

import dev.bentline.Activation;
import dev.bentline.Layer;
import dev.bentline.Network;
import dev.bentline.fit.BendSearch;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GroupedFit;
import dev.bentline.fit.ObservationGroup;
import dev.bentline.fit.Reference;
import dev.bentline.spark.BentlineFit;
import dev.bentline.spark.FitSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Times Spark's functions beside what people would write without them, in turns, by the processor time of executors. {@code
 * spark/cluster submit} runs it; docs/spark.md says how.
 */
public final class SparkBenchmark {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;

    /** Rows of a table for what takes microseconds each. */
    private static final long FEW_ROWS = 500_000;

    private static final int OBSERVATIONS = 24;

    private final SparkSession session;
    private final TaskTimes tasks;
    private final Path folder;
    private final long rows;

    private SparkBenchmark(SparkSession session, Path folder, long rows) {
        this.session = session;
        this.tasks = new TaskTimes(session.sparkContext());
        this.folder = folder;
        this.rows = rows;
    }

    /**
     * Runs all comparisons.
     *
     * @param arguments the number of rows, and the folder of {@code ./bentline}
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bentline-spark");
        try (SparkSession session = SparkSession.builder()
                .appName("benchmark")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate()) {
            SparkBenchmark benchmark = new SparkBenchmark(session, folder, Long.parseLong(arguments[0]));
            benchmark.functions(Path.of(arguments[1]));
            benchmark.fits();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }

    // ---- functions

    private void functions(Path checkout) throws Exception {
        String table = write("dosages", rows);
        write("few", FEW_ROWS);
        Network pair = Network.relu();
        Network wide = random(64);
        Network widest = random(1024);
        for (Network network : List.of(pair, wide, widest)) {
            session.udf().register("udf" + network.width(), udf(network), DataTypes.FloatType);
        }
        Rival[] rivals = {
            query("reading alone", "dosage", "dosages", rows),
            query("2 nodes: bentline, columns", bentline(pair, "dosage"), "dosages", rows),
            query("2 nodes: bentline, rows", bentline(pair, "dosage + 0F"), "dosages", rows),
            query("2 nodes: greatest", greatest(pair), "dosages", rows),
            query("2 nodes: UDF", "udf2(dosage)", "dosages", rows),
            query("64 nodes: bentline, columns", bentline(wide, "dosage"), "dosages", rows),
            query("64 nodes: greatest", greatest(wide), "few", FEW_ROWS),
            query("64 nodes: UDF", "udf64(dosage)", "dosages", rows),
            query("1,024 nodes: bentline, columns", bentline(widest, "dosage"), "dosages", rows),
            query("1,024 nodes: UDF", "udf1024(dosage)", "few", FEW_ROWS),
            new Rival("2 nodes: ./bentline sweep", rows, () -> sweep(checkout, table))
        };
        print("ns of processors a row, of " + rows + " rows of Parquet", rivals, 1, "%-32s %10.1f%n");
    }

    private String write(String name, long count) {
        String path = folder.resolve(name).toString();
        session.sql("SELECT CAST(rand(1) AS FLOAT) dosage FROM range(0, " + count + ", 1, 4)")
                .write()
                .option("compression", "zstd")
                .parquet(path);
        session.read().parquet(path).createOrReplaceTempView(name);
        return path;
    }

    private Rival query(String name, String expression, String table, long count) {
        return new Rival(
                name,
                count,
                () -> tasks.of(() -> session.sql("SELECT sum(" + expression + ") FROM " + table)
                        .collectAsList()));
    }

    private static String bentline(Network network, String dosage) {
        return "bentline('" + (network.equals(Network.relu()) ? "relu" : network.toJson()) + "', " + dosage + ")";
    }

    /** The network in words of SQL. */
    private static String greatest(Network network) {
        Layer hidden = network.layers().getFirst();
        Layer output = network.layers().getLast();
        StringBuilder sql = new StringBuilder("greatest(0F, " + output.bias(0) + "F");
        for (int h = 0; h < network.width(); h++) {
            sql.append(" + ").append(output.weight(0, h)).append("F * greatest(0F, ");
            sql.append(hidden.weight(h, 0))
                    .append("F * dosage + ")
                    .append(hidden.bias(h))
                    .append("F)");
        }
        return sql.append(')').toString();
    }

    /** A function as one writes it first. */
    private static UDF1<Float, Float> udf(Network network) {
        Layer hidden = network.layers().getFirst();
        Layer output = network.layers().getLast();
        int width = network.width();
        float[] w = new float[width];
        float[] b = hidden.biases();
        float[] v = new float[width];
        for (int h = 0; h < width; h++) {
            w[h] = hidden.weight(h, 0);
            v[h] = output.weight(0, h);
        }
        float c = output.bias(0);
        return dosage -> {
            if (dosage == null) {
                return null;
            }
            float z = c;
            for (int h = 0; h < w.length; h++) {
                z += v[h] * Math.max(0, w[h] * dosage + b[h]);
            }
            return Math.max(0, z);
        };
    }

    private static Network random(int nodes) {
        SplittableRandom random = new SplittableRandom(nodes);
        float[][] numbers = new float[3][nodes];
        for (float[] list : numbers) {
            for (int i = 0; i < nodes; i++) {
                list[i] = (float) random.nextDouble(-0.5, 0.5);
            }
        }
        return Network.of(Activation.RELU, numbers[0], numbers[1], numbers[2], 0.25f, Activation.RELU);
    }

    /** The processor time of a whole process. */
    private static long sweep(Path checkout, String table) throws Exception {
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "TIMEFORMAT='%U %S'; time \"$0\" sweep relu --threads 2 --column dosage --in \"$1\"/*.parquet >/dev/null",
                        checkout.resolve("bentline").toString(),
                        table)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("bentline sweep failed: " + output);
        }
        String[] lines = output.strip().split("\n", -1);
        String[] times = lines[lines.length - 1].split(" ", 2);
        return Math.round(1e9 * (Double.parseDouble(times[0]) + Double.parseDouble(times[1])));
    }

    // ---- fits

    private void fits() throws Exception {
        fits("without intervals", 20_000, Map.of("dosage-scale", "log10"));
        fits("with 200 refits", 2_000, Map.of("dosage-scale", "log10", "ed", "50", "bootstrap", "200"));
    }

    private void fits(String name, int curves, Map<String, String> options) throws Exception {
        String path = folder.resolve("curves" + curves).toString();
        session.sql("SELECT id DIV " + OBSERVATIONS
                        + " curve, CAST(IF(id % 8 = 0, 0, pow(10, id % 8 - 3)) AS FLOAT) dosage,"
                        + " CAST(1 / (1 + IF(id % 8 = 0, 0, pow(10, id % 8 - 5))) + 0.05 * randn(1) AS FLOAT) effect"
                        + " FROM range(0, " + (long) curves * OBSERVATIONS + ", 1, 4)")
                .write()
                .parquet(path);
        Dataset<Row> table = session.read().parquet(path);
        List<ObservationGroup<Long>> groups = groups(table, curves);
        GroupedFit fit = groupedFit(options);
        FitSpec spec = FitSpec.of(options);
        Rival[] rivals = {
            new Rival("plain loop over arrays", curves, () -> loop(fit, groups)),
            new Rival(
                    "BentlineFit.perGroup",
                    curves,
                    () -> tasks.of(() -> BentlineFit.perGroup(table, List.of("curve"), "dosage", "effect", spec)
                            .agg(Map.of("area", "sum"))
                            .collectAsList()))
        };
        print(
                "microseconds of processors a curve of " + OBSERVATIONS + " observations, " + name,
                rivals,
                1000,
                "%-32s %10.2f%n");
    }

    private static GroupedFit groupedFit(Map<String, String> options) {
        GroupedFit fit = GroupedFit.of(BendSearch.of(2)).withLog10();
        return options.containsKey("bootstrap")
                ? fit.withEstimation(Estimation.of(Reference.UPPER, 50).withBootstrap(200))
                : fit;
    }

    private static List<ObservationGroup<Long>> groups(Dataset<Row> table, int curves) {
        float[][] dosages = new float[curves][OBSERVATIONS];
        float[][] effects = new float[curves][OBSERVATIONS];
        int[] counts = new int[curves];
        for (Row row : table.collectAsList()) {
            int curve = (int) row.getLong(0);
            dosages[curve][counts[curve]] = row.getFloat(1);
            effects[curve][counts[curve]++] = row.getFloat(2);
        }
        List<ObservationGroup<Long>> groups = new ArrayList<>();
        for (int curve = 0; curve < curves; curve++) {
            groups.add(ObservationGroup.of((long) curve, dosages[curve], effects[curve]));
        }
        return groups;
    }

    private static long loop(GroupedFit fit, List<ObservationGroup<Long>> groups) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        double area = 0;
        for (ObservationGroup<Long> group : groups) {
            area += fit.fit(group).curve().orElseThrow().estimates().area();
        }
        if (Double.isNaN(area)) {
            throw new IllegalStateException("no areas");
        }
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static void print(String title, Rival[] rivals, double unit, String format) throws Exception {
        double[] medians = Rival.medians(rivals, WARM_UPS, ROUNDS);
        System.out.println(title + ", medians of " + ROUNDS + " in turns:");
        for (int i = 0; i < rivals.length; i++) {
            System.out.printf(Locale.ROOT, "  " + format, rivals[i].name(), medians[i] / unit);
        }
    }
}
