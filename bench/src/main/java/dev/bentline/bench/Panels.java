package dev.bentline.bench;

import static dev.bentline.bench.Implementation.*;
import static dev.bentline.bench.Order.*;

import dev.bentline.BentLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes panels for this machine: rows whose compiler is missing say so. */
final class Panels {
    private static final List<String> JVM = List.of(
            // One size of heap, so that the arrays lie alike in every fork.
            "-Xms1g",
            "-Xmx1g",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            // JMH itself uses sun.misc.Unsafe, of which the JVM would warn in every fork.
            "--sun-misc-unsafe-memory-access=allow");

    private final Map<Compiler, Build> builds;

    Panels(Map<Compiler, Build> builds) {
        this.builds = builds;
    }

    /** Flags of every fork. */
    static List<String> jvmArguments() {
        return JVM;
    }

    /** One operation at one width and size; its memory ceiling comes last. */
    Panel of(Group group, Operation operation, int width, int size, Trial... trials) {
        return alone(group, operation, width, size, trials)
                .with(
                        switch (operation.ceiling()) {
                            case COPY -> copy(size);
                            case READ -> memory("read of two arrays", "readTwo", size);
                        });
    }

    /** The same without a ceiling. */
    Panel alone(Group group, Operation operation, int width, int size, Trial... trials) {
        List<Row> rows = new ArrayList<>();
        for (Trial trial : trials) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("implementation", trial.implementation().name());
            parameters.put("size", Integer.toString(size));
            if (operation != Operation.SOFTPLUS) {
                parameters.put("width", Integer.toString(width));
                parameters.put("order", trial.order().name());
            }
            rows.add(row(operation.benchmark(), trial.implementation(), trial.label(), parameters));
        }
        String title = operation.title() + ", " + grouped(width) + " nodes, " + grouped(size) + " dosages";
        return new Panel(group, title, Unit.dosage(size), List.copyOf(rows));
    }

    /** The same on dosages in no order. */
    Panel of(Group group, Operation operation, int width, int size, Implementation... implementations) {
        Trial[] trials = Stream.of(implementations)
                .map(implementation -> implementation.over(SHUFFLED))
                .toArray(Trial[]::new);
        return of(group, operation, width, size, trials);
    }

    /** The same on one thread and on two; a gradient on two is held against two threads that read. */
    Panel threads(Operation operation, int size) {
        Panel panel = of(Group.THREADS, operation, 2, size, DENSE, DENSE_TWO_THREADS, GCC, CLANG);
        if (operation.ceiling() != Operation.Ceiling.READ) {
            return panel;
        }
        return panel.with(memory("read of two arrays, 2 threads", "readTwoOnTwoThreads", size, oneProcessor()));
    }

    /** Dense and bent line, where the number of segments decides which the engine takes. */
    Panel crossover(Operation operation, int width, int size) {
        Panel panel = of(
                Group.CROSSOVER,
                operation,
                width,
                size,
                DENSE.over(SHUFFLED),
                BENT_LINE.over(SHUFFLED),
                BENT_LINE.over(GRID),
                GCC.over(SHUFFLED),
                CLANG.over(SHUFFLED));
        int segments = BentLine.of(Workload.reluOf(width)).segments().size();
        return new Panel(panel.group(), panel.title() + ", " + segments + " segments", panel.unit(), panel.rows());
    }

    /** Bent lines that are hard to look up beside one that is easy. */
    Panel clustered(int size) {
        List<Row> rows = Stream.of(
                        Stream.of(Knots.values()).map(knots -> clustered(BENT_LINE, knots, size)),
                        Stream.of(GCC, CLANG).map(peer -> clustered(peer, Knots.SPREAD, size)),
                        Stream.of(copy(size), vectorCopy(size)))
                .flatMap(part -> part)
                .toList();
        String title = "forward, " + grouped(Knots.COUNT) + " clustered knots, " + grouped(size) + " dosages";
        return new Panel(Group.BENTLINE, title, Unit.dosage(size), rows);
    }

    private Row clustered(Implementation implementation, Knots knots, int size) {
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
    Panel compile(int width) {
        String title = "compile, " + grouped(width) + " nodes";
        List<Row> rows =
                List.of(compile("BentLine.of", "bentLine", width), compile("Engine.of, bent line", "engine", width));
        return new Panel(Group.COMPILE, title, Unit.MILLISECONDS, rows);
    }

    private static Row compile(String label, String method, int width) {
        String benchmark = CompileBenchmark.class.getName() + "." + method;
        return bare(label, Row.Role.CONTENDER, benchmark, Map.of("width", Integer.toString(width)), Optional.empty());
    }

    /** The ceilings alone. */
    Panel memory(int size) {
        List<Row> rows = List.of(
                copy(size),
                memory("copy loop", "copyLoop", size),
                vectorCopy(size),
                memory("read of two arrays", "readTwo", size));
        return new Panel(Group.MEMORY, "memory, " + grouped(size) + " elements", Unit.dosage(size), rows);
    }

    private Row row(String benchmark, Implementation implementation, String label, Map<String, String> parameters) {
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(implementation.jvmArguments());
        Optional<Compiler> compiler = implementation.compiler();
        if (compiler.isEmpty()) {
            return new Row(
                    label,
                    Row.Role.CONTENDER,
                    Optional.of(implementation),
                    benchmark,
                    parameters,
                    arguments,
                    implementation == DENSE_TWO_THREADS ? oneProcessor() : Optional.empty());
        }
        Build build = builds.getOrDefault(compiler.get(), Build.missing(compiler.get(), "not compiled"));
        boolean vectorMaths = benchmark.equals(Operation.SOFTPLUS.benchmark())
                && build.library().isPresent();
        build.library().ifPresent(path -> arguments.add("-D" + compiler.get().property() + "=" + path));
        return new Row(
                vectorMaths ? label + ", " + build.vectorMaths() : label,
                Row.Role.C,
                Optional.of(implementation),
                benchmark,
                parameters,
                arguments,
                build.library().isPresent() ? Optional.empty() : Optional.of(build.word()));
    }

    private static Optional<String> oneProcessor() {
        return Runtime.getRuntime().availableProcessors() < 2 ? Optional.of("one processor") : Optional.empty();
    }

    private static Row copy(int size) {
        return memory("System.arraycopy", "arraycopy", size);
    }

    /** A copy with the Vector API: the ceiling of a loop of vectors from array to array. */
    Row vectorCopy(int size) {
        return memory("vector copy loop", "vectorCopy", size);
    }

    /** One multiply-add per dosage: the least a bent line can cost. */
    Row line(int size) {
        return bare(
                "bare fused multiply-add loop",
                Row.Role.CONTENDER,
                LineBenchmark.class.getName() + ".line",
                Map.of("size", Integer.toString(size)),
                Optional.empty());
    }

    private static Row memory(String label, String method, int size) {
        return memory(label, method, size, Optional.empty());
    }

    private static Row memory(String label, String method, int size, Optional<String> obstacle) {
        return bare(
                label,
                Row.Role.CEILING,
                MemoryBenchmark.class.getName() + "." + method,
                Map.of("size", Integer.toString(size)),
                obstacle);
    }

    /** A benchmark that is no operation of an implementation. */
    private static Row bare(
            String label, Row.Role role, String benchmark, Map<String, String> parameters, Optional<String> obstacle) {
        return new Row(label, role, Optional.empty(), benchmark, parameters, JVM, obstacle);
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
