package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fits of many groups in a process of little memory. */
class FitMemoryTest {
    private static final int GROUPS = 100_000;

    @TempDir
    Path folder;

    private Path rows(boolean sorted) throws IOException {
        StringBuilder text = new StringBuilder("compound,dosage,effect\n");
        text.append(sorted ? "" : "a,0,1\nb,0,1\na,1,1\n"); // apart from the beginning
        for (int i = 0; i < 3 * GROUPS; i++) {
            int group = sorted ? i / 3 : i % GROUPS;
            int row = sorted ? i % 3 : i / GROUPS;
            text.append(group).append(',').append(row).append(",1\n"); // all the same: nothing to fit
        }
        return Files.writeString(folder.resolve(sorted + ".csv"), text);
    }

    private int fit(Path in, Path log) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-Dbentline.kernel=scalar",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "fit",
                        "--in",
                        in.toString(),
                        "--group",
                        "compound",
                        "--out",
                        folder.resolve("fits.csv").toString(),
                        "--threads",
                        "2",
                        "--json")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void groupsThatAreApartAndTooManyAreToBeSorted() throws Exception {
        Path log = folder.resolve("log");
        assertThat(fit(rows(false), log)).isEqualTo(1);
        assertThat(log)
                .hasContent(
                        "bentline fit: rows of a group are apart, so all are held, and java is out of memory: input that"
                                + " is sorted by compound is streamed in constant memory; otherwise, JDK_JAVA_OPTIONS=-Xmx4g gives"
                                + " java more\n");
        assertThat(folder.resolve("fits.csv")).doesNotExist();
        assertThat(fit(rows(true), log)).as(Files.readString(log)).isZero();
        assertThat(log).content().contains("\"groups\":" + GROUPS);
    }
}
