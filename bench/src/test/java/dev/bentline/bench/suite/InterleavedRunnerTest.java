package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.bench.CBenchmark;
import dev.bentline.bench.EngineBenchmark;
import dev.bentline.bench.GradientBenchmark;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.JvmStarter;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Start;
import dev.bentline.bench.fixture.JmhParameters;
import dev.bentline.bench.fixture.Libraries;
import dev.bentline.bench.report.ResultRow;
import dev.bentline.bench.report.ResultTable;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real forks, as short as they can be. */
class InterleavedRunnerTest {
    private static final IterationPlan TINY = new IterationPlan(1, 1, 1, Duration.ofMillis(5));

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyImplementationGetsTheJvmItNeeds() throws Exception {
        TablePlans panels = new TablePlans(Libraries.BUILDS);
        TablePlan relu = panels.of(
                BenchmarkGroup.GRADIENT,
                Operation.GRADIENT,
                2,
                1_003,
                JmhParameters.implementations(GradientBenchmark.class, EngineBenchmark.class, CBenchmark.class)
                        .toArray(Implementation[]::new));
        Map<PlannedRow, Measurement> measurements = rounds(TINY).run(List.of(relu));

        assertThat(measurements.keySet().stream().map(PlannedRow::row))
                .containsExactlyElementsOf(relu.rows().stream()
                        .filter(row -> row.obstacle().isEmpty())
                        .toList());
        assertThat(measurements.values())
                .allSatisfy(found -> assertThat(found.median()).isPositive());
        assertThat(directory.resolve(InterleavedRunner.RESULTS)).content().contains("GradientBenchmark");
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
        TablePlan panels =
                new TablePlans(Map.of()).of(BenchmarkGroup.FORWARD, Operation.FORWARD, 2, 1_000, Implementation.SIMD);
        RowPlan simd = panels.rows().getFirst();
        List<String> arguments = new ArrayList<>(simd.jvmArguments());
        arguments.add("-Dbentline.kernel=scalar");
        TablePlan panel = panels.of("not SIMD", List.of(simd.in(arguments, Optional.empty())));

        Map<PlannedRow, Measurement> measurements = rounds(TINY).run(List.of(panel));

        assertThat(measurements.values()).allMatch(Measurement::isEmpty);
        assertThat(new ResultTables(measurements)
                        .of(List.of(panel))
                        .getFirst()
                        .lines()
                        .getFirst()
                        .obstacle())
                .startsWith("failed: IllegalStateException: SIMD wants kernel simd");
        assertThat(directory.resolve("jmh.log")).content().contains("SIMD wants kernel simd");
    }

    @Test
    void forksOfFitsSayWhatTheyDid() throws Exception {
        TablePlans panels = new TablePlans(Map.of());
        List<TablePlan> firsts = Stream.of(
                        panels.fits().epochs(64, 1_003),
                        panels.fits().index(ObservationOrder.SHUFFLED, 1_003),
                        panels.fits().fit(1_003, 100))
                .map(panel -> panel.of(panel.title(), panel.rows().subList(0, 1)))
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
    void deepNetworksGetTheJvmTheyNeed() throws Exception {
        List<TablePlan> deep = new TablePlans(Map.of()).deep().full();
        assertThat(rounds(TINY).run(List.of(deep.getFirst(), deep.getLast())).values())
                .hasSize(6 + 2)
                .allSatisfy(found -> assertThat(found.failure()).isEmpty());
        assertThat(directory.resolve("jmh.log"))
                .content()
                .contains("Math.max loop, layer by layer, 1-64-1: plain Java")
                .containsPattern("scalar engine, bent line, 1-64-1: kernel scalar.* bent line, 65 segments")
                .containsPattern("SIMD engine, bent line, 1-64-1: kernel simd .* bent line, 65 segments");
    }

    @Test
    void whatIsComputedIsAMultipleOfWhatIsMeasured() throws Exception {
        TablePlan memory = new TablePlans(Map.of()).memory(1_000);
        RowPlan one = memory.rows().getFirst();
        TablePlan panel = memory.of("computed", List.of(one, one.times(1_000_000)));
        Map<PlannedRow, Measurement> measurements = rounds(TINY).run(List.of(panel));
        List<Double> times =
                measurements.values().stream().map(Measurement::median).toList();
        assertThat(times.getLast() / times.getFirst()).isBetween(1e4, 1e8);
    }

    @Test
    void roundsGoThereAndBack() throws Exception {
        TablePlan panel = new TablePlans(Map.of()).memory(1_000);
        StringWriter progress = new StringWriter();
        IterationPlan twice = new IterationPlan(2, 1, 1, Duration.ofMillis(5));
        Map<PlannedRow, Measurement> measurements =
                new InterleavedRunner(twice, directory, new RunProgress(new PrintWriter(progress))).run(List.of(panel));

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
        assertThat(directory.resolve(InterleavedRunner.RESULTS))
                .content()
                .containsPattern("rawData\" : \\[\\s+\\[[^\\]]+\\],\\s+\\[");
    }

    @Test
    void aRowThatFailsSaysWhyAndTheOthersGoOn() throws Exception {
        TablePlan memory = new TablePlans(Map.of()).memory(1_000);
        RowPlan first = memory.rows().getFirst();
        RowPlan refused = first.in(List.of("-XX:NoSuchFlag"), Optional.empty());
        RowPlan tooSmall = first.in(List.of("-Xmx4m", "-XX:+ExitOnOutOfMemoryError"), Optional.empty());
        TablePlan panel =
                memory.of("failing", List.of(refused, tooSmall, memory.rows().getLast()));

        List<ResultRow> lines = new ResultTables(rounds(TINY).run(List.of(panel)))
                .of(List.of(panel))
                .getFirst()
                .lines();

        assertThat(lines.get(0).obstacle()).isEqualTo("failed: its JVM ended with exit status 1");
        assertThat(lines.get(1).obstacle()).startsWith("failed: ");
        assertThat(lines.get(2).isMeasured()).isTrue();
    }

    @Test
    void aLibraryIsLoadedBeforeAllOthers() throws Exception {
        Path library = directory.resolve("not there.so");
        TablePlan memory = new TablePlans(Map.of()).memory(1_000);
        TablePlan panel =
                memory.of("preloading", List.of(memory.rows().getFirst().through(JvmStarter.preloading(library))));
        assertThat(rounds(TINY).run(List.of(panel)).values()).allMatch(found -> !found.isEmpty());
        assertThat(directory.resolve(InterleavedRunner.LOG)).content().contains("not there.so");
    }

    @Test
    void firstCallsAreTimedOneByOne() throws Exception {
        ColdStartPlans cold = new TablePlans(Map.of()).cold();
        TablePlan first = cold.firstCall(Operation.FORWARD, 1_003);
        TablePlan passes = cold.passes(Operation.GRADIENT, 1_003, 3);
        IterationPlan twice = new IterationPlan(1, 5, 5, Duration.ofSeconds(1), 0, 2);
        Map<PlannedRow, Measurement> measurements = rounds(twice).run(List.of(first, passes));

        assertThat(directory.resolve(InterleavedRunner.RESULTS))
                .content()
                .contains("\"ss\"")
                .doesNotContain("gc.alloc");
        assertThat(new ResultTables(measurements).of(List.of(first, passes)))
                .satisfiesExactly(sheet -> assertForks(sheet, 2, 1), sheet -> assertForks(sheet, 2, 3));
        assertThat(directory.resolve(InterleavedRunner.LOG))
                .content()
                .contains(
                        "after 1 call: scalar for good: kernel scalar (-Dbentline.kernel=scalar)",
                        "after 3 calls: auto: scalar, then SIMD: kernel scalar (until",
                        "after 3 calls: SIMD from the start: kernel simd");
    }

    private static void assertForks(ResultTable sheet, int forks, int calls) {
        assertThat(sheet.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.forks())
                        .hasSize(forks)
                        .allSatisfy(fork -> assertThat(fork)
                                .hasSize(calls)
                                .allSatisfy(time -> assertThat(time).isPositive())));
    }

