package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the same observations in every way there is: every fit is the same, bit for bit. */
class FitInputsTest {
    private static final int ROWS = 40_001;

    @TempDir
    Path folder;

    private Path csv = Path.of("");
    private String fitted = "";

    @BeforeEach
    void fitFromCsv() throws IOException {
        csv = folder.resolve("all.csv");
        sweep("--from", "0", "--to", "1", "--count", ROWS, "--out", csv);
        fitted = fit("--in", csv);
    }

    private static void sweep(Object... arguments) {
        CommandRun run = CommandRun.of(
                Stream.concat(Stream.of("sweep"), Stream.of(arguments)).toArray());
        assertThat(run.status()).as(run.err()).isZero();
    }

    private String fit(Object... inputs) throws IOException {
        Path out = Files.createTempFile(folder, "fit", ".json");
        CommandRun run = command(inputs, "--out", out, "--force");
        assertThat(run.status()).as(run.err()).isZero();
        return Files.readString(out);
    }

    private static CommandRun command(Object[] inputs, Object... more) {
        return CommandRun.of(Stream.of(
                        Stream.of("fit"),
                        Stream.of(inputs),
                        Stream.of("--epochs", "50", "--restarts", "2"),
                        Stream.of(more))
                .flatMap(part -> part)
                .toArray());
    }

    private static CommandRun refused(Object... inputs) {
        CommandRun run = command(inputs);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        return run;
    }

    @Test
    void gzipAndParquetHoldTheSame() throws IOException {
        Path gzip = folder.resolve("all.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            Files.copy(csv, out);
        }
        Path parquet = folder.resolve("all.parquet");
        sweep("--from", "0", "--to", "1", "--count", ROWS, "--out", parquet);
        Path unnamed = Files.copy(parquet, folder.resolve("all.data"));

        assertThat(fit("--in", gzip)).isEqualTo(fitted);
        assertThat(fit("--in", parquet)).isEqualTo(fitted);
        assertThat(fit("--in", unnamed, "--format", "parquet")).isEqualTo(fitted);
    }

    @Test
    void severalFilesAreOneSetOfObservations() throws IOException {
        List<String> lines = Files.readAllLines(csv);
        Path first = part("first.csv", lines, 1, 1_000);
        Path second = part("second.csv", lines, 1_000, 30_000);
        Path parquet = folder.resolve("third.parquet");
        sweep("relu", "--in", part("third.csv", lines, 30_000, lines.size()), "--out", parquet);

        assertThat(fit("--in", first, second, parquet)).isEqualTo(fitted);
        assertThat(fit("--in", parquet, "--in", second, first)).isEqualTo(fitted);
    }

    private Path part(String name, List<String> lines, int from, int end) throws IOException {
        List<String> part = new ArrayList<>(List.of(lines.getFirst()));
        part.addAll(lines.subList(from, end));
        return Files.write(folder.resolve(name), part);
    }

    @Test
    void invalidRowsAreCountedOverAllFiles() throws IOException {
        Path one = Files.writeString(folder.resolve("one.csv"), "dosage,effect\n0,0\nx,1\n1,1\n");
        Path two = Files.writeString(folder.resolve("two.csv"), "effect,dosage\n0,0\n,1\n2,nan\n");
        CommandRun run = command(new Object[] {"--in", one, two, "--skip-invalid", "--json"});
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"skipped\":3", "\"observations\":3");
        assertThat(refused("--in", one, two).err()).contains("one.csv", "row 3", "column dosage", "'x'");
        assertThat(refused("--in", two, one).err()).contains("two.csv", "row 3", "column effect");
    }

    @Test
    void aMissingColumnIsNamedWithItsFile() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "dosage,recovery\n0,0\n");
        assertThat(refused("--in", csv, other).err()).contains("other.csv", "effect");
    }

    @Test
    void filesWithoutRowsHoldNoObservations() throws IOException {
        Path header = Files.writeString(folder.resolve("header.csv"), "dosage,effect\n");
        assertThat(refused("--in", header).err()).contains("header.csv: no observations; there are no rows");
        assertThat(fit("--in", header, csv)).isEqualTo(fitted);
    }

    @Test
    void aNumpyFileHasNoColumns() throws IOException {
        Path numpy = Files.write(folder.resolve("x.npy"), "no matter".getBytes(StandardCharsets.UTF_8));
        assertThat(refused("--in", numpy).err())
                .contains(
                        "x.npy is a NumPy file, which has no columns; --dosage and --effect are two of a CSV or Parquet"
                                + " file");
    }

    @Test
    void ofSeveralFilesNoneMayBeMissing() {
        assertThat(refused("--in", csv, folder.resolve("nowhere.csv")).err()).contains("nowhere.csv", "no such file");
    }
}
