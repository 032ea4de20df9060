package dev.bentline.spark.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Tables of Parquet in a temporary folder, which is deleted in the end. */
final class Tables implements AutoCloseable {
    /** Observations of a curve. */
    static final int OBSERVATIONS = 24;

    private static final int FILES = 4;

    private final SparkSession session;
    private final Path folder;

    Tables(SparkSession session) throws IOException {
        this.session = session;
        this.folder = Files.createTempDirectory("bentline-spark");
    }

    /** Random dosages. */
    Dataset<Row> dosages(long count) {
        return written("dosages" + count, "CAST(rand(1) AS FLOAT) dosage", count);
    }

    /** Noisy curves that fall, all at the same dosages, each as often. */
    Dataset<Row> curves(long count, int dosages) {
        String at = "id % " + dosages;
        String exponent = at + " * 8 / " + dosages;
        return written(
                "curves" + count + "of" + dosages,
                "id DIV " + OBSERVATIONS + " curve, CAST(IF(" + at + " = 0, 0, pow(10, " + exponent
                        + " - 3)) AS FLOAT) dosage, CAST(1 / (1 + IF(" + at + " = 0, 0, pow(10, " + exponent
                        + " - 5))) + 0.05 * randn(1) AS FLOAT) effect",
                count * OBSERVATIONS);
    }

    private Dataset<Row> written(String name, String columns, long count) {
        String path = folder.resolve(name).toString();
        session.sql("SELECT " + columns + " FROM range(0, " + count + ", 1, " + FILES + ")")
                .write()
                .option("compression", "zstd")
                .parquet(path);
        return session.read().parquet(path);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
