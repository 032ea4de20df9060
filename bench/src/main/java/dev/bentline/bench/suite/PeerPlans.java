package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Plans what {@code bench --peers} measures: the engine beside everything one might use in its place, on the same work. */
public final class PeerPlans {
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

    private final TablePlans plans;

    public PeerPlans(TablePlans plans) {
        this.plans = plans;
    }

    public List<TablePlan> of(BenchmarkGroup group) {
        return switch (group) {
            case FORWARD ->
                sizes().map(size -> relu(group, Operation.FORWARD, size).with(MemoryPlans.vectorCopy(size)))
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
            case DEEP -> plans.deep().peers();
            case THREADS ->
                Stream.of(Operation.FORWARD, Operation.GRADIENT, Operation.SOFTPLUS)
                        .map(this::threads)
                        .toList();
            case FIT -> fits();
            case MEMORY ->
                Stream.of(1_000, 100_000, MILLION, 10 * MILLION)
                        .map(plans::ceilings)
                        .toList();
            case DERIVATIVE, BENTLINE, CROSSOVER, COMPILE, POLLUTED, CURVES, GUARD, COLD -> List.of();
        };
    }

    private static Stream<Integer> sizes() {
        return Stream.of(1_000, 100_000, 10 * MILLION);
    }

    private TablePlan relu(BenchmarkGroup group, Operation operation, int size) {
        List<Implementation> all = new ArrayList<>(List.of(
                TERNARY_LOOP,
                MATH_MAX_LOOP,
                MATH_MAX_LOOP_NO_SUPER_WORD,
                SIMD,
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
            all.add(DUCKDB_SQL);
        }
        return plans.of(group, operation, 2, size, all.toArray(Implementation[]::new));
    }

    /** Leaves out chunks where all is less than one. */
    private static List<Implementation> librariesFor(int size) {
        return LIBRARIES.stream()
                .filter(each -> size > 1_000 || !each.library().orElseThrow().chunks())
                .toList();
    }

    private TablePlan softplus(int size) {
        List<Implementation> all = new ArrayList<>(
                List.of(MATH_LOOP, SIMD, GCC, GCC_ALIGNED, GCC_STRICT, CLANG, CLANG_ALIGNED, CLANG_STRICT));
        all.addAll(librariesFor(size));
        all.add(DUCKDB_SQL);
        return plans.of(BenchmarkGroup.SOFTPLUS, Operation.SOFTPLUS, 2, size, all.toArray(Implementation[]::new));
    }

    private TablePlan wide(Operation operation, int width) {
        List<Variant> all = new ArrayList<>(Stream.of(
                        MATH_MAX_LOOP.over(SHUFFLED),
                        SIMD.over(SHUFFLED),
                        BENT_LINE.over(SHUFFLED),
                        BENT_LINE.over(SORTED),
                        GCC_ALIGNED.over(SHUFFLED),
                        CLANG_ALIGNED.over(SHUFFLED),
                        INTRINSICS_ALIGNED.over(SHUFFLED))
                .toList());
        LIBRARIES.stream()
                .filter(each -> each.library().orElseThrow().chunks())
                .map(each -> each.over(SHUFFLED))
                .forEach(all::add);
        if (operation == Operation.FORWARD && width == 64) {
            all.add(DUCKDB_SQL.over(SHUFFLED));
        }
        return plans.of(BenchmarkGroup.WIDE, operation, width, MILLION, all.toArray(Variant[]::new));
    }

    private TablePlan width(int width) {
        return plans.alone(
                BenchmarkGroup.WIDTH,
                Operation.FORWARD,
                width,
                MILLION,
                SIMD.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED),
                ONNX_LAYERS_CHUNKS.over(SHUFFLED),
                PYTORCH_ELEMENTWISE_CHUNKS.over(SHUFFLED));
    }

    private TablePlan threads(Operation operation) {
        List<Implementation> all = new ArrayList<>(List.of(
                SIMD,
                TWO_THREADS,
                ONNX_ELEMENTWISE,
                ONNX_ELEMENTWISE_TWO_THREADS,
                ONNX_LAYERS,
                ONNX_LAYERS_TWO_THREADS,
                PYTORCH_ELEMENTWISE,
                PYTORCH_ELEMENTWISE_TWO_THREADS));
        if (operation == Operation.FORWARD) {
            all.addAll(List.of(DUCKDB_SQL, DUCKDB_SQL_TWO_THREADS));
        }
        return plans.of(BenchmarkGroup.THREADS, operation, 2, 10 * MILLION, all.toArray(Implementation[]::new));
    }

    private List<TablePlan> fits() {
        int size = 10 * MILLION;
        RowPlan[] passes =
                FITTERS.stream().map(each -> plans.fits().pass(each, size)).toArray(RowPlan[]::new);
        List<TablePlan> all = new ArrayList<>();
        all.add(plans.fits().index(ObservationOrder.SHUFFLED, size));
        all.add(plans.fits().epochs(2, size).with(passes));
        for (int epochs : List.of(1, 100, 10_000)) {
            RowPlan[] computed = Stream.of(passes)
                    .map(pass -> epochs == 1 ? pass : pass.times(epochs))
                    .toArray(RowPlan[]::new);
            all.add(plans.fits().fit(size, epochs).with(computed));
        }
        return all;
    }
}
