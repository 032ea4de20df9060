package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.GRID;
import static dev.bentline.bench.contender.DosageOrder.SHUFFLED;
import static dev.bentline.bench.contender.Implementation.BENT_LINE;
import static dev.bentline.bench.contender.Implementation.CLANG;
import static dev.bentline.bench.contender.Implementation.GCC;
import static dev.bentline.bench.contender.Implementation.SIMD;
import static dev.bentline.bench.contender.Implementation.TWO_THREADS;

import dev.bentline.BentLine;
import dev.bentline.bench.ClusteredBenchmark;
import dev.bentline.bench.CompileBenchmark;
import dev.bentline.bench.LineBenchmark;
import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Programs;
import dev.bentline.bench.contender.RProgram;
import dev.bentline.bench.contender.Variant;
import dev.bentline.bench.contender.Workload;
import dev.bentline.bench.report.Family;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Plans tables for this machine: rows whose compiler is missing say so. */
public final class TablePlans {
    /** The operations that everyone has rows of. */
    static final List<Operation> OPERATIONS =
            List.of(Operation.FORWARD, Operation.DERIVATIVE, Operation.GRADIENT, Operation.SOFTPLUS);

    private final RowPlans rows;
    private final Programs programs;

    /** Plans for these compilers, and for what can be timed as a whole process. */
    public TablePlans(Map<Compiler, Build> builds, Programs programs) {
        this.rows = new RowPlans(builds);
        this.programs = programs;
    }

    /** Plans without whole processes. */
    public TablePlans(Map<Compiler, Build> builds) {
        this(builds, Programs.missing());
    }

    /** Cold starts, and what they lead to. */
    public ColdStartPlans cold() {
        return new ColdStartPlans(this, programs);
    }

    DeepPlans deep() {
        return new DeepPlans(rows);
    }

    CurvePlans curves() {
        return new CurvePlans(RProgram.find());
    }

    FitPlans fits() {
        return new FitPlans(rows);
    }

    /** Plans what bounds every kernel here, done in the fastest ways there are. */
    TablePlan ceilings(int size) {
        return new MemoryPlans(rows).ceilings(size);
    }

    /** Plans what bounds every kernel here, in Java. */
    TablePlan memory(int size) {
        return MemoryPlans.memory(size);
    }

    /** Flags of every fork. */
    static List<String> jvmArguments() {
        return ForkFlags.usual();
    }

    /** Plans an operation at one width and size; its memory ceiling comes last. */
    TablePlan of(BenchmarkGroup group, Operation operation, int width, int size, Variant... variants) {
        return alone(group, operation, width, size, variants).with(MemoryPlans.ceiling(operation, size));
    }

    /** Plans an operation without its ceiling. */
    TablePlan alone(BenchmarkGroup group, Operation operation, int width, int size, Variant... variants) {
        String title = operation.title() + ", " + grouped(width) + " nodes, " + grouped(size) + " dosages";
        TablePlan.Task task = new TablePlan.Task(operation.title(), width, size);
        List<RowPlan> all = Stream.of(variants)
                .map(variant -> rows.of(operation, width, size, variant))
                .toList();
        return new TablePlan(group, title, task, Unit.dosage(size), all);
    }

    /** Plans an operation on dosages in no order. */
    TablePlan of(BenchmarkGroup group, Operation operation, int width, int size, Implementation... implementations) {
        Variant[] variants = Stream.of(implementations)
                .map(implementation -> implementation.over(SHUFFLED))
                .toArray(Variant[]::new);
        return of(group, operation, width, size, variants);
    }

    /** Plans an operation on one thread and on two; a gradient on two is held against two threads that read. */
    TablePlan threads(Operation operation, int size) {
        TablePlan table = of(BenchmarkGroup.THREADS, operation, 2, size, SIMD, TWO_THREADS, GCC, CLANG);
        return operation == Operation.GRADIENT ? table.with(MemoryPlans.readTwoOnTwoThreads(size)) : table;
    }

    /** Plans dense and bent line, where the number of segments decides which the engine takes. */
    TablePlan crossover(Operation operation, int width, int size) {
        TablePlan table = of(
                BenchmarkGroup.CROSSOVER,
                operation,
                width,
                size,
                SIMD.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED));
        int segments = BentLine.of(Workload.reluOf(width)).segments().size();
        return table.of(table.title() + ", " + segments + " segments", table.rows());
    }

    /** Plans bent lines that are hard to look up beside one that is easy. */
    TablePlan clustered(int size) {
        List<RowPlan> all = Stream.of(
                        Stream.of(BendPlacement.values()).map(placement -> clustered(BENT_LINE, placement, size)),
                        Stream.of(GCC, CLANG).map(peer -> clustered(peer, BendPlacement.SPREAD, size)),
                        Stream.of(MemoryPlans.copy(size), MemoryPlans.vectorCopy(size)))
                .flatMap(part -> part)
                .toList();
        String title = "forward, " + grouped(BendPlacement.COUNT) + " clustered bends, " + grouped(size) + " dosages";
        TablePlan.Task task = new TablePlan.Task(Operation.FORWARD.title(), BendPlacement.COUNT, size);
        return new TablePlan(BenchmarkGroup.BENTLINE, title, task, Unit.dosage(size), all);
    }

    private RowPlan clustered(Implementation implementation, BendPlacement placement, int size) {
        return rows.row(
                ClusteredBenchmark.class.getName() + "." + implementation.method(),
                implementation,
                implementation.label() + placement.label(),
                Map.of("placement", placement.name(), "size", Integer.toString(size)));
    }

    /** Plans what an embedder pays once for a network. */
    static TablePlan compile(int width) {
        String title = "compile, " + grouped(width) + " nodes";
        List<RowPlan> all =
                List.of(compile("BentLine.of", "bentLine", width), compile("Engine.of, bent line", "engine", width));
        return new TablePlan(
                BenchmarkGroup.COMPILE, title, new TablePlan.Task("compile", width, 0), Unit.MILLISECONDS, all);
    }

    private static RowPlan compile(String label, String method, int width) {
        String benchmark = CompileBenchmark.class.getName() + "." + method;
        return RowPlans.bare(label, Family.BENTLINE, 1, benchmark, Map.of("width", Integer.toString(width)));
    }

    /** Plans one multiply-add per dosage: the least a bent line can cost. */
    static RowPlan line(int size) {
        return RowPlans.bare(
                "bare fused multiply-add loop",
                Family.CEILING,
                1,
                LineBenchmark.class.getName() + ".line",
                Map.of("size", Integer.toString(size)));
    }

    static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
