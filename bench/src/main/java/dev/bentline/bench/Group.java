package dev.bentline.bench;

import static dev.bentline.bench.Implementation.*;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The named parts of the set. Each panel holds all it is compared with, so that a group stands for itself. */
enum Group {
    FORWARD,
    DERIVATIVE,
    GRADIENT,
    SOFTPLUS,
    WIDE,
    THREADS,
    POLLUTED,
    MEMORY;

    private static final List<Integer> SIZES = List.of(1_000, 1_003, 100_000, 100_003, 1_000_000, 10_000_000);
    private static final List<Implementation> C = List.of(GCC, GCC_ALIGNED, CLANG, CLANG_ALIGNED);
    private static final List<Implementation> RELU =
            with(TERNARY, MATH_MAX_NO_SUPERWORD, MATH_MAX, ENGINE_SCALAR, ENGINE, ENGINE_OFF_HEAP);
    private static final List<Implementation> SOFTPLUS_ALL = with(MATH, ENGINE_SCALAR, ENGINE, ENGINE_OFF_HEAP);

    private static List<Implementation> with(Implementation... implementations) {
        return Stream.concat(Stream.of(implementations), C.stream()).toList();
    }

    /** The name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The whole of the group. */
    List<Panel> full(Panels panels) {
        return switch (this) {
            case FORWARD -> sizes(panels, Operation.FORWARD, RELU);
            case DERIVATIVE -> sizes(panels, Operation.DERIVATIVE, RELU);
            case GRADIENT -> sizes(panels, Operation.GRADIENT, RELU);
            case SOFTPLUS -> sizes(panels, Operation.SOFTPLUS, SOFTPLUS_ALL);
            case WIDE ->
                Stream.of(19, 64, 1024)
                        .flatMap(width -> Stream.of(Operation.FORWARD, Operation.DERIVATIVE, Operation.GRADIENT)
                                .map(operation -> panels.of(this, operation, width, 100_000, RELU)))
                        .toList();
            case THREADS ->
                Stream.of(Operation.FORWARD, Operation.GRADIENT, Operation.SOFTPLUS)
                        .flatMap(operation -> Stream.of(1_000_000, 10_000_000)
                                .map(size -> panels.of(
                                        this, operation, 2, size, List.of(ENGINE, ENGINE_TWO_THREADS, GCC, CLANG))))
                        .toList();
            case POLLUTED ->
                Stream.of(Operation.values())
                        .flatMap(operation -> Stream.of(1_000, 100_000)
                                .map(size -> panels.of(
                                        this, operation, 2, size, List.of(ENGINE, ENGINE_POLLUTED, GCC, CLANG))))
                        .toList();
            case MEMORY -> SIZES.stream().map(panels::memory).toList();
        };
    }

    /** What of it fits into minutes. */
    List<Panel> quick(Panels panels) {
        List<Implementation> some = List.of(TERNARY, MATH_MAX_NO_SUPERWORD, MATH_MAX, ENGINE, GCC, CLANG);
        List<Implementation> few = List.of(MATH_MAX, ENGINE, GCC, CLANG);
        return switch (this) {
            case FORWARD ->
                List.of(
                        panels.of(
                                this,
                                Operation.FORWARD,
                                2,
                                100_000,
                                List.of(TERNARY, MATH_MAX_NO_SUPERWORD, MATH_MAX, ENGINE, GCC, GCC_ALIGNED, CLANG)),
                        panels.of(this, Operation.FORWARD, 2, 10_000_000, few));
            case DERIVATIVE -> List.of(panels.of(this, Operation.DERIVATIVE, 2, 100_000, few));
            case GRADIENT ->
                List.of(
                        panels.of(this, Operation.GRADIENT, 2, 100_000, some),
                        panels.of(this, Operation.GRADIENT, 2, 10_000_000, few));
            case SOFTPLUS ->
                List.of(panels.of(this, Operation.SOFTPLUS, 2, 100_000, List.of(MATH, ENGINE, GCC, CLANG)));
            case WIDE, THREADS, POLLUTED, MEMORY -> List.of();
        };
    }

    private List<Panel> sizes(Panels panels, Operation operation, List<Implementation> implementations) {
        return SIZES.stream()
                .map(size -> panels.of(this, operation, 2, size, implementations))
                .toList();
    }
}
