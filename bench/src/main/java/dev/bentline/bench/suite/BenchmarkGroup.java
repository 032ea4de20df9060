package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.ObservationOrder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The named parts of the set. Each panel holds all it is compared with, so that a group stands for itself. */
public enum BenchmarkGroup {
    FORWARD,
    DERIVATIVE,
    GRADIENT,
    SOFTPLUS,
    WIDE,
    BENTLINE,
    WIDTH,
    CROSSOVER,
    COMPILE,
    THREADS,
    POLLUTED,
    FIT,
    MEMORY,
    GUARD,
    COLD;

    private static final int MILLION = 1_000_000;

    /** Groups that run only where they are named: each has a purpose, and a length, of its own. */
    public static final Set<BenchmarkGroup> NAMED = Collections.unmodifiableSet(EnumSet.of(GUARD, COLD));

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a name from the command line. */
    static final class Converter implements ITypeConverter<BenchmarkGroup> {
        @Override
        public BenchmarkGroup convert(String word) {
            return Stream.of(values())
                    .filter(group -> group.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(word + " is no group; the groups are "
                            + Stream.of(values()).map(BenchmarkGroup::word).collect(Collectors.joining(", "))));
        }
    }

    /** The whole of the group. */
    List<TablePlan> full(TablePlans panels) {
        return switch (this) {
            case FORWARD ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 10_000_000)
                        .map(size ->
                                relu(panels, MeasuredOperation.FORWARD, size).with(panels.vectorCopy(size)))
                        .toList();
            case DERIVATIVE ->
                Stream.of(1_000, 100_003, 10_000_000)
                        .map(size -> relu(panels, MeasuredOperation.DERIVATIVE, size))
                        .toList();
            case GRADIENT ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 10_000_000)
                        .map(size -> relu(panels, MeasuredOperation.GRADIENT, size))
                        .toList();
            case SOFTPLUS ->
                Stream.of(1_000, 100_000, 10_000_000)
                        .map(size -> panels.of(
                                this,
                                MeasuredOperation.SOFTPLUS,
                                2,
                                size,
                                MATH,
                                DENSE_SCALAR,
                                DENSE_SCALAR_NO_SUPERWORD,
                                DENSE,
                                DENSE_OFF_HEAP,
                                GCC,
                                GCC_ALIGNED,
                                CLANG,
                                CLANG_ALIGNED))
                        .toList();
            case WIDE ->
                Stream.of(19, 64, 1024)
                        .flatMap(width -> Stream.of(
                                        MeasuredOperation.FORWARD,
                                        MeasuredOperation.DERIVATIVE,
                                        MeasuredOperation.GRADIENT)
                                .map(operation -> panels.of(
                                        this,
                                        operation,
                                        width,
                                        100_000,
                                        TERNARY,
                                        MATH_MAX,
                                        MATH_MAX_NO_SUPERWORD,
                                        DENSE_SCALAR,
                                        DENSE_SCALAR_NO_SUPERWORD,
                                        DENSE,
                                        GCC,
                                        GCC_ALIGNED,
                                        CLANG,
                                        CLANG_ALIGNED)))
                        .toList();
            case BENTLINE -> bentLine(panels);
            case WIDTH ->
                Stream.of(2, 16, 64, 256, 1_024, 4_096, 16_384)
                        .map(width -> panels.alone(
                                this,
                                MeasuredOperation.FORWARD,
                                width,
                                MILLION,
                                DENSE.over(SHUFFLED),
                                BENT_LINE.over(SHUFFLED),
                                BENT_LINE.over(GRID),
                                GCC.over(SHUFFLED),
                                CLANG.over(SHUFFLED)))
                        .toList();
            case CROSSOVER ->
                Stream.of(MeasuredOperation.FORWARD, MeasuredOperation.GRADIENT)
                        .flatMap(operation -> Stream.of(7, 15, 31, 62, 127, 255)
                                .map(width -> panels.crossover(operation, width, MILLION)))
                        .toList();
            case COMPILE -> Stream.of(1_024, 16_384).map(panels::compile).toList();
            case THREADS ->
                Stream.of(MeasuredOperation.FORWARD, MeasuredOperation.GRADIENT, MeasuredOperation.SOFTPLUS)
                        .flatMap(operation ->
                                Stream.of(1_000_000, 10_000_000).map(size -> panels.threads(operation, size)))
                        .toList();
            case POLLUTED ->
                Stream.of(MeasuredOperation.values())
                        .map(operation -> panels.of(this, operation, 2, 100_000, DENSE, DENSE_POLLUTED, GCC, CLANG))
                        .toList();
            case FIT -> fits(panels);
            case GUARD -> Guard.of(this, panels);
            case COLD -> panels.cold().full();
            case MEMORY ->
                Stream.of(1_000, 1_003, 100_000, 100_003, 1_000_000, 10_000_000)
                        .map(panels::memory)
                        .toList();
        };
    }

    private TablePlan relu(TablePlans panels, MeasuredOperation operation, int size) {
        return panels.of(
                this,
                operation,
                2,
                size,
                TERNARY.over(SHUFFLED),
                TERNARY_NO_SUPERWORD.over(SHUFFLED),
                MATH_MAX.over(SHUFFLED),
                MATH_MAX_NO_SUPERWORD.over(SHUFFLED),
                DENSE_SCALAR.over(SHUFFLED),
                DENSE_SCALAR_NO_SUPERWORD.over(SHUFFLED),
                DENSE.over(SHUFFLED),
                DENSE_OFF_HEAP.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                GCC_ALIGNED.over(SHUFFLED),
                CLANG.over(SHUFFLED),
                CLANG_ALIGNED.over(SHUFFLED));
    }

    private List<TablePlan> bentLine(TablePlans panels) {
        Stream<TablePlan> forward = Stream.of(2, 64, 1_024, 16_384)
                .map(width -> panels.of(
                                this,
                                MeasuredOperation.FORWARD,
                                width,
                                MILLION,
                                BENT_LINE.over(GRID),
                                BENT_LINE.over(SORTED),
                                BENT_LINE.over(SHUFFLED),
                                DENSE.over(SHUFFLED),
                                GCC.over(SHUFFLED),
                                CLANG.over(SHUFFLED))
                        .with(panels.vectorCopy(MILLION), panels.line(MILLION)));
        TablePlan gradient = panels.of(
                this,
                MeasuredOperation.GRADIENT,
                1_024,
                MILLION,
                BENT_LINE.over(SORTED),
                BENT_LINE.over(SHUFFLED),
                DENSE.over(SHUFFLED),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED));
        return Stream.concat(forward, Stream.of(gradient, panels.clustered(MILLION)))
                .toList();
    }

    private static List<TablePlan> fits(TablePlans panels) {
        Stream<TablePlan> epochs = Stream.of(2, 64)
                .flatMap(width ->
                        Stream.of(100_000, 10 * MILLION, 100 * MILLION).map(size -> panels.epochs(width, size)));
        Stream<TablePlan> builds =
                Stream.of(ObservationOrder.values()).map(arrangement -> panels.index(arrangement, 10 * MILLION));
        Stream<TablePlan> whole = Stream.of(1, 100, 10_000).map(count -> panels.fit(10 * MILLION, count));
        return Stream.of(epochs, builds, whole).flatMap(part -> part).toList();
    }

    /** What of it fits into minutes. */
    List<TablePlan> quick(TablePlans panels) {
        return switch (this) {
            case FORWARD ->
                quickRelu(
                        panels,
                        MeasuredOperation.FORWARD,
                        TERNARY,
                        MATH_MAX,
                        MATH_MAX_NO_SUPERWORD,
                        DENSE,
                        GCC,
                        GCC_ALIGNED,
                        CLANG);
            case GRADIENT ->
                quickRelu(panels, MeasuredOperation.GRADIENT, TERNARY, MATH_MAX, DENSE, GCC, GCC_ALIGNED, CLANG);
            case SOFTPLUS -> List.of(panels.of(this, MeasuredOperation.SOFTPLUS, 2, 100_000, MATH, DENSE, GCC, CLANG));
            case BENTLINE -> List.of(panels.of(this, MeasuredOperation.FORWARD, 1_024, MILLION, BENT_LINE, GCC));
            case FIT -> List.of(panels.quickEpochs(10 * MILLION));
            case COLD -> panels.cold().quick();
            case DERIVATIVE, WIDE, WIDTH, CROSSOVER, COMPILE, THREADS, POLLUTED, MEMORY, GUARD -> List.of();
        };
    }

    private List<TablePlan> quickRelu(
            TablePlans panels, MeasuredOperation operation, Implementation... implementations) {
        return List.of(
                panels.of(this, operation, 2, 100_000, implementations),
                panels.of(this, operation, 2, 10_000_000, MATH_MAX, DENSE, GCC, CLANG));
    }
}
