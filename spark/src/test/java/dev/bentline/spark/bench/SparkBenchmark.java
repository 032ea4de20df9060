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
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.MapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Times Spark's functions beside what people would write without them, in turns, by the processor time of executors. {@code
 * spark/cluster submit} runs it; docs/spark.md says how.
 */
public final class SparkBenchmark {
    /** Bytes of code above which Spark gives up one method for a whole stage; HotSpot compiles none of more than 8,000. */
    private static final String METHOD_LIMIT = "spark.sql.codegen.hugeMethodLimit";

    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;

    /** Rows of a table for what takes microseconds each. */
    private static final long FEW_ROWS = 2_000_000;

    private final SparkSession session;
    private final TaskTimes tasks;

    /** Sums of effects that all who compute them have to find, by network and table. */
    private final Map<String, Double> sums = new HashMap<>();

    private final Tables tables;
    private final long rows;

    private SparkBenchmark(SparkSession session, Tables tables, long rows) {
        this.session = session;
        this.tasks = new TaskTimes(session.sparkContext());
        this.tables = tables;
        this.rows = rows;
    }

    /**
     * Runs all comparisons.
     *
     * @param arguments the number of rows, and the folder of {@code ./bentline}
     */
    public static void main(String[] arguments) throws Exception {
        try (SparkSession session = SparkSession.builder()
                        .appName("benchmark")
                        .config("spark.sql.shuffle.partitions", "4")
                        .getOrCreate();
                Tables tables = new Tables(session)) {
            SparkBenchmark benchmark = new SparkBenchmark(session, tables, Long.parseLong(arguments[0]));
            benchmark.functions(Path.of(arguments[1]));
            benchmark.fits();
        }
    }

    // ---- functions

    private void functions(Path checkout) throws Exception {
        Dataset<Row> dosages = tables.dosages(rows);
        dosages.createOrReplaceTempView("dosages");
        tables.dosages(FEW_ROWS).createOrReplaceTempView("few");
        Network pair = Network.relu();
        Network wide = random(64);
        Network widest = random(1024);
        for (Network network : List.of(pair, wide, widest)) {
            session.udf().register("udf" + network.width(), udf(network), DataTypes.FloatType);
        }
        Rival[] rivals = {
            query("reading alone", null, "dosage", "dosages"),
            query("2 nodes: bentline, columns", pair, bentline(pair, "dosage"), "dosages"),
            query("2 nodes: bentline, rows", pair, bentline(pair, "dosage + 0F"), "dosages"),
            query("2 nodes: greatest", pair, greatest(pair), "dosages"),
            query("2 nodes: UDF", pair, "udf2(dosage)", "dosages"),
            query("64 nodes: bentline, columns", wide, bentline(wide, "dosage"), "dosages"),
            query("64 nodes: UDF", wide, "udf64(dosage)", "dosages"),
            query("1,024 nodes: bentline, columns", widest, bentline(widest, "dosage"), "dosages"),
            query("few rows: reading alone", null, "dosage", "few"),
            query("few rows: 64 nodes: greatest", wide, greatest(wide), "few"),
            query("few rows: 64 nodes: greatest, in small methods", wide, greatest(wide), "few")
                    .with(
                            () -> session.conf().set(METHOD_LIMIT, "8000"),
                            () -> session.conf().unset(METHOD_LIMIT)),
            query("few rows: 1,024 nodes: UDF", widest, "udf1024(dosage)", "few"),
            new Rival(
                    "2 nodes: bentline, columns, all of executors",
                    rows,
                    () -> Executors.processorTime(
                            session.sparkContext(), () -> check(pair, bentline(pair, "dosage"), "dosages"))),
            new Rival("2 nodes: ./bentline sweep, the process", rows, () -> sweep(checkout, dosages.inputFiles()))
        };
        print(
                "ns of processors a row, of " + rows + " rows of Parquet, or of a few, which are " + FEW_ROWS,
                rivals,
                1,
                "%-46s %10.1f%n");
    }

    /** @param network whose effects an expression computes, or null */
    private Rival query(String name, @Nullable Network network, String expression, String table) {
        return new Rival(
                name, table.equals("few") ? FEW_ROWS : rows, () -> tasks.of(() -> check(network, expression, table)));
    }

