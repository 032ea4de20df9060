package dev.bentline.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the rows of two contenders: {@code FILE#NAME}. */
class ContenderComparisonTest {
    private static final JmhJson ROW = JmhJson.row(new double[] {99, 100}, new double[] {100, 101});
    private static final JmhJson TWICE = JmhJson.row(new double[] {198, 200}, new double[] {200, 202});

    @TempDir
    private Path directory = Path.of("");

    private String write(String name, JmhJson... rows) throws IOException {
        return JmhJson.write(directory.resolve(name), rows);
    }

    /** The cells of the only row. */
    private static List<String> cells(Comparison comparison) {
        List<String> lines =
                comparison.text().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(lines).hasSize(3);
        return List.of(lines.get(2).strip().split(" *\\| *"));
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOf(WrongInput.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
    }

    @Test
    void twoContendersOfOneRunAreCompared() throws Exception {
        String file = write(
                "run.json",
                TWICE.with(Map.of("implementation", "SLOW", "size", "7")),
                ROW.with(Map.of("implementation", "FAST", "size", "7")),
                ROW.with(Map.of("size", "7")));
        Comparison comparison = Comparison.of(file + "#SLOW", file + "#FAST", -40);
        assertThat(cells(comparison)).contains("SomeBenchmark.call size=7", "0.500", "faster");
        assertThat(comparison.text()).doesNotContain("only in");
        assertThat(comparison.failures()).isZero();
    }

    @Test
    void twoMethodsOfOneClassAreCompared() throws Exception {
        String file = write(
                "run.json",
                TWICE.named("a.b.SomeBenchmark.slow").with(Map.of("size", "7")),
                ROW.named("a.b.SomeBenchmark.fast").with(Map.of("size", "7")));
        Comparison comparison = Comparison.of(file + "#slow", file + "#fast", -40);
        assertThat(cells(comparison)).contains("SomeBenchmark size=7", "0.500", "faster");
        assertThat(comparison.text()).doesNotContain("only in");
    }

    /** A class about one peer has the operation as a parameter; the engine has a class for each operation. */
    @Test
    void aMethodIsComparedWithThatOfAClassOfTheOperation() throws Exception {
        String file = write(
                "run.json",
                TWICE.named("a.c.PeerBenchmark.slow").with(Map.of("operation", "FORWARD", "size", "7")),
                ROW.named("a.b.ForwardBenchmark.fast").with(Map.of("size", "7")));
        assertThat(cells(Comparison.of(file + "#slow", file + "#fast", -40)))
                .contains("ForwardBenchmark size=7", "0.500", "faster");
    }

    @Test
    void aContenderThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        String file = write(
                "run.json",
                ROW.with(Map.of("implementation", "SLOW")),
                ROW.with(Map.of("implementation", "FAST")),
                TWICE.with(Map.of("implementation", "FAST")));
        assertRefused(
                () -> Comparison.of(file + "#QUICK", file + "#FAST", 5),
                "no benchmark method and no parameter implementation is named QUICK; there are FAST, SLOW");
        String without = write("without.json", ROW);
        assertRefused(() -> Comparison.of(without + "#QUICK", file, 5), "is named QUICK; there are call");
    }

    @Test
    void aFileMayHaveAHashInItsName() throws Exception {
        String file = write("run#1.json", ROW.with(Map.of("implementation", "FAST")));
        assertThat(cells(Comparison.of(file, file, 5))).contains("same");
        assertThat(cells(Comparison.of(file + "#FAST", file + "#FAST", 5))).contains("same");
    }
}
