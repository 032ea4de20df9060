package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
    private final List<TablePlan> panels = Guard.of(BenchmarkGroup.FORWARD, new TablePlans(Map.of()));

    @Test
    void everyScalarRowStandsBesideTheSimdRowOfTheSameWork() {
        assertThat(panels).hasSize(5).allSatisfy(panel -> {
            assertThat(panel.rows())
                    .hasSize(2)
                    .extracting(RowPlan::benchmark)
                    .containsOnly(panel.rows().getFirst().benchmark());
            Map<String, String> scalar =
                    new LinkedHashMap<>(panel.rows().getFirst().parameters());
            Map<String, String> simd =
                    new LinkedHashMap<>(panel.rows().getLast().parameters());
            assertThat(scalar.remove("implementation")).isEqualTo(simd.remove("implementation") + "_SCALAR");
            assertThat(scalar).isEqualTo(simd);
        });
    }

    @Test
    void takesLessThanTwoMinutes() {
        long rows = panels.stream().mapToLong(panel -> panel.rows().size()).sum();
        assertThat(Guard.EFFORT.fork().multipliedBy(rows * Guard.EFFORT.rounds()))
                .isLessThan(Duration.ofMinutes(2));
    }
}
