package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DeepImplementation.DENSE;
import static dev.bentline.bench.contender.DeepImplementation.ONNX_RUNTIME;
import static dev.bentline.bench.contender.DeepImplementation.PYTORCH;
import static dev.bentline.bench.contender.DeepImplementation.SCALAR;
import static dev.bentline.bench.contender.DeepImplementation.SIMD;
import static dev.bentline.bench.contender.DosageOrder.GRID;
import static dev.bentline.bench.contender.DosageOrder.SHUFFLED;

import dev.bentline.bench.DeepCompileBenchmark;
import dev.bentline.bench.DeepForwardBenchmark;
import dev.bentline.bench.contender.DeepImplementation;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.report.DeepSection;
import dev.bentline.bench.report.Family;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plans networks of several layers: effects, and what an embedder pays once for each. */
record DeepPlans(RowPlans rows) {
    /** Wide layers take peers microseconds a dosage, and some of them a second for these. */
    private static final int SIZE = 100_000;

    private static final List<String> NETWORKS =
            List.of("1-64-1", "1-64-64-1", "1-16-16-16-16-16-16-16-16-1", "1-512-512-1", "1-256-256-256-1");

    /** Plans the engine beside plain Java. */
    List<TablePlan> full() {
        return tables(widths -> List.of(
                forward(SCALAR, widths, SHUFFLED),
                forward(SCALAR, widths, GRID),
                forward(SIMD, widths, SHUFFLED),
                forward(SIMD, widths, GRID),
                forward(DENSE, widths, SHUFFLED),
                MemoryPlans.copy(SIZE)));
    }

    /** Plans the engine beside what one might use in its place. */
    List<TablePlan> peers() {
        return tables(widths -> List.of(
                forward(SIMD, widths, SHUFFLED),
                forward(SIMD, widths, GRID),
                forward(DENSE, widths, SHUFFLED),
                forward(ONNX_RUNTIME, widths, SHUFFLED),
                forward(PYTORCH, widths, SHUFFLED),
                MemoryPlans.copy(SIZE)));
    }

    private static List<TablePlan> tables(Function<String, List<RowPlan>> rows) {
        return Stream.concat(
                        NETWORKS.stream().map(widths -> forward(widths, rows.apply(widths))),
                        NETWORKS.stream().map(DeepPlans::compile))
                .toList();
    }

    private static TablePlan forward(String widths, List<RowPlan> rows) {
        return new TablePlan(
                BenchmarkGroup.DEEP,
                Operation.FORWARD.title() + ", " + widths + ", " + TablePlans.grouped(SIZE) + " dosages",
                new TablePlan.Task(DeepSection.FORWARD + " " + widths, hidden(widths), SIZE),
                Unit.dosage(SIZE),
                rows);
    }

    private static int hidden(String widths) {
        return DeepWorkload.of(widths, 0, GRID).network().layers().stream()
                        .mapToInt(layer -> layer.nodes())
                        .sum()
                - 1;
    }

    private RowPlan forward(DeepImplementation implementation, String widths, DosageOrder order) {
        return rows.row(
                owner(implementation) + "." + implementation.method(),
                implementation.shallow(),
                implementation.label() + order.label(),
                Map.of("widths", widths, "size", Integer.toString(SIZE), "order", order.name()));
    }

    private static String owner(DeepImplementation implementation) {
        return switch (implementation) {
            case SCALAR, SIMD, DENSE -> DeepForwardBenchmark.class.getName();
            case ONNX_RUNTIME -> RowPlans.PEERS + "DeepOnnxRuntimeBenchmark";
            case PYTORCH -> RowPlans.PEERS + "DeepPyTorchBenchmark";
        };
    }

    private static TablePlan compile(String widths) {
        return new TablePlan(
                BenchmarkGroup.DEEP,
                "compile, " + widths,
                new TablePlan.Task(DeepSection.COMPILE + " " + widths, hidden(widths), 0),
                Unit.MILLISECONDS,
                List.of(compile(DeepSection.LINE, "bentLine", widths), compile(DeepSection.ENGINE, "engine", widths)));
    }

    private static RowPlan compile(String label, String method, String widths) {
        return RowPlans.bare(
                label,
                Family.BENTLINE,
                1,
                DeepCompileBenchmark.class.getName() + "." + method,
                Map.of("widths", widths));
    }
}
