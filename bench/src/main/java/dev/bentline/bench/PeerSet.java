package dev.bentline.bench;

import static dev.bentline.bench.Implementation.*;
import static dev.bentline.bench.Order.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What {@code bench --peers} measures: the engine beside everything one might use in its place, on the same work. */
final class PeerSet {
    private static final int MILLION = 1_000_000;

    private static final List<Implementation> LIBRARIES = List.of(
            ONNX_ELEMENTWISE,
            ONNX_ELEMENTWISE_CHUNKS,
            ONNX_LAYERS,
            ONNX_LAYERS_CHUNKS,
            PYTORCH_ELEMENTWISE,
            PYTORCH_ELEMENTWISE_CHUNKS,
            PYTORCH_LAYERS,
            PYTORCH_LAYERS_CHUNKS);

    /** The library's fastest forms of a gradient of two nodes. */
    private static final List<Implementation> FITTERS = List.of(ONNX_ELEMENTWISE_CHUNKS, PYTORCH_ELEMENTWISE_CHUNKS);

    private final Panels panels;

    PeerSet(Panels panels) {
        this.panels = panels;
    }

    List<Panel> of(Group group) {
        return switch (group) {
            case FORWARD ->
                sizes().map(size -> relu(group, Operation.FORWARD, size).with(panels.vectorCopy(size)))
                        .toList();
            case GRADIENT ->
                sizes().map(size -> relu(group, Operation.GRADIENT, size)).toList();
            case SOFTPLUS -> sizes().map(this::softplus).toList();
            case WIDE ->
                Stream.of(64, 1_024)
                        .flatMap(width -> Stream.of(Operation.FORWARD, Operation.GRADIENT)
                                .map(operation -> wide(operation, width)))
                        .toList();
            case WIDTH -> Stream.of(2, 16, 64, 256, 1_024).map(this::width).toList();
            case THREADS ->
                Stream.of(Operation.FORWARD, Operation.GRADIENT, Operation.SOFTPLUS)
                        .map(this::threads)
                        .toList();
            case FIT -> fits();
            case MEMORY ->
                Stream.of(1_000, 100_000, MILLION, 10 * MILLION)
                        .map(panels::ceilings)
                        .toList();
            case DERIVATIVE, BENTLINE, CROSSOVER, COMPILE, POLLUTED, GUARD, COLD -> List.of();
        };
    }

    private static Stream<Integer> sizes() {
        return Stream.of(1_000, 100_000, 10 * MILLION);
    }

    private Panel relu(Group group, Operation operation, int size) {
        List<Implementation> all = new ArrayList<>(List.of(
                TERNARY,
                MATH_MAX,
                MATH_MAX_NO_SUPERWORD,
                DENSE,
                GCC,
                GCC_ALIGNED,
                GCC_STRICT,
                CLANG,
                CLANG_ALIGNED,
                CLANG_STRICT,
                INTRINSICS,
                INTRINSICS_ALIGNED));
        all.addAll(librariesFor(size));
        if (operation == Operation.FORWARD) {
            all.add(DUCKDB);
        }
        return panels.of(group, operation, 2, size, all.toArray(Implementation[]::new));
    }

    /** What is less than a chunk is not cut into chunks. */
    private static List<Implementation> librariesFor(int size) {
        return LIBRARIES.stream()
                .filter(each -> size > 1_000 || !each.rival().orElseThrow().chunks())
                .toList();
    }

    private Panel softplus(int size) {
        List<Implementation> all =
                new ArrayList<>(List.of(MATH, DENSE, GCC, GCC_ALIGNED, GCC_STRICT, CLANG, CLANG_ALIGNED, CLANG_STRICT));
        all.addAll(librariesFor(size));
        all.add(DUCKDB);
        return panels.of(Group.SOFTPLUS, Operation.SOFTPLUS, 2, size, all.toArray(Implementation[]::new));
    }

    private Panel wide(Operation operation, int width) {
        List<Trial> all = new ArrayList<>(Stream.of(
                        MATH_MAX.over(SHUFFLED),
                        DENSE.over(SHUFFLED),
                        BENT_LINE.over(SHUFFLED),
                        BENT_LINE.over(SORTED),
                        GCC_ALIGNED.over(SHUFFLED),
                        CLANG_ALIGNED.over(SHUFFLED),
                        INTRINSICS_ALIGNED.over(SHUFFLED))
                .toList());
        LIBRARIES.stream()
                .filter(each -> each.rival().orElseThrow().chunks())
                .map(each -> each.over(SHUFFLED))
                .forEach(all::add);
        if (operation == Operation.FORWARD && width == 64) {
            all.add(DUCKDB.over(SHUFFLED));
        }
        return panels.of(Group.WIDE, operation, width, MILLION, all.toArray(Trial[]::new));
    }

    private Panel width(int width) {
        return panels.alone(
                Group.WIDTH,
                Operation.FORWARD,
                width,
                MILLION,
                DENSE.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED),
                ONNX_LAYERS_CHUNKS.over(SHUFFLED),
                PYTORCH_ELEMENTWISE_CHUNKS.over(SHUFFLED));
    }

    private Panel threads(Operation operation) {
        List<Implementation> all = new ArrayList<>(List.of(
                DENSE,
                DENSE_TWO_THREADS,
                ONNX_ELEMENTWISE,
                ONNX_ELEMENTWISE_TWO_THREADS,
                ONNX_LAYERS,
                ONNX_LAYERS_TWO_THREADS,
                PYTORCH_ELEMENTWISE,
                PYTORCH_ELEMENTWISE_TWO_THREADS));
        if (operation == Operation.FORWARD) {
            all.addAll(List.of(DUCKDB, DUCKDB_TWO_THREADS));
        }
        return panels.of(Group.THREADS, operation, 2, 10 * MILLION, all.toArray(Implementation[]::new));
    }

    private List<Panel> fits() {
        int size = 10 * MILLION;
        Row[] passes = FITTERS.stream().map(each -> panels.pass(each, size)).toArray(Row[]::new);
        List<Panel> all = new ArrayList<>();
        all.add(panels.index(Arrangement.SHUFFLED, size));
        all.add(panels.epochs(2, size).with(passes));
        for (int epochs : List.of(1, 100, 10_000)) {
            Row[] computed = Stream.of(passes)
                    .map(pass -> epochs == 1 ? pass : pass.times(epochs))
                    .toArray(Row[]::new);
            all.add(panels.fit(size, epochs).with(computed));
        }
        return all;
    }
}