    /** Adds effects up, and sees that the sum is that of all rivals. */
    private void check(@Nullable Network network, String expression, String table) {
        double sum = session.sql("SELECT sum(" + expression + ") FROM " + table)
                .first()
                .getDouble(0);
        String what = network == null ? expression : network.width() + " nodes";
        double expected = sums.computeIfAbsent(what + " of " + table, key -> sum);
        if (!(Math.abs(sum - expected) <= 1e-4 * Math.abs(expected)) || sum == 0) {
            throw new IllegalStateException(expression + " adds up to " + sum + ", and not to " + expected);
        }
    }

    private static String bentline(Network network, String dosage) {
        return "bentline('" + (network.equals(Network.relu()) ? "relu" : network.toJson()) + "', " + dosage + ")";
    }

    /** The network in words of SQL; effects of {@link #random} are not cut at 0. */
    private static String greatest(Network network) {
        Layer hidden = network.layers().getFirst();
        Layer output = network.layers().getLast();
        boolean cut = output.activation() == Activation.RELU;
        StringBuilder sql = new StringBuilder((cut ? "greatest(0F, " : "(") + output.bias(0) + "F");
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
        boolean cut = output.activation() == Activation.RELU;
        return dosage -> {
            if (dosage == null) {
                return null;
            }
            float z = c;
            for (int h = 0; h < w.length; h++) {
                z += v[h] * Math.max(0, w[h] * dosage + b[h]);
            }
            return cut ? Math.max(0, z) : z;
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
        return Network.of(Activation.RELU, numbers[0], numbers[1], numbers[2], 0.25f, Activation.IDENTITY);
    }

    /** The processor time of a whole process. */
    private static long sweep(Path checkout, String[] files) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "TIMEFORMAT='%U %S'; time \"$0\" sweep relu --threads 2 --column dosage --in \"$@\" >/dev/null",
                checkout.resolve("bentline").toString()));
        for (String file : files) {
            command.add(Path.of(URI.create(file)).toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
        fits("8 dosages", 100_000, 8, Map.of("dosage-scale", "log10"));
        fits("24 dosages", 20_000, 24, Map.of("dosage-scale", "log10"));
        fits("8 dosages, 200 refits", 2_000, 8, Map.of("dosage-scale", "log10", "ed", "50", "bootstrap", "200"));
    }

    private void fits(String name, int curves, int dosages, Map<String, String> options) throws Exception {
        Dataset<Row> table = tables.curves(curves, dosages);
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
                            .collectAsList())),
            new Rival(
                    "groupByKey and mapGroups",
                    curves,
                    () -> tasks.of(() -> mapGroups(table, options)
                            .agg(Map.of("value", "sum"))
                            .collectAsList()))
        };
        print(
                "microseconds of processors a curve of " + Tables.OBSERVATIONS + " observations, " + name,
                rivals,
                1000,
                "%-32s %10.2f%n");
    }

    /** The areas of curves as one finds them without Bentline's functions. */
    private static Dataset<Double> mapGroups(Dataset<Row> table, Map<String, String> options) {
        return table.groupByKey((MapFunction<Row, Long>) row -> row.getLong(0), Encoders.LONG())
                .mapGroups(
                        (MapGroupsFunction<Long, Row, Double>) (curve, rows) -> {
                            float[] dosages = new float[Tables.OBSERVATIONS];
                            float[] effects = new float[Tables.OBSERVATIONS];
                            for (int i = 0; rows.hasNext(); i++) {
                                Row row = rows.next();
                                dosages[i] = row.getFloat(1);
                                effects[i] = row.getFloat(2);
                            }
                            return area(groupedFit(options), ObservationGroup.of(curve, dosages, effects));
                        },
                        Encoders.DOUBLE());
    }

    private static double area(GroupedFit fit, ObservationGroup<Long> group) {
        return fit.fit(group).curve().orElseThrow().estimates().area();
    }

    private static GroupedFit groupedFit(Map<String, String> options) {
        GroupedFit fit = GroupedFit.of(BendSearch.of(2)).withLog10();
        return options.containsKey("bootstrap")
                ? fit.withEstimation(Estimation.of(Reference.UPPER, 50).withBootstrap(200))
                : fit;
    }

    private static List<ObservationGroup<Long>> groups(Dataset<Row> table, int curves) {
        float[][] dosages = new float[curves][Tables.OBSERVATIONS];
        float[][] effects = new float[curves][Tables.OBSERVATIONS];
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
            area += area(fit, group);
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
