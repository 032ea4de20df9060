package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.RProgram;
import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BenchmarkGroupTest {
    private final TablePlans everything =
            new TablePlans(Map.of(Compiler.GCC, built(Compiler.GCC), Compiler.CLANG, built(Compiler.CLANG)));

    @Test
    void quickTakesLessThanThreeMinutesWithEveryCompiler() {
        long rows = Stream.of(BenchmarkGroup.values())
                .filter(group -> !BenchmarkGroup.NAMED.contains(group))
                .flatMap(group -> new QuickPlans(everything).of(group).stream())
                .mapToLong(table -> table.rows().size())
                .sum();
        assertThat(IterationPlan.QUICK.fork().multipliedBy(rows * IterationPlan.QUICK.rounds()))
                .isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void theFullSetForksEveryRowAtLeastThreeTimes() {
        assertThat(IterationPlan.FULL.rounds()).isGreaterThanOrEqualTo(3);
    }

    /** Ratios need their denominators in the same table. */
    @ParameterizedTest
    @EnumSource
    void everyPanelHoldsWhatItIsComparedWith(BenchmarkGroup group) {
        boolean alone = BenchmarkGroup.NAMED.contains(group);
        assertThat(new FullPlans(everything).of(group)).isNotEmpty().allSatisfy(table -> {
            assertThat(table.group()).isEqualTo(group);
            assertThat(table.rows()).doesNotHaveDuplicates();
            boolean compile = table.title().startsWith("compile, ");
            if (!compile && group != BenchmarkGroup.WIDTH && !alone) {
                assertThat(table.rows()).anyMatch(row -> row.family() == Family.CEILING);
            }
            if (!compile
                    && group != BenchmarkGroup.DEEP
                    && group != BenchmarkGroup.MEMORY
                    && !alone
                    && !table.title().startsWith("index build")) {
                assertThat(table.rows()).anyMatch(row -> row.family() == Family.C);
            }
        });
    }

    /** A table of effects for every table of compile times, and everyone in it. */
    @Test
    void deepNetworksStandBesideEveryPeerAndTakeTenMinutes() {
        List<TablePlan> deep = new PeerPlans(everything).of(BenchmarkGroup.DEEP);
        assertThat(deep).hasSize(2 * 5);
        assertThat(deep.subList(0, 5))
                .allSatisfy(table -> assertThat(table.rows())
                        .extracting(RowPlan::family)
                        .contains(Family.BENTLINE, Family.JAVA, Family.ONNX_RUNTIME, Family.PYTORCH, Family.CEILING));
        assertThat(deep.subList(5, 10)).allMatch(table -> table.title().startsWith("compile, 1-"));
        assertThat(duration(deep, IterationPlan.PEERS)).isLessThan(Duration.ofMinutes(10));
    }

    @Test
    void aColdStartTakesMinutesAndWholeProcessesSayWhatTheyNeed() {
        assertThat(duration(new QuickPlans(everything).of(BenchmarkGroup.COLD), IterationPlan.QUICK))
                .isLessThan(Duration.ofMinutes(5));
        assertThat(duration(new FullPlans(everything).of(BenchmarkGroup.COLD), IterationPlan.FULL))
                .isLessThan(Duration.ofHours(1));
        assertThat(new FullPlans(everything)
                        .of(BenchmarkGroup.COLD).stream()
                                .flatMap(table -> table.rows().stream())
                                .filter(row -> row.benchmark().contains("ProcessBenchmark")))
                .hasSize(6 * 3 + 3 + 4 + 3)
                .allMatch(row -> row.obstacle().isPresent());
    }

    /** R's rows are there to say so where it is not. */
    @Test
    void curvesStandBesideRAndTakeMinutes() {
        List<TablePlan> curves = new FullPlans(everything).of(BenchmarkGroup.CURVES);
        assertThat(curves).hasSize(2 + 1 + 2);
        assertThat(curves.subList(0, 2))
                .allSatisfy(table -> assertThat(table.rows())
                        .extracting(RowPlan::family)
                        .containsExactly(Family.BENTLINE, Family.BENTLINE, Family.R, Family.R));
        assertThat(duration(curves, IterationPlan.FULL)).isLessThan(Duration.ofMinutes(5));
        assertThat(duration(curves, IterationPlan.QUICK)).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void whereRLacksSomethingTheTableNamesTheReference() {
        assertThat(new CurvePlans(RProgram.in("")).fit(8)).satisfies(table -> {
            assertThat(table.rows().subList(2, 4))
                    .extracting(RowPlan::obstacle)
                    .containsOnly(Optional.of("no Rscript on this machine"));
            assertThat(table.notes()).last().asString().contains("drm 16 ms", "nls 0.79 ms", "not in this run");
        });
    }

    private static Duration duration(List<TablePlan> plans, IterationPlan effort) {
        return plans.stream()
                .flatMap(table -> table.rows().stream())
                .map(effort::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void theCrossoverIsCountedInSegments() {
        assertThat(new FullPlans(everything)
                        .of(BenchmarkGroup.CROSSOVER).stream()
                                .map(TablePlan::title)
                                .filter(title -> title.startsWith("gradient"))
                                .map(title -> title.replaceFirst(".*dosages, ", "")))
                .containsExactly(
                        "8 segments", "16 segments", "33 segments", "63 segments", "128 segments", "256 segments");
    }

    private static Build built(Compiler compiler) {
        return new Build(compiler, Optional.of(Path.of("library")), "version", "scalar");
    }
}
