package dev.bentline.bench.suite;

import dev.bentline.bench.CeilingBenchmark;
import dev.bentline.bench.MemoryBenchmark;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.report.Ceiling;
import dev.bentline.bench.report.Family;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans what bounds every kernel: moving the bytes, and the bare arithmetic. */
final class MemoryPlans {
    private static final String CEILINGS = "ceilings";

    private final RowPlans rows;

    MemoryPlans(RowPlans rows) {
        this.rows = rows;
    }

    /** Plans what bounds every kernel here, done in the fastest ways there are. */
    TablePlan ceilings(int size) {
        List<RowPlan> all = List.of(
                byHand(Ceiling.READ, "read", size),
                byHand(Ceiling.COPY, "copy", size),
                memory(Ceiling.COPY.label() + ", System.arraycopy", "arraycopy", size),
                memory(Ceiling.COPY.label() + ", Vector API", "vectorCopy", size),
                byHand(Ceiling.FILL, "fill", size),
                memory(Ceiling.FILL.label() + ", Arrays.fill", "fill", size),
                byHand(Ceiling.MULTIPLY_ADD, "multiplyAdd", size),
                memory(Ceiling.MULTIPLY_ADD.label() + ", Vector API", "multiplyAdd", size));
        TablePlan.Task task = new TablePlan.Task(CEILINGS, 0, size);
        return new TablePlan(
                BenchmarkGroup.MEMORY,
                CEILINGS + ", " + TablePlans.grouped(size) + " floats",
                task,
                Unit.element(size),
                all);
    }

    private RowPlan byHand(Ceiling ceiling, String method, int size) {
        Build build = rows.build(Compiler.INTRINSICS);
        return RowPlans.bare(
                        ceiling.label() + ", C, AVX-512 intrinsics",
                        Family.CEILING,
                        1,
                        CeilingBenchmark.class.getName() + "." + method,
                        Map.of("size", Integer.toString(size)))
                .in(
                        rows.arguments(Compiler.INTRINSICS),
                        build.library().isPresent() ? Optional.empty() : Optional.of(build.word()));
    }

    /** The ceilings in Java alone. */
    static TablePlan memory(int size) {
        List<RowPlan> all = List.of(copy(size), memory("copy loop", "copyLoop", size), vectorCopy(size), readTwo(size));
        TablePlan.Task task = new TablePlan.Task("memory", 0, size);
        return new TablePlan(
                BenchmarkGroup.MEMORY,
                "memory, " + TablePlans.grouped(size) + " elements",
                task,
                Unit.dosage(size),
                all);
    }

    /** Plans what moving an operation's bytes costs: forward and derivative read one array and write another. */
    static RowPlan ceiling(Operation operation, int size) {
        return switch (operation) {
            case FORWARD, DERIVATIVE, SOFTPLUS -> copy(size);
            case GRADIENT, PASS -> readTwo(size);
        };
    }

    static RowPlan copy(int size) {
        return memory("System.arraycopy", "arraycopy", size);
    }

    /** Plans a copy with the Vector API: the ceiling of a loop of vectors from array to array. */
    static RowPlan vectorCopy(int size) {
        return memory("vector copy loop", "vectorCopy", size);
    }

    static RowPlan readTwo(int size) {
        return memory("read of two arrays", "readTwo", size);
    }

    static RowPlan readTwoOnTwoThreads(int size) {
        RowPlan row = memory("read of two arrays, 2 threads", 2, "readTwoOnTwoThreads", size);
        return row.in(row.jvmArguments(), RowPlans.oneProcessor());
    }

    private static RowPlan memory(String label, String method, int size) {
        return memory(label, 1, method, size);
    }

    private static RowPlan memory(String label, int threads, String method, int size) {
        return RowPlans.bare(
                label,
                Family.CEILING,
                threads,
                MemoryBenchmark.class.getName() + "." + method,
                Map.of("size", Integer.toString(size)));
    }
}
