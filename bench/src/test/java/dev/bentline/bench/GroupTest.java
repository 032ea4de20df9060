package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(group.full(everything)).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.group()).isEqualTo(group);
            assertThat(panel.rows()).doesNotHaveDuplicates();
            if (group != Group.COMPILE && group != Group.WIDTH && group != Group.GUARD) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.CEILING);
            }
            if (group != Group.COMPILE
                    && group != Group.MEMORY
                    && group != Group.GUARD
                    && !panel.title().startsWith("index build")) {
                assertThat(panel.rows()).anyMatch(row -> row.family() == Family.C);
            }
        });
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
