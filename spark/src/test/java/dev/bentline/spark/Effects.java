package dev.bentline.spark;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Parquet file of dosages, a network, and the hash of its effects as {@code bentline sweep} writes them.
 *
 * @param expected number, exclusive or and sum of hashes of all pairs of a dosage and its effect
 */
record Effects(Path dosages, Path network, Row expected) {
    static final int ROWS = 3_000_000;

    private static final class Made {
        static final Effects EFFECTS = make();
    }

    /** Shared by all tests of this JVM; the first makes them. */
    static Effects get() {
        return Made.EFFECTS;
    }

    private static Effects make() {
        try {
            Path folder = Files.createDirectories(Checkout.TARGET.resolve("effects"));
            Path network = Files.writeString(folder.resolve("network.json"), wide().toJson());
            Path effects = folder.resolve("effects.parquet");
            try (SparkSession session = ClusterSession.start("local[2]")) {
                Path dosages = write(session, folder.resolve("dosages"));
                sweep(dosages, network, effects);
                session.read().parquet(effects.toString()).createOrReplaceTempView("swept");
                return new Effects(dosages, network, hash(session, "SELECT dosage, effect FROM swept"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of many row groups, so that it can be read in parts. */
    private static Path write(SparkSession session, Path folder) throws IOException {
        session.sql("SELECT CAST(CASE id % 100003 WHEN 0 THEN '0.0' WHEN 1 THEN '-0.0' WHEN 2 THEN '3.4e38'"
                        + " WHEN 3 THEN '1e-45' WHEN 4 THEN '-3.4e38' ELSE rand(1) * 4 - 2 END AS FLOAT) dosage"
                        + " FROM range(0, " + ROWS + ", 1, 1)")
                .write()
                .option("parquet.block.size", 1 << 19)
                .mode("overwrite")
                .parquet(folder.toString());
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void sweep(Path dosages, Path network, Path effects) throws IOException {
        Process sweep = new ProcessBuilder(
                        Checkout.ROOT.resolve("bentline").toString(),
                        "sweep",
                        "--in",
                        dosages.toString(),
                        "--column",
                        "dosage",
                        "--out",
                        effects.toString(),
                        "--force",
                        network.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(sweep.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (sweep.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("sweep failed: " + said);
        }
    }

    private static Network wide() {
        Random random = new Random(64);
        float[][] numbers = new float[3][64];
        for (float[] list : numbers) {
            for (int i = 0; i < list.length; i++) {
                list[i] = random.nextFloat() - 0.5f;
            }
        }
        return Network.of(Activation.RELU, numbers[0], numbers[1], numbers[2], 0.25f, Activation.IDENTITY);
    }

    /** A query of dosages and effects. */
    String query(String table) {
        return "SELECT dosage, bentline('" + network + "', dosage) effect FROM " + table;
    }

    /** The hash of what a query gives, in whatever order; Spark's hash does not tell -0 from 0, and their angles do. */
    static Row hash(SparkSession session, String query) {
        return session.sql(hashing(query)).first();
    }

    static String hashing(String query) {
        return "SELECT count(*), bit_xor(h), sum(h & 4294967295) FROM"
                + " (SELECT xxhash64(dosage, effect, atan2(dosage, -1D), atan2(effect, -1D)) h FROM (" + query + "))";
    }
}
