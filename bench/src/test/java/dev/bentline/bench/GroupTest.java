package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;

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

class GroupTest {
    private final Panels everything =
            new Panels(Map.of(Compiler.GCC, built(Compiler.GCC), Compiler.CLANG, built(Compiler.CLANG)));

    @Test
    void quickTakesLessThanThreeMinutesWithEveryCompiler() {
        long rows = Stream.of(Group.values())
                .filter(group -> !Group.NAMED.contains(group))
                .flatMap(group -> group.quick(everything).stream())
                .mapToLong(panel -> panel.rows().size())
                .sum();
        assertThat(Effort.QUICK.fork().multipliedBy(rows * Effort.QUICK.rounds()))
                .isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void theFullSetForksEveryRowAtLeastThreeTimes() {
        assertThat(Effort.FULL.rounds()).isGreaterThanOrEqualTo(3);
    }

    /** Ratios need their denominators in the same panel. */
    @ParameterizedTest
    @EnumSource
    void everyPanelHoldsWhatItIsComparedWith(Group group) {
        boolean alone = Group.NAMED.contains(group);
        assertThat(group.full(everything)).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.group()).isEqualTo(group);
            assertThat(panel.rows()).doesNotHaveDuplicates();
            if (group != Group.COMPILE && group != Group.WIDTH && !alone) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.CEILING);
            }
            if (group != Group.COMPILE
                    && group != Group.MEMORY
                    && !alone
                    && !panel.title().startsWith("index build")) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.C);
            }
        });
    }

    @Test
    void aColdStartTakesMinutesAndWholeProcessesSayWhatTheyNeed() {
        assertThat(duration(Group.COLD.quick(everything), Effort.QUICK)).isLessThan(Duration.ofMinutes(5));
        assertThat(duration(Group.COLD.full(everything), Effort.FULL)).isLessThan(Duration.ofHours(1));
        assertThat(Group.COLD.full(everything).stream()
                        .flatMap(panel -> panel.rows().stream())
                        .filter(row -> row.benchmark().contains("ProcessBenchmark")))
                .hasSize(7 * 3 + 3 + 4)
                .allMatch(row -> row.obstacle().isPresent());
    }

    private static Duration duration(List<Panel> panels, Effort effort) {
        return panels.stream()
                .flatMap(panel -> panel.rows().stream())
                .map(effort::duration)
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void theCrossoverIsCountedInSegments() {
        assertThat(Group.CROSSOVER.full(everything).stream()
                        .map(Panel::title)
                        .filter(title -> title.startsWith("gradient"))
                        .map(title -> title.replaceFirst(".*dosages, ", "")))
                .containsExactly(
                        "8 segments", "16 segments", "33 segments", "63 segments", "128 segments", "256 segments");
    }

    private static Build built(Compiler compiler) {
        return new Build(compiler, Optional.of(Path.of("library")), "version", "scalar");
    }
}
