package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.contender.NoisySigmoid;
import dev.bentline.bench.contender.Programs;
import dev.bentline.bench.report.ResultRow;
import dev.bentline.fit.BendSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole processes, of commands that pretend to be Bentline's. */
class ProgramsTest {
    /** Prints the count it is asked for, copies its input, and says where its JVM found its classes. */
    private static final String COMMAND = """
            #!/bin/sh
            source='file:/bentline-cli.jar'
            case "$JDK_JAVA_OPTIONS" in
            *-Xshare:auto*) ;;
            *) [ CACHED = cached ] && source='shared objects file' ;;
            esac
            case "$JDK_JAVA_OPTIONS" in *class+load:file=classes.log) echo "dev.bentline.cli.Main source: $source" >classes.log ;; esac
            case "$1 $2" in
            'sweep --from') echo "{\\"count\\":COUNT}" | sed "s/ASKED/$7/; s/}/,}/" ;;
            'sweep --in') cp "$3" "$5" ;;
            'info ') echo javaHome ;;
            'fit --in') [ "$(wc -l <"$3")" = 25 ] && echo '{"sumOfSquaredResiduals": SQUARES}' ;;
            esac
            """;

    @TempDir
    private Path directory = Path.of("");

    /** The least sum of squared residuals, which the command tells. */
    private String squares = Double.toString(squares());

    private Path libraries = Path.of("");
    private Path launcher = Path.of("");

    @BeforeEach
    void checkout() throws IOException {
        libraries = Files.createDirectories(directory.resolve("results").resolve(InterleavedRunner.LIBRARIES));
        launcher = command("checkout/bentline", "cached", "ASKED");
        Files.createDirectories(directory.resolve("checkout/cli/target"));
    }

    private Path command(String file, String cached, String count) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(
                path, COMMAND.replace("CACHED", cached).replace("COUNT", count).replace("SQUARES", squares));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return path;
    }

    private static double squares() {
        NoisySigmoid curve = NoisySigmoid.of(1, 7, 24).getFirst();
        return BendSearch.of(2).fit(curve.places(), curve.effects()).sumOfSquaredResiduals();
    }

    private void pack() throws IOException {
        command("checkout/dist/target/bentline-1-linux-x64/bin/bentline", "cached", "ASKED");
        Files.createFile(directory.resolve("checkout/cli/target/bentline.aot"));
    }

    private ColdStartPlans cold() throws IOException {
        return new TablePlans(Map.of(), Programs.of(libraries, Optional.of(launcher))).cold();
    }

    private List<ResultRow> measured(TablePlan table) throws IOException {
        InterleavedRunner rounds = new InterleavedRunner(
                new IterationPlan(1, 1, 1, Duration.ofMillis(5)),
                libraries.resolveSibling("."),
                new RunProgress(new PrintWriter(new StringWriter())));
        return new ResultTables(rounds.run(List.of(table)))
                .of(List.of(table))
                .getFirst()
                .lines();
    }

    @Test
    void everyProgramIsTimed() throws IOException {
        pack();
        ColdStartPlans cold = cold();
        List<ResultRow> starts = measured(cold.start());
        assertThat(starts).hasSize(4).allMatch(ResultRow::isMeasured);
        assertThat(measured(cold.sweep(1_000))).hasSize(3).allMatch(ResultRow::isMeasured);
        assertThat(measured(cold.numpy(100_003))).hasSize(3).allMatch(ResultRow::isMeasured);
        assertThat(measured(cold.fit())).hasSize(3).allMatch(ResultRow::isMeasured);
        byte[] dosages = Files.readAllBytes(libraries.resolve("dosages-100003.npy"));
        assertThat(dosages).hasSize(128 + 4 * 100_003).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0, '{');
        assertThat(dosages[127]).isEqualTo((byte) '\n');
        assertThat(libraries.resolve("effects.npy")).doesNotExist();
    }

    @Test
    void anotherFitFails() throws IOException {
        squares = "0.5";
        launcher = command("checkout/bentline", "cached", "ASKED");
        assertThat(measured(cold().fit()).getLast().obstacle())
                .contains("exit status 0, and it printed: {\"sumOfSquaredResiduals\": 0.5}");
    }

    @Test
    void whatIsNotThereSaysWhatToDo() throws IOException {
        assertThat(cold().sweep(1_000).rows())
                .extracting(RowPlan::obstacle)
                .containsExactly(
                        Optional.of("run `./bentline package` first"),
                        Optional.of("run `./bentline package` first"),
                        Optional.empty());
        assertThat(new TablePlans(
                                Map.of(),
                                Programs.of(Files.createDirectory(directory.resolve("none")), Optional.empty()))
                        .cold()
                        .start()
                        .rows())
                .extracting(row -> row.obstacle().isPresent())
                .containsExactly(true, true, true, false);
    }

    @Test
    void aCacheThatIsNotUsedFails() throws IOException {
        pack();
        launcher = command("checkout/bentline", "stale", "ASKED");
        List<ResultRow> lines = measured(cold().sweep(1_000));
        assertThat(lines.get(0).isMeasured()).isTrue();
        assertThat(lines.get(1).obstacle())
                .contains("LAUNCHER takes its classes from a jar; run `./bentline package` again");
        assertThat(lines.get(2).isMeasured()).isTrue();
    }

    @Test
    void anotherCountFails() throws IOException {
        launcher = command("checkout/bentline", "cached", "999");
        assertThat(measured(cold().sweep(1_000)).getLast().obstacle())
                .contains("exit status 0, and it printed: {\"count\":999");
    }
}
