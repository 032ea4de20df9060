package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
    /** The names in .ci/run. */
    private static final Map<String, String> PAIRS = Map.of("scalar", "simd", "bentLineScalar", "bentLine");

    private final List<TablePlan> plans = Guard.of(BenchmarkGroup.FORWARD, new TablePlans(Map.of()));

    @Test
    void everyScalarRowStandsBesideTheSimdRowOfTheSameWork() {
        assertThat(plans).hasSize(5).allSatisfy(table -> {
            RowPlan scalar = table.rows().getFirst();
            RowPlan simd = table.rows().getLast();
            assertThat(table.rows()).hasSize(2);
            assertThat(PAIRS).containsEntry(method(scalar), method(simd));
            assertThat(owner(scalar)).isEqualTo(owner(simd));
            assertThat(scalar.parameters()).isEqualTo(simd.parameters());
        });
    }

    private static String owner(RowPlan row) {
        return row.benchmark().substring(0, row.benchmark().lastIndexOf('.'));
    }

    private static String method(RowPlan row) {
        return row.benchmark().substring(row.benchmark().lastIndexOf('.') + 1);
    }

    @Test
    void takesLessThanTwoMinutes() {
        long rows = plans.stream().mapToLong(table -> table.rows().size()).sum();
        assertThat(Guard.EFFORT.fork().multipliedBy(rows * Guard.EFFORT.rounds()))
                .isLessThan(Duration.ofMinutes(2));
    }
}
