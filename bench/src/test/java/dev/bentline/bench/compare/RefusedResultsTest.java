package dev.bentline.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refuses what cannot be compared, in one line. */
class RefusedResultsTest {
    private static final JmhJson ROW = JmhJson.row(new double[] {99, 100}, new double[] {100, 101});

    @TempDir
    private Path directory = Path.of("");

    private String write(String name, JmhJson... rows) throws IOException {
        return JmhJson.write(directory.resolve(name), rows);
    }

    private Comparison compare(JmhJson a, JmhJson b) throws IOException, WrongInput {
        return Comparison.of(write("a.json", a), write("b.json", b), 5);
    }

    @Test
    void nothingInCommonIsRefused() {
        assertRefused(() -> compare(ROW, ROW.named("x.Y.z")), "no row in common: ", "a.b.SomeBenchmark.call", "x.Y.z");
    }

    @Test
    void aMissingFileIsRefused() {
        String missing = directory.resolve("missing.json").toString();
        assertRefused(() -> Comparison.of(missing, missing, 5), missing + " does not exist");
        assertRefused(() -> Comparison.of(missing + "#FAST", missing, 5), missing + " does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';is no file of JMH's results",
                "nonsense;line 1 is no JSON",
                "[{\"benchmark\" : ;line 1 is no JSON",
                "{\"benchmark\" : 1};the whole is no list",
                "[{\"benchmark\" : \"a.b.c\"}];an entry has no mode",
                "[1];an entry has no benchmark",
                "[];has no rows"
            })
    void whatJmhDidNotWriteIsRefused(String content, String message) throws IOException {
        String file = Files.writeString(directory.resolve("x.json"), content).toString();
        assertRefused(() -> Comparison.of(file, file, 5), file, message);
    }

    @Test
    void aDirectoryIsRefused() {
        assertRefused(() -> Comparison.of(directory.toString(), directory.toString(), 5), "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void aScoreWithoutALogarithmIsRefused(double score) {
        assertRefused(() -> compare(ROW, JmhJson.row(new double[] {1, score})), "b.json", "has the score");
    }

    @Test
    void anIterationWithoutATimeIsRefused() throws IOException {
        String file = write("x.json", ROW);
        Files.writeString(Path.of(file), Files.readString(Path.of(file)).replace("400 ms", "long"));
        assertRefused(() -> Comparison.of(file, file, 5), "has the measurementTime \"long\"");
    }

    @Test
    void anEntryWithoutIterationsIsRefused() {
        assertRefused(() -> compare(JmhJson.row(new double[0]), ROW), "neither rawData nor rawDataHistogram");
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(WrongInput.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }
}
