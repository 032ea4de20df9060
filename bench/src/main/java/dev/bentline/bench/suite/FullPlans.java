package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Operation;
import java.util.List;
import java.util.stream.Stream;

/** Plans the whole of every group. */
record FullPlans(TablePlans plans) {
    private static final int MILLION = 1_000_000;

    /** Plans the whole of a group. */
    List<TablePlan> of(BenchmarkGroup group) {
        return switch (group) {
            case FORWARD ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 10_000_000)
                        .map(size -> relu(group, Operation.FORWARD, size).with(MemoryPlans.vectorCopy(size)))
                        .toList();
            case DERIVATIVE ->
                Stream.of(1_000, 100_003, 10_000_000)
                        .map(size -> relu(group, Operation.DERIVATIVE, size))
                        .toList();
            case GRADIENT ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 10_000_000)
                        .map(size -> relu(group, Operation.GRADIENT, size))
                        .toList();
            case SOFTPLUS ->
                Stream.of(1_000, 100_000, 10_000_000)
                        .map(size -> plans.of(
                                group,
                                Operation.SOFTPLUS,
                                2,
                                size,
                                MATH_LOOP,
                                SCALAR,
                                SCALAR_NO_SUPER_WORD,
                                SIMD,
                                OFF_HEAP,
                                GCC,
                                GCC_ALIGNED,
                                CLANG,
                                CLANG_ALIGNED))
                        .toList();
            case WIDE ->
                Stream.of(19, 64, 1024)
                        .flatMap(width -> Stream.of(Operation.FORWARD, Operation.DERIVATIVE, Operation.GRADIENT)
                                .map(operation -> plans.of(
                                        group,
                                        operation,
                                        width,
                                        100_000,
                                        TERNARY_LOOP,
                                        MATH_MAX_LOOP,
                                        MATH_MAX_LOOP_NO_SUPER_WORD,
                                        SCALAR,
                                        SCALAR_NO_SUPER_WORD,
                                        SIMD,
                                        GCC,
                                        GCC_ALIGNED,
                                        CLANG,
                                        CLANG_ALIGNED)))
                        .toList();
            case BENTLINE -> bentLine(group);
            case WIDTH ->
                Stream.of(2, 16, 64, 256, 1_024, 4_096, 16_384)
                        .map(width -> plans.alone(
                                group,
                                Operation.FORWARD,
                                width,
                                MILLION,
                                SIMD.over(SHUFFLED),
                                BENT_LINE.over(SHUFFLED),
                                BENT_LINE.over(GRID),
                                GCC.over(SHUFFLED),
                                CLANG.over(SHUFFLED)))
                        .toList();
            case CROSSOVER ->
                Stream.of(Operation.FORWARD, Operation.GRADIENT)
                        .flatMap(operation -> Stream.of(7, 15, 31, 62, 127, 255)
                                .map(width -> plans.crossover(operation, width, MILLION)))
                        .toList();
            case COMPILE -> Stream.of(1_024, 16_384).map(TablePlans::compile).toList();
            case DEEP -> plans.deep().full();
            case THREADS ->
                Stream.of(Operation.FORWARD, Operation.GRADIENT, Operation.SOFTPLUS)
                        .flatMap(operation ->
                                Stream.of(1_000_000, 10_000_000).map(size -> plans.threads(operation, size)))
                        .toList();
            case POLLUTED ->
                TablePlans.OPERATIONS.stream()
                        .map(operation -> plans.of(group, operation, 2, 100_000, SIMD, POLLUTED, GCC, CLANG))
                        .toList();
            case FIT -> fits();
            case CURVES -> plans.curves().all();
            case GUARD -> Guard.of(group, plans);
            case COLD -> plans.cold().full();
            case MEMORY ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 1_000_000, 10_000_000)
                        .map(plans::memory)
                        .toList();
        };
    }

    private TablePlan relu(BenchmarkGroup group, Operation operation, int size) {
        return plans.of(
                group,
                operation,
                2,
                size,
                TERNARY_LOOP.over(SHUFFLED),
                TERNARY_LOOP_NO_SUPER_WORD.over(SHUFFLED),
                MATH_MAX_LOOP.over(SHUFFLED),
                MATH_MAX_LOOP_NO_SUPER_WORD.over(SHUFFLED),
                SCALAR.over(SHUFFLED),
                SCALAR_NO_SUPER_WORD.over(SHUFFLED),
                SIMD.over(SHUFFLED),
                OFF_HEAP.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                GCC_ALIGNED.over(SHUFFLED),
                CLANG.over(SHUFFLED),
                CLANG_ALIGNED.over(SHUFFLED));
    }

    private List<TablePlan> bentLine(BenchmarkGroup group) {
        Stream<TablePlan> forward = Stream.of(2, 64, 1_024, 16_384)
                .map(width -> plans.of(
                                group,
                                Operation.FORWARD,
                                width,
                                MILLION,
                                BENT_LINE.over(GRID),
                                BENT_LINE.over(SORTED),
                                BENT_LINE.over(SHUFFLED),
                                SIMD.over(SHUFFLED),
                                GCC.over(SHUFFLED),
                                CLANG.over(SHUFFLED))
                        .with(MemoryPlans.vectorCopy(MILLION), TablePlans.line(MILLION)));
        TablePlan gradient = plans.of(
                group,
                Operation.GRADIENT,
                1_024,
                MILLION,
                BENT_LINE.over(SORTED),
                BENT_LINE.over(SHUFFLED),
                SIMD.over(SHUFFLED),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED));
        return Stream.concat(forward, Stream.of(gradient, plans.clustered(MILLION)))
                .toList();
    }

    private List<TablePlan> fits() {
        Stream<TablePlan> epochs = Stream.of(2, 64)
                .flatMap(width -> Stream.of(100_000, 10 * MILLION, 100 * MILLION)
                        .map(size -> plans.fits().epochs(width, size)));
        Stream<TablePlan> builds =
                Stream.of(ObservationOrder.values()).map(order -> plans.fits().index(order, 10 * MILLION));
        Stream<TablePlan> whole =
                Stream.of(1, 100, 10_000).map(count -> plans.fits().fit(10 * MILLION, count));
        return Stream.of(epochs, builds, whole).flatMap(part -> part).toList();
    }
}
