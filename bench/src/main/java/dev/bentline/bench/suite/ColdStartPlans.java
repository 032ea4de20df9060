package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.bench.ColdStartBenchmark;
import dev.bentline.bench.ProcessBenchmark;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.JvmStarter;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Program;
import dev.bentline.bench.contender.Programs;
import dev.bentline.bench.contender.Start;
import dev.bentline.bench.contender.Variant;
import dev.bentline.bench.report.ColdStartSections;
import dev.bentline.bench.report.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans what {@code bench --only cold} measures: first calls, the hand-over to SIMD, what comes after it, and whole processes. */
public final class ColdStartPlans {
    private static final int MILLION = 1_000_000;

    private static final int PASSED_OVER = 16 * MILLION;

    private static final int WIDE = 1_024;

    private static final List<Operation> OPERATIONS = List.of(Operation.FORWARD, Operation.GRADIENT);
    private static final List<Operation> ALL = List.of(Operation.FORWARD, Operation.DERIVATIVE, Operation.GRADIENT);
    private static final List<Program> COMMANDS =
            List.of(Program.PACKAGED, Program.LAUNCHER, Program.LAUNCHER_NO_CACHE);

    private final TablePlans plans;
    private final Programs programs;

    ColdStartPlans(TablePlans plans, Programs programs) {
        this.plans = plans;
        this.programs = programs;
    }

    public List<TablePlan> full() {
        return Stream.of(
                        OPERATIONS.stream()
                                .flatMap(operation ->
                                        Stream.of(1, 4, 16).map(millions -> firstCall(operation, millions * MILLION))),
                        ALL.stream().map(operation -> passes(operation, PASSED_OVER, passes(operation))),
                        Stream.of(passesElsewhere(PASSED_OVER, 128)),
                        ALL.stream().map(operation -> passes(operation, WIDE, SHUFFLED, 4 * MILLION, 56)),
                        Stream.of(passes(Operation.FORWARD, WIDE, SORTED, 8 * MILLION, 112)),
                        OPERATIONS.stream()
                                .flatMap(operation ->
                                        Stream.of(100_000, 10 * MILLION).map(size -> handedOver(operation, size))),
                        Stream.of(1_000, 100_000, MILLION, 10 * MILLION, 100 * MILLION, 1_000 * MILLION)
                                .map(this::sweep),
                        Stream.of(numpy(10 * MILLION), start(), fit()))
                .flatMap(part -> part)
                .toList();
    }

    List<TablePlan> quick() {
        return Stream.of(
                        Stream.of(1, 16).map(millions -> firstCall(Operation.FORWARD, millions * MILLION)),
                        Stream.of(passes(Operation.FORWARD, PASSED_OVER, passes(Operation.FORWARD))),
                        Stream.of(handedOver(Operation.FORWARD, 10 * MILLION)),
                        Stream.of(1_000, MILLION, 100 * MILLION).map(this::sweep),
                        Stream.of(start(), fit()))
                .flatMap(part -> part)
                .toList();
    }

    TablePlan firstCall(Operation operation, int size) {
        List<RowPlan> rows = new ArrayList<>(Stream.of(Start.values())
                .map(start -> call(operation, start, 2, SHUFFLED, size, 1))
                .toList());
        if (size == 16 * MILLION) {
            rows.add(onOneProcessor(call(operation, Start.AUTO, 2, SHUFFLED, size, 1)));
            rows.add(onOneProcessor(call(operation, Start.SCALAR, 2, SHUFFLED, size, 1)));
        }
        String task = ColdStartSections.FIRST + " " + operation.title();
        String title = task + ", 2 nodes, " + TablePlans.grouped(size) + " dosages";
        return new TablePlan(BenchmarkGroup.COLD, title, new TablePlan.Task(task, 2, size), Unit.MILLISECONDS, rows)
                .noting("Engine.of and one call, the first of its JVM; the arrays are in memory.");
    }

    /** Counts calls until SIMD has taken over, and some more; scalar kernels take others than a forward 10 times as long. */
    private static int passes(Operation operation) {
        return operation == Operation.FORWARD ? 144 : 48;
    }

    /** Plans so many calls in a row, one by one. */
    TablePlan passes(Operation operation, int size, int calls) {
        return passes(operation, 2, SHUFFLED, size, calls);
    }

    private static TablePlan passes(Operation operation, int width, DosageOrder order, int size, int calls) {
        Stream<RowPlan> rows =
                Stream.of(Start.values()).map(start -> call(operation, start, width, order, size, calls));
        return passes(operation.title() + order.label(), width, size, calls, rows);
    }