    /** The flags of a benchmark's method come last, so that only the method without any can get wrong ones. */
    @Test
    void aFirstCallOnOtherKernelsThanItsLabelSaysFails() throws Exception {
        TablePlan panel = new TablePlans(Map.of()).cold().firstCall(Operation.FORWARD, 1_003);
        RowPlan simd = panel.rows().getLast();
        RowPlan onScalar = simd.in(plus(simd.jvmArguments(), Start.SCALAR.flag()), Optional.empty());
        assertThat(failures(panel.of("on scalar", List.of(onScalar))))
                .singleElement()
                .asString()
                .contains("SIMD wants -Dbentline.kernel=simd, but this JVM has scalar", "pass -Dbentline.kernel=simd");
    }

    @Test
    void anEngineThatHasNotHandedOverFails() throws Exception {
        TablePlan panel = new TablePlans(Map.of())
                .alone(
                        BenchmarkGroup.COLD,
                        Operation.FORWARD,
                        2,
                        1_000,
                        Implementation.HANDED_OVER.over(DosageOrder.SHUFFLED));
        RowPlan auto = panel.rows().getFirst();
        // without C2 SIMD is never compiled
        RowPlan slow = auto.in(plus(auto.jvmArguments(), "-XX:TieredStopAtLevel=1"), Optional.empty());
        assertThat(failures(panel.of("not handed over", List.of(slow))))
                .singleElement()
                .asString()
                .startsWith("failed: IllegalStateException: AUTO wants");
    }

    @Test
    void oneProcessorIsOne() throws Exception {
        List<RowPlan> one = new TablePlans(Map.of())
                .cold().firstCall(Operation.FORWARD, 16_000_000).rows().stream()
                        .filter(row -> row.label().endsWith(", one processor"))
                        .map(row -> row.with("", Map.of("size", "1003")))
                        .toList();
        assertThat(one).hasSize(2);
        assumeTrue(one.getFirst().obstacle().isEmpty(), "there is no taskset");
        TablePlan panel = new TablePlans(Map.of()).memory(1_000).of("one processor", one);
        assertThat(failures(panel)).containsOnlyNulls();
        assertThat(directory.resolve(InterleavedRunner.LOG)).content().contains("java-on-one-processor");
    }

    private List<@Nullable String> failures(TablePlan panel) throws Exception {
        List<@Nullable String> found = new ArrayList<>();
        new ResultTables(rounds(TINY).run(List.of(panel)))
                .of(List.of(panel))
                .getFirst()
                .lines()
                .forEach(line -> found.add(line.obstacle()));
        return found;
    }

    private static List<String> plus(List<String> arguments, String argument) {
        return Stream.concat(arguments.stream(), Stream.of(argument)).toList();
    }

    private InterleavedRunner rounds(IterationPlan effort) {
        return new InterleavedRunner(effort, directory, new RunProgress(new PrintWriter(new StringWriter())));
    }
}
