package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * SIMD rows beside scalar ones, in one run of about a minute: their ratios say whether SIMD still pays, however fast or
 * busy the machine is.
 */
public final class Guard {
    /** Three forks, for intervals that tell something. */
    static final IterationPlan EFFORT = new IterationPlan(3, 20, 5, Duration.ofMillis(100));

    private static final int SIZE = 100_000;

    private Guard() {}

    static List<TablePlan> of(BenchmarkGroup group, TablePlans panels) {
        Stream<TablePlan> dense = Stream.of(MeasuredOperation.values())
                .map(operation ->
                        panels.alone(group, operation, 2, SIZE, DENSE_SCALAR.over(SHUFFLED), DENSE.over(SHUFFLED)));
        TablePlan bentLine = panels.alone(
                group,
                MeasuredOperation.FORWARD,
                1_024,
                SIZE,
                BENT_LINE_SCALAR.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED));
        return Stream.concat(dense, Stream.of(bentLine)).toList();
    }
}