    /** Forwards where a hand-over takes longer. */
    private static TablePlan passesElsewhere(int size, int calls) {
        RowPlan auto = call(Operation.FORWARD, Start.AUTO, 2, SHUFFLED, size, calls);
        RowPlan scalar = call(Operation.FORWARD, Start.SCALAR, 2, SHUFFLED, size, calls);
        Stream<RowPlan> rows = Stream.of(
                auto.with(", off-heap", Map.of("offHeap", "true")),
                auto.with(", beside two other engines", Map.of("others", "2")),
                onOneProcessor(auto),
                onOneProcessor(scalar));
        return passes(Operation.FORWARD.title() + " elsewhere", 2, size, calls, rows);
    }

    private static TablePlan passes(String work, int width, int size, int calls, Stream<RowPlan> rows) {
        String task = ColdStartSections.PASSES + " " + work;
        String title = task + ", " + TablePlans.grouped(width) + " nodes, " + TablePlans.grouped(calls)
                + " passes over " + TablePlans.grouped(size) + " dosages";
        return new TablePlan(
                        BenchmarkGroup.COLD,
                        title,
                        new TablePlan.Task(task, width, size),
                        Unit.MILLISECONDS,
                        rows.toList())
                .noting(
                        "Of all passes together, from the first on; a middle half that spans much is what they differ by.");
    }

    private static RowPlan call(Operation operation, Start start, int width, DosageOrder order, int size, int calls) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("operation", operation.name());
        parameters.put("width", Integer.toString(width));
        parameters.put("order", order.name());
        parameters.put("size", Integer.toString(size));
        parameters.put("calls", Integer.toString(calls));
        String benchmark = ColdStartBenchmark.class.getName() + "." + start.word();
        return RowPlans.bare(start.label(), Family.BENTLINE, 1, benchmark, parameters)
                .shots(calls);
    }

    /** Leaves one processor, where compiling takes its time from the call. */
    private static RowPlan onOneProcessor(RowPlan row) {
        RowPlan one = row.with(", one processor", Map.of("processors", "1"))
                .in(plus(row.jvmArguments(), "-XX:ActiveProcessorCount=1"), row.obstacle());
        return JvmStarter.pinned()
                .map(one::through)
                .orElseGet(() -> one.in(one.jvmArguments(), Optional.of("no taskset on this machine")));
    }

    /** The engine that started on SIMD beside one that came to it. */
    TablePlan handedOver(Operation operation, int size) {
        List<Variant> variants = new ArrayList<>(List.of(SIMD.over(SHUFFLED), HANDED_OVER.over(SHUFFLED)));
        if (size == 100_000) {
            variants.addAll(List.of(POLLUTED.over(SHUFFLED), HANDED_OVER_POLLUTED.over(SHUFFLED)));
        }
        return plans.of(BenchmarkGroup.COLD, operation, 2, size, variants.toArray(Variant[]::new));
    }

    TablePlan sweep(int count) {
        return processes(
                ColdStartSections.PROCESS,
                "sweep of " + TablePlans.grouped(count) + " dosages of a grid, summary",
                count,
                COMMANDS.stream().map(command -> process(command, "sweep", count)));
    }

    TablePlan numpy(int count) {
        return processes(
                ColdStartSections.PROCESS + ": NumPy",
                "sweep of " + TablePlans.grouped(count) + " dosages, NumPy to NumPy",
                count,
                COMMANDS.stream().map(command -> process(command, "numpy", count)));
    }

    TablePlan start() {
        return processes(
                ColdStartSections.PROCESS_INFO,
                "start of a process: info",
                0,
                Stream.concat(
                        COMMANDS.stream().map(command -> process(command, "info", 0)),
                        Stream.of(process(Program.HELLO, "hello", 0))));
    }

    /** Stands beside {@link #start}: what a fit to a laboratory's curve adds to a start. */
    TablePlan fit() {
        return processes(
                ColdStartSections.PROCESS_FIT,
                "fit to 24 observations of a CSV file",
                24,
                COMMANDS.stream().map(command -> process(command, "fit", 24)));
    }

    private static TablePlan processes(String task, String title, int count, Stream<RowPlan> rows) {
        return new TablePlan(
                BenchmarkGroup.COLD, title, new TablePlan.Task(task, 2, count), Unit.PROCESS, rows.toList());
    }

    private RowPlan process(Program program, String method, int count) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("program", program.name());
        parameters.put("count", Integer.toString(count));
        return RowPlans.bare(
                        program.label(),
                        program == Program.HELLO ? Family.JAVA : Family.BENTLINE,
                        program == Program.HELLO ? 1 : Runtime.getRuntime().availableProcessors(),
                        ProcessBenchmark.class.getName() + "." + method,
                        parameters)
                .in(
                        List.of("-Xmx256m", "--sun-misc-unsafe-memory-access=allow", programs.flag()),
                        programs.obstacle(program))
                .shots(1);
    }

    private static List<String> plus(List<String> arguments, String argument) {
        return Stream.concat(arguments.stream(), Stream.of(argument)).toList();
    }
}
