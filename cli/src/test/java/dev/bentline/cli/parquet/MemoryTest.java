package dev.bentline.cli.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is larger than memory, with pages that are, too. */
class MemoryTest {
    @TempDir
    Path folder;

    /** Runs in the other JVM. */
    public static void main(String[] files) throws IOException {
        Floats.copy(
                ParquetSource.open(files[0], List.of(WantedColumn.dosage(null)), false, true),
                Path.of(files[1]),
                Compression.valueOf(files[2]),
                2);
    }

    @ParameterizedTest
    @CsvSource({"uncompressed, NONE", "zstd, ZSTD"})
    void aFileLargerThanMemoryIsSwept(String codec, Compression compression) throws Exception {
        Path in = Duck.write(
                folder.resolve("in.parquet"),
                "SELECT (hash(i) % 10000000)::FLOAT AS dosage, i % 100 AS number FROM range(12000000) t(i)",
                "ROW_GROUP_SIZE 100000000",
                "COMPRESSION " + codec);
        Path out = folder.resolve("out.parquet");
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-Dbentline.kernel=scalar",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MemoryTest.class.getName(),
                        in.toString(),
                        out.toString(),
                        compression.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.exitValue()).isZero();
        String sums = "SELECT count(*), sum(dosage::BIGINT), sum(number) FROM $";
        assertThat(Duck.rows(out, sums)).isEqualTo(Duck.rows(in, sums));
    }
}
