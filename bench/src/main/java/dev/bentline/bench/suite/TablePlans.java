package dev.bentline.bench.suite;

import static dev.bentline.bench.contender.DosageOrder.*;
import static dev.bentline.bench.contender.Implementation.*;

import dev.bentline.BentLine;
import dev.bentline.Optimizer;
import dev.bentline.bench.CeilingBenchmark;
import dev.bentline.bench.ClusteredBenchmark;
import dev.bentline.bench.CompileBenchmark;
import dev.bentline.bench.EpochBenchmark;
import dev.bentline.bench.FitBenchmark;
import dev.bentline.bench.IndexBenchmark;
import dev.bentline.bench.LineBenchmark;
import dev.bentline.bench.MemoryBenchmark;
import dev.bentline.bench.PassBenchmark;
import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.Heap;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Jemalloc;
import dev.bentline.bench.contender.JvmStarter;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Variant;
import dev.bentline.bench.contender.Workload;
import dev.bentline.bench.report.Ceiling;
import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes panels for this machine: rows whose compiler is missing say so. */
public final class TablePlans {
    private static final List<String> JVM = List.of(
            // One size of heap, so that the arrays lie alike in every fork.
            "-Xms1g",
            "-Xmx1g",
            // Touched whole while warming up: where a call is the first to touch what it allocates, a virtual machine
            // may
            // have to find the memory first, and a gradient of 1,000 dosages takes 0.62 instead of 0.34 ns per dosage.
            "-Xmn128m",
            // At ten million dosages worth a fifth to everyone; elsewhere nothing.
            "-XX:+UseTransparentHugePages",
            "--add-modules=jdk.incubator.vector",
            // From the first call on, and a row fails where it cannot run. Rows of another kernel say so after it.
            "-Dbentline.kernel=simd",
            "--enable-native-access=ALL-UNNAMED",
            // JMH itself uses sun.misc.Unsafe, of which the JVM would warn in every fork.
            "--sun-misc-unsafe-memory-access=allow");

    /** Of a fit that are measured, not computed. */
    private static final int MOST_PASSES = 100;

    private static final String INDEX_HEAP = """
            An index keeps 8.875 bytes an observation: sorted dosages and effects, and for every 96 of them moments of 80 \
            bytes and a dosage of 4.
            Building it from unsorted arrays (B/call) takes 16 more for a while.
            100,000,000 observations: 0.89 GB kept, at most 2.4 GB while it is built, and the caller's arrays of 0.8 GB.\
            """;

    private static final String CEILINGS = "ceilings";

    private final Map<Compiler, Build> builds;
    private final Programs programs;

    public TablePlans(Map<Compiler, Build> builds, Programs programs) {
        this.builds = builds;
        this.programs = programs;
    }

    /** Without whole processes. */
    public TablePlans(Map<Compiler, Build> builds) {
        this(builds, Programs.missing());
    }

    /** Cold starts, and what they lead to. */
    public ColdStartPlans cold() {
        return new ColdStartPlans(this, programs);
    }

    /** Flags of every fork. */
    static List<String> jvmArguments() {
        return JVM;
    }

    /** One operation at one width and size; its memory ceiling comes last. */
    TablePlan of(BenchmarkGroup group, MeasuredOperation operation, int width, int size, Variant... trials) {
        return alone(group, operation, width, size, trials)
                .with(
                        switch (operation.ceiling()) {
                            case COPY -> copy(size);
                            case READ -> memory("read of two arrays", "readTwo", size);
                        });
    }

