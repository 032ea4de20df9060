import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Writes the files of Spark into a folder; org.apache.spark:spark-sql_2.13:4.2.0, which writes with parquet-java. */
class Spark {
    private static final String COLUMNS = """
            SELECT CAST(id / 64 AS FLOAT) AS dosage,
              concat(array('plain', 'grün', 'a,b', 'say "x"', '', '日本')[id % 6], id) AS label,
              (id - 20) * 123456789012 AS number, id % 3 = 0 AS flag,
              IF(id % 5 = 0, NULL, id / 4 + CAST(0.1 AS DOUBLE)) AS mass,
              timestamp_millis(1767225600000 + id * 1234567) AS when,
              date_add(DATE'2026-01-01', CAST(id AS INT)) AS day, CAST(id * 1.25 - 3 AS DECIMAL(9, 2)) AS amount,
              IF(id % 7 = 3, NULL, named_struct('a', IF(id % 4 = 1, NULL, id / 128), 'b', concat('b', id))) AS s
            FROM range(0, 40, 1, 1)""";

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
                .getOrCreate();
        Dataset<Row> rows = spark.sql(COLUMNS);
        for (String codec : List.of("snappy", "lz4_raw")) {
            write(rows, "parquet", Map.of("compression", codec), folder.resolve("spark-" + codec + ".parquet"));
        }
        Map<String, String> v2 =
                Map.of("compression", "zstd", "parquet.writer.version", "v2", "parquet.enable.dictionary", "false");
        write(rows, "parquet", v2, folder.resolve("spark-v2.parquet"));
        write(rows.drop("s"), "csv", Map.of("header", "true", "escape", "\""), folder.resolve("spark.csv"));
        spark.stop();
    }

    private static void write(Dataset<Row> rows, String format, Map<String, String> options, Path file) throws Exception {
        Path parts = Files.createTempDirectory("spark").resolve("parts");
        rows.write().format(format).options(options).mode(SaveMode.Overwrite).save(parts.toString());
        try (var part = Files.newDirectoryStream(parts, "part-*")) {
            Files.move(part.iterator().next(), file);
        }
    }
}
