package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.contender.Operation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plans SIMD rows beside scalar ones, in one run of about a minute: their ratios say whether SIMD still pays, however fast or
 * busy the machine is.
 */
public final class Guard {
    /** Three forks, for intervals that tell something. */
    static final IterationPlan EFFORT = new IterationPlan(3, 20, 5, Duration.ofMillis(100));

    private static final int SIZE = 100_000;

    private Guard() {}

    static List<TablePlan> of(BenchmarkGroup group, TablePlans plans) {
        Stream<TablePlan> dense = TablePlans.OPERATIONS.stream()
                .map(operation -> plans.alone(group, operation, 2, SIZE, SCALAR.over(SHUFFLED), SIMD.over(SHUFFLED)));
        TablePlan bentLine = plans.alone(
                group, Operation.FORWARD, 1_024, SIZE, BENT_LINE_SCALAR.over(SHUFFLED), BENT_LINE.over(SHUFFLED));
        return Stream.concat(dense, Stream.of(bentLine)).toList();
    }
}
