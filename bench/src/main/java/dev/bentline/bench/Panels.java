package dev.bentline.bench;

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
        List<Row> rows = new ArrayList<>();
        for (Trial trial : trials) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("implementation", trial.implementation().name());
            parameters.put("size", Integer.toString(size));
            if (operation != Operation.SOFTPLUS) {
                parameters.put("width", Integer.toString(width));
                parameters.put("order", trial.order().name());
            }
            rows.add(row(operation, trial, parameters));
        }
        switch (operation.ceiling()) {
            case COPY -> rows.add(copy(size));
            case READ -> rows.add(memory("read of two arrays", "readTwo", size));
        }
        String title = operation.title() + ", " + grouped(width) + " nodes, " + grouped(size) + " dosages";
        return new Panel(group, title, size, List.copyOf(rows));
    }

    /** The same on dosages in no order. */
    Panel of(Group group, Operation operation, int width, int size, Implementation... implementations) {
        Trial[] trials = Stream.of(implementations)
                .map(implementation -> implementation.over(Order.SHUFFLED))
                .toArray(Trial[]::new);
        return of(group, operation, width, size, trials);
    }

    /** The same on one thread and on two; a gradient on two is held against two threads that read. */
    Panel threads(Operation operation, int size) {
        Panel panel = of(
                Group.THREADS,
                operation,
                2,
                size,
                Implementation.DENSE,
                Implementation.DENSE_TWO_THREADS,
                Implementation.GCC,
                Implementation.CLANG);
        if (operation.ceiling() != Operation.Ceiling.READ) {
            return panel;
        }
        return panel.with(memory("read of two arrays, 2 threads", "readTwoOnTwoThreads", size, oneProcessor()));
    }

    /** The ceilings alone. */
    Panel memory(int size) {
        List<Row> rows = List.of(
                copy(size),
                memory("copy loop", "copyLoop", size),
                vectorCopy(size),
                memory("read of two arrays", "readTwo", size));
        return new Panel(Group.MEMORY, "memory, " + grouped(size) + " elements", size, rows);
    }

    private Row row(Operation operation, Trial trial, Map<String, String> parameters) {
        Implementation implementation = trial.implementation();
        List<String> arguments = new ArrayList<>(JVM);
        arguments.addAll(implementation.jvmArguments());
        Optional<Compiler> compiler = implementation.compiler();
        if (compiler.isEmpty()) {
            return new Row(
                    trial.label(),
                    Row.Role.CONTENDER,
                    Optional.of(implementation),
                    operation.benchmark(),
                    parameters,
                    arguments,
                    implementation == Implementation.DENSE_TWO_THREADS ? oneProcessor() : Optional.empty());
        }
        Build build = builds.getOrDefault(compiler.get(), Build.missing(compiler.get(), "not compiled"));
        String label = trial.label();
        if (operation == Operation.SOFTPLUS && build.library().isPresent()) {
            label += ", " + build.vectorMaths();
        }
        build.library().ifPresent(path -> arguments.add("-D" + compiler.get().property() + "=" + path));
        Optional<String> obstacle = build.library().isPresent() ? Optional.empty() : Optional.of(build.word());
        return new Row(
                label, Row.Role.C, Optional.of(implementation), operation.benchmark(), parameters, arguments, obstacle);
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

    private static Row memory(String label, String method, int size) {
        return memory(label, method, size, Optional.empty());
    }

    private static Row memory(String label, String method, int size, Optional<String> obstacle) {
        return new Row(
                label,
                Row.Role.CEILING,
                Optional.empty(),
                MemoryBenchmark.class.getName() + "." + method,
                Map.of("size", Integer.toString(size)),
                JVM,
                obstacle);
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
