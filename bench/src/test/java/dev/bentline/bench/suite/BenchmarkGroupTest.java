package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
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
                .flatMap(group -> group.quick(everything).stream())
                .mapToLong(panel -> panel.rows().size())
                .sum();
        assertThat(IterationPlan.QUICK.fork().multipliedBy(rows * IterationPlan.QUICK.rounds()))
                .isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void theFullSetForksEveryRowAtLeastThreeTimes() {
        assertThat(IterationPlan.FULL.rounds()).isGreaterThanOrEqualTo(3);
    }

    /** Ratios need their denominators in the same panel. */
    @ParameterizedTest
    @EnumSource
    void everyPanelHoldsWhatItIsComparedWith(BenchmarkGroup group) {
        boolean alone = BenchmarkGroup.NAMED.contains(group);
        assertThat(group.full(everything)).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.group()).isEqualTo(group);
            assertThat(panel.rows()).doesNotHaveDuplicates();
            if (group != BenchmarkGroup.COMPILE && group != BenchmarkGroup.WIDTH && !alone) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.CEILING);
            }
            if (group != BenchmarkGroup.COMPILE
                    && group != BenchmarkGroup.MEMORY
                    && !alone
                    && !panel.title().startsWith("index build")) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.C);
            }
        });
    }

    @Test
    void aColdStartTakesMinutesAndWholeProcessesSayWhatTheyNeed() {
        assertThat(duration(BenchmarkGroup.COLD.quick(everything), IterationPlan.QUICK))
                .isLessThan(Duration.ofMinutes(5));
        assertThat(duration(BenchmarkGroup.COLD.full(everything), IterationPlan.FULL))
                .isLessThan(Duration.ofHours(1));
        assertThat(BenchmarkGroup.COLD.full(everything).stream()
                        .flatMap(panel -> panel.rows().stream())
                        .filter(row -> row.benchmark().contains("ProcessBenchmark")))
                .hasSize(7 * 3 + 3 + 4)
                .allMatch(row -> row.obstacle().isPresent());
    }

    private static Duration duration(List<TablePlan> panels, IterationPlan effort) {
        return panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .map(effort::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void theCrossoverIsCountedInSegments() {
        assertThat(BenchmarkGroup.CROSSOVER.full(everything).stream()
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
