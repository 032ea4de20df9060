package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real forks, as short as they can be. */
class RoundsTest {
    private static final Effort TINY = new Effort(1, 1, 1, Duration.ofMillis(5));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyImplementationGetsTheJvmItNeeds() throws Exception {
        Panels panels = new Panels(Libraries.BUILDS);
        Panel relu = panels.of(
                Group.GRADIENT,
                Operation.GRADIENT,
                2,
                1_003,
                Parameters.implementations(ReluBenchmark.class).toArray(Implementation[]::new));
        Map<Run, Measurement> measurements = rounds(TINY).run(List.of(relu));

        assertThat(measurements.keySet().stream().map(Run::row))
                .containsExactlyElementsOf(relu.rows().stream()
                        .filter(row -> row.obstacle().isEmpty())
                        .toList());
        assertThat(measurements.values()).allSatisfy(found -> {
            assertThat(found.median()).isPositive();
            assertThat(found.bytesPerCall()).isNotNegative();
        });
        assertThat(directory.resolve("jmh-round-1.json")).content().contains("GradientBenchmark");
        String log = Files.readString(directory.resolve("jmh.log"));
        assertThat(log)
                .contains(
                        "SIMD engine, dense: kernel simd",
                        "scalar engine, dense: kernel scalar",
                        "2 threads: kernel simd")
                .contains("-UseSuperWord: plain Java")
                .containsPattern("SIMD engine, bent line: kernel simd.* bent line, [0-9]+ segments");
    }

    @Test
    void simdThatDidNotGetSimdFailsInsteadOfProducingNumbers() throws Exception {
        Row simd = new Panels(Map.of())
                .of(Group.FORWARD, Operation.FORWARD, 2, 1_000, Implementation.DENSE)
                .rows()
                .getFirst();
        List<String> arguments = new ArrayList<>(simd.jvmArguments());
        arguments.add("-Dbentline.kernel=scalar");
        Row scalar = new Row(
                simd.label(),
                simd.role(),
                simd.implementation(),
                simd.benchmark(),
                simd.parameters(),
                arguments,
                Optional.empty());
        Panel panel = new Panel(Group.FORWARD, "not SIMD", Unit.dosage(1_000), List.of(scalar));

        Map<Run, Measurement> measurements = rounds(TINY).run(List.of(panel));

        assertThat(measurements.values()).allMatch(Measurement::isEmpty);
        assertThat(new Table(measurements).of(List.of(panel))).contains("failed, see jmh.log");
        assertThat(directory.resolve("jmh.log")).content().contains("DENSE wants kernel simd");
    }

    @Test
    void forksOfFitsSayWhatTheyDid() throws Exception {
        Panels panels = new Panels(Map.of());
        List<Panel> firsts = Stream.of(
                        panels.epochs(64, 1_003), panels.index(Arrangement.SHUFFLED, 1_003), panels.fit(1_003, 100))
                .map(panel -> new Panel(
                        panel.group(), panel.title(), panel.unit(), panel.rows().subList(0, 1)))
                .toList();
        assertThat(rounds(TINY).run(firsts).values())
                .hasSize(3)
                .allSatisfy(found -> assertThat(found.median()).isPositive());
        assertThat(directory.resolve("jmh.log"))
                .content()
                .contains(
                        "index epoch, 64 nodes, 1,003 observations, ADAM, one thread",
                        "in 10,000 epochs, whose bends end",
                        "index build: ",
                        "whole fit, 100 epochs: ");
    }

    @Test
    void whatIsComputedIsAMultipleOfWhatIsMeasured() throws Exception {
        Row one = new Panels(Map.of()).memory(1_000).rows().getFirst();
        Panel panel = new Panel(Group.FIT, "computed", Unit.dosage(1), List.of(one, one.times(1_000_000)));
        Map<Run, Measurement> measurements = rounds(TINY).run(List.of(panel));
        List<Double> times =
                measurements.values().stream().map(Measurement::median).toList();
        assertThat(times.getLast() / times.getFirst()).isBetween(1e4, 1e8);
    }

    @Test
    void roundsGoThereAndBack() throws Exception {
        Panel panel = new Panels(Map.of()).memory(1_000);
        StringWriter progress = new StringWriter();
        Effort twice = new Effort(2, 1, 1, Duration.ofMillis(5));
        Map<Run, Measurement> measurements =
                new Rounds(twice, directory, new Progress(new PrintWriter(progress))).run(List.of(panel));

        assertThat(progress.toString().lines().filter(line -> line.startsWith("[")))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("[1/8] round 1").contains("System.arraycopy"),
                        line -> assertThat(line).contains(" copy loop"),
                        line -> assertThat(line).contains("vector copy loop"),
                        line -> assertThat(line).contains("read of two"),
                        line -> assertThat(line).startsWith("[5/8] round 2").contains("read of two"),
                        line -> assertThat(line).contains("vector copy loop"),
                        line -> assertThat(line).contains(" copy loop"),
                        line -> assertThat(line).contains("System.arraycopy"));
        assertThat(measurements).hasSize(4);
        assertThat(directory.resolve("jmh-round-2.json")).exists();
    }

    private Rounds rounds(Effort effort) {
        return new Rounds(effort, directory, new Progress(new PrintWriter(new StringWriter())));
    }
}