    /** The same without a ceiling. */
    TablePlan alone(BenchmarkGroup group, MeasuredOperation operation, int width, int size, Variant... trials) {
        List<RowPlan> rows = new ArrayList<>();
        for (Variant trial : trials) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("implementation", trial.implementation().name());
            parameters.put("size", Integer.toString(size));
            if (operation != MeasuredOperation.SOFTPLUS) {
                parameters.put("width", Integer.toString(width));
                parameters.put("order", trial.order().name());
            }
            rows.add(row(operation.benchmark(), trial.implementation(), trial.label(), parameters));
        }
        String title = operation.title() + ", " + grouped(width) + " nodes, " + grouped(size) + " dosages";
        TablePlan.Task task = new TablePlan.Task(operation.title(), width, size);
        return new TablePlan(group, title, task, Unit.dosage(size), List.copyOf(rows));
    }

    /** The same on dosages in no order. */
    TablePlan of(
            BenchmarkGroup group, MeasuredOperation operation, int width, int size, Implementation... implementations) {
        Variant[] trials = Stream.of(implementations)
                .map(implementation -> implementation.over(SHUFFLED))
                .toArray(Variant[]::new);
        return of(group, operation, width, size, trials);
    }

    /** The same on one thread and on two; a gradient on two is held against two threads that read. */
    TablePlan threads(MeasuredOperation operation, int size) {
        TablePlan panel = of(BenchmarkGroup.THREADS, operation, 2, size, DENSE, DENSE_TWO_THREADS, GCC, CLANG);
        if (operation.ceiling() != MeasuredOperation.Ceiling.READ) {
            return panel;
        }
        return panel.with(memory("read of two arrays, 2 threads", 2, "readTwoOnTwoThreads", size, oneProcessor()));
    }

    /** Dense and bent line, where the number of segments decides which the engine takes. */
    TablePlan crossover(MeasuredOperation operation, int width, int size) {
        TablePlan panel = of(
                BenchmarkGroup.CROSSOVER,
                operation,
                width,
                size,
                DENSE.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED));
        int segments = BentLine.of(Workload.reluOf(width)).segments().size();
        return panel.of(panel.title() + ", " + segments + " segments", panel.rows());
    }

    /** Bent lines that are hard to look up beside one that is easy. */
    TablePlan clustered(int size) {
        List<RowPlan> rows = Stream.of(
                        Stream.of(BendPlacement.values()).map(knots -> clustered(BENT_LINE, knots, size)),
                        Stream.of(GCC, CLANG).map(peer -> clustered(peer, BendPlacement.SPREAD, size)),
                        Stream.of(copy(size), vectorCopy(size)))
                .flatMap(part -> part)
                .toList();
        String title = "forward, " + grouped(BendPlacement.COUNT) + " clustered knots, " + grouped(size) + " dosages";
        TablePlan.Task task = new TablePlan.Task(MeasuredOperation.FORWARD.title(), BendPlacement.COUNT, size);
        return new TablePlan(BenchmarkGroup.BENTLINE, title, task, Unit.dosage(size), rows);
    }

    private RowPlan clustered(Implementation implementation, BendPlacement knots, int size) {
        return row(
                ClusteredBenchmark.class.getName() + ".forward",
                implementation,
                implementation.label() + knots.label(),
                Map.of(
                        "implementation", implementation.name(),
                        "knots", knots.name(),
                        "size", Integer.toString(size)));
    }

    /** What an embedder pays once for a network. */
    TablePlan compile(int width) {
        String title = "compile, " + grouped(width) + " nodes";
        List<RowPlan> rows =
                List.of(compile("BentLine.of", "bentLine", width), compile("Engine.of, bent line", "engine", width));
        return new TablePlan(
                BenchmarkGroup.COMPILE, title, new TablePlan.Task("compile", width, 0), Unit.MILLISECONDS, rows);
    }

    private static RowPlan compile(String label, String method, int width) {
        String benchmark = CompileBenchmark.class.getName() + "." + method;
        return bare(label, Family.BENTLINE, 1, benchmark, Map.of("width", Integer.toString(width)), Optional.empty());
    }

    /** Epochs of fits beside passes over the same observations. */
    TablePlan epochs(int width, int size) {
        List<RowPlan> rows = new ArrayList<>();
        rows.add(epochs("index, first 100 epochs, Adam", "firstEpochs", Optimizer.Kind.ADAM, width, size));
        rows.add(epochs("index, 10,000 epochs, Adam", "epochs", Optimizer.Kind.ADAM, width, size));
        rows.add(epochs(
                "index, 10,000 epochs, gradient descent", "epochs", Optimizer.Kind.GRADIENT_DESCENT, width, size));
        rows.add(pass(DENSE, width, size, 1));
        if (width > 2) {
            rows.add(pass(BENT_LINE, width, size, 1));
        }
        rows.add(pass(GCC, width, size, 1));
        rows.add(pass(CLANG, width, size, 1));
        rows.add(inHeapFor(size, memory("read of two arrays", "readTwo", size)));
        return new TablePlan(
                        BenchmarkGroup.FIT,
                        "epoch, " + grouped(width) + " nodes, " + grouped(size) + " observations",
                        new TablePlan.Task("epoch", width, size),
                        Unit.EPOCH,
                        rows)
                .noting(
                        "Index rows: real fits from a new start each call, one thread; loss, gradient, update and moved bends,"
                                + " but neither the index build nor the fit's last pass, which the whole fits have.",
                        "Pass rows: loss and gradient, no update, one thread.");
    }

    /** A pass over all observations of a fit, for other libraries. */
    RowPlan pass(Implementation implementation, int size) {
        return pass(implementation, 2, size, 1);
    }

    /** What of it fits into minutes. */
    TablePlan quickEpochs(int size) {
        TablePlan all = epochs(2, size);
        Set<String> left =
                Set.of("index, 10,000 epochs, Adam", pass(DENSE, 2, size, 1).label());
        List<RowPlan> rows = all.rows().stream()
                .filter(row -> row.family() == Family.C || left.contains(row.label()))
                .toList();
        return all.of(all.title(), rows);
    }

    private RowPlan epochs(String label, String method, Optimizer.Kind optimizer, int width, int size) {
        return inHeapFor(
                size,
                bare(
                        label,
                        Family.BENTLINE,
                        1,
                        EpochBenchmark.class.getName() + "." + method,
                        Map.of(
                                "width", Integer.toString(width),
                                "size", Integer.toString(size),
                                "optimizer", optimizer.name()),
                        Optional.empty()));
    }

    private RowPlan pass(Implementation implementation, int width, int size, int passes) {
        String what = passes == 1 ? "gradient pass, " : grouped(passes) + " gradient passes, ";
        return inHeapFor(
                size,
                row(
                        PassBenchmark.class.getName() + ".gradient",
                        implementation,
                        what + implementation.label(),
                        Map.of(
                                "implementation", implementation.name(),
                                "width", Integer.toString(width),
                                "size", Integer.toString(size),
                                "passes", Integer.toString(passes))));
    }

    /** What building an index costs, and takes. */
    TablePlan index(ObservationOrder arrangement, int size) {
        List<RowPlan> rows = List.of(
                index("index build, 1 thread", "index", Family.BENTLINE, arrangement, 1, size),
                index("index build, all processors", "index", Family.BENTLINE, arrangement, 0, size),
                index("copy and Arrays.sort of as many longs", "sort", Family.JAVA, arrangement, 1, size),
                index("copy and Arrays.parallelSort of as many longs", "sort", Family.JAVA, arrangement, 0, size),
                index("System.arraycopy of two arrays", "copy", Family.CEILING, arrangement, 1, size),
                inHeapFor(size, memory("read of two arrays", "readTwo", size)));
        return new TablePlan(
                        BenchmarkGroup.FIT,
                        "index build, " + grouped(size) + " observations " + arrangement.words(),
                        new TablePlan.Task("index build", 0, size),
                        Unit.MILLISECONDS,
                        rows)
                .noting(INDEX_HEAP.split("\n"));
    }

    private RowPlan index(
            String label, String method, Family family, ObservationOrder arrangement, int threads, int size) {
        return inHeapFor(
                size,
                bare(
                        label,
                        family,
                        threadsOf(threads),
                        IndexBenchmark.class.getName() + "." + method,
                        Map.of(
                                "arrangement", arrangement.name(),
                                "threads", Integer.toString(threads),
                                "size", Integer.toString(size)),
                        Optional.empty()));
    }

    /** Whole fits beside as many passes; as many as would take too long are computed from one. */
    TablePlan fit(int size, int epochs) {
        List<RowPlan> rows = new ArrayList<>();
        rows.add(fit("whole fit, 1 thread", epochs, 1, size));
        rows.add(fit("whole fit, all processors", epochs, 0, size));
        for (Implementation implementation : List.of(DENSE, DENSE_TWO_THREADS, GCC, CLANG)) {
            rows.add(
                    epochs > MOST_PASSES
                            ? pass(implementation, 2, size, 1).times(epochs)
                            : pass(implementation, 2, size, epochs));
        }
        RowPlan read = inHeapFor(size, memory("read of two arrays", "readTwo", size));
        rows.add(epochs == 1 ? read : read.times(epochs));
        String task = "fit of " + grouped(epochs) + (epochs == 1 ? " epoch" : " epochs");
        String title = task + ", 2 nodes, " + grouped(size) + " observations";
        return new TablePlan(BenchmarkGroup.FIT, title, new TablePlan.Task(task, 2, size), Unit.MILLISECONDS, rows)
                .noting(
                        "Whole fits: index build from arrays in no order, epochs, and the last pass over all observations.");
    }

    private RowPlan fit(String label, int epochs, int threads, int size) {
        return inHeapFor(
                size,
                bare(
                        label,
                        Family.BENTLINE,
                        threadsOf(threads),
                        FitBenchmark.class.getName() + ".fit",
                        Map.of(
                                "epochs", Integer.toString(epochs),
                                "threads", Integer.toString(threads),
                                "size", Integer.toString(size)),
                        Optional.empty()));
    }

    /** How many threads a parameter means: 0 is all processors. */
    private static int threadsOf(int parameter) {
        return parameter == 0 ? Runtime.getRuntime().availableProcessors() : parameter;
    }

    /** The same in a heap that holds so many observations while they are indexed; skipped where memory does not. */
    private static RowPlan inHeapFor(int size, RowPlan row) {
        int gigabytes = size > 10_000_000 ? 6 : 2;
        List<String> arguments = new ArrayList<>(row.jvmArguments());
        arguments.addAll(List.of("-Xms" + gigabytes + "g", "-Xmx" + gigabytes + "g"));
        long memory = Heap.machine() >> 30;
        Optional<String> obstacle = memory > gigabytes + 1
                ? Optional.empty()
                : Optional.of("needs a heap of " + gigabytes + " GB, and this machine has " + memory + " GB");
        return row.in(arguments, row.obstacle().or(() -> obstacle));
    }

    /** What bounds every kernel here, done in the fastest ways there are. */
    TablePlan ceilings(int size) {
        List<RowPlan> rows = List.of(
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
                BenchmarkGroup.MEMORY, CEILINGS + ", " + grouped(size) + " floats", task, Unit.element(size), rows);
    }

    private RowPlan byHand(Ceiling ceiling, String method, int size) {
        Build build = builds.getOrDefault(Compiler.INTRINSICS, Build.missing(Compiler.INTRINSICS, "not compiled"));
        List<String> arguments = new ArrayList<>(JVM);
        build.library().ifPresent(path -> arguments.add("-D" + Compiler.INTRINSICS.property() + "=" + path));
        return bare(
                        ceiling.label() + ", C, AVX-512 intrinsics",
                        Family.CEILING,
                        1,
                        CeilingBenchmark.class.getName() + "." + method,
                        Map.of("size", Integer.toString(size)),
                        Optional.empty())
                .in(arguments, build.library().isPresent() ? Optional.empty() : Optional.of(build.word()));
    }

    /** The ceilings alone. */
    TablePlan memory(int size) {
        List<RowPlan> rows = List.of(
                copy(size),
                memory("copy loop", "copyLoop", size),
                vectorCopy(size),
                memory("read of two arrays", "readTwo", size));
        TablePlan.Task task = new TablePlan.Task("memory", 0, size);
        return new TablePlan(
                BenchmarkGroup.MEMORY, "memory, " + grouped(size) + " elements", task, Unit.dosage(size), rows);
    }

    private RowPlan row(String benchmark, Implementation implementation, String label, Map<String, String> parameters) {
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(implementation.jvmArguments());
        Optional<Compiler> compiler = implementation.compiler();
        if (compiler.isEmpty()) {
            return row(
                    label,
                    implementation,
                    benchmark,
                    parameters,
                    arguments,
                    implementation
                            .obstacle()
                            .or(() -> implementation.threads() > 1 ? oneProcessor() : Optional.empty()));
        }
        Build build = builds.getOrDefault(compiler.get(), Build.missing(compiler.get(), "not compiled"));
        boolean vectorMaths = benchmark.equals(MeasuredOperation.SOFTPLUS.benchmark())
                && build.library().isPresent();
        build.library().ifPresent(path -> arguments.add("-D" + compiler.get().property() + "=" + path));
        return row(
                vectorMaths ? label + ", " + build.vectorMaths() : label,
                implementation,
                benchmark,
                parameters,
                arguments,
                build.library().isPresent() ? Optional.empty() : Optional.of(build.word()));
    }

    private static RowPlan row(
            String label,
            Implementation implementation,
            String benchmark,
            Map<String, String> parameters,
            List<String> arguments,
            Optional<String> obstacle) {
        boolean pyTorch = implementation.family() == Family.PYTORCH;
        Optional<Path> preload = pyTorch ? Jemalloc.find() : Optional.empty();
        return new RowPlan(
                pyTorch && preload.isEmpty() ? label + ", no jemalloc" : label,
                implementation.family(),
                implementation.threads(),
                Optional.of(implementation),
                benchmark,
                parameters,
                arguments,
                preload.map(JvmStarter::preloading),
                obstacle,
                0,
                1);
    }

    private static Optional<String> oneProcessor() {
        return Runtime.getRuntime().availableProcessors() < 2 ? Optional.of("one processor") : Optional.empty();
    }

    private static RowPlan copy(int size) {
        return memory("System.arraycopy", "arraycopy", size);
    }

    /** A copy with the Vector API: the ceiling of a loop of vectors from array to array. */
    RowPlan vectorCopy(int size) {
        return memory("vector copy loop", "vectorCopy", size);
    }

    /** One multiply-add per dosage: the least a bent line can cost. */
    RowPlan line(int size) {
        return bare(
                "bare fused multiply-add loop",
                Family.CEILING,
                1,
                LineBenchmark.class.getName() + ".line",
                Map.of("size", Integer.toString(size)),
                Optional.empty());
    }

    private static RowPlan memory(String label, String method, int size) {
        return memory(label, 1, method, size, Optional.empty());
    }

    private static RowPlan memory(String label, int threads, String method, int size, Optional<String> obstacle) {
        return bare(
                label,
                Family.CEILING,
                threads,
                MemoryBenchmark.class.getName() + "." + method,
                Map.of("size", Integer.toString(size)),
                obstacle);
    }

    /** A benchmark that is no operation of an implementation. */
    static RowPlan bare(
            String label,
            Family family,
            int threads,
            String benchmark,
            Map<String, String> parameters,
            Optional<String> obstacle) {
        return new RowPlan(
                label, family, threads, Optional.empty(), benchmark, parameters, JVM, Optional.empty(), obstacle, 0, 1);
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
