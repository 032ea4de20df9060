package dev.bentline.bench.suite;

import dev.bentline.bench.CBenchmark;
import dev.bentline.bench.DerivativeBenchmark;
import dev.bentline.bench.EngineBenchmark;
import dev.bentline.bench.ForwardBenchmark;
import dev.bentline.bench.GradientBenchmark;
import dev.bentline.bench.PassBenchmark;
import dev.bentline.bench.SoftplusBenchmark;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Heap;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Jemalloc;
import dev.bentline.bench.contender.JvmStarter;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.LibraryPeers;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Variant;
import dev.bentline.bench.report.Family;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans rows for this machine: which benchmark measures what, in which JVM, and why it cannot run.
 *
 * @param builds what came of compiling C
 */
record RowPlans(Map<Compiler, Build> builds) {
    static final String PEERS = "dev.bentline.peers.";

    /** Plans an operation by one implementation, at one width and size. */
    RowPlan of(Operation operation, int width, int size, Variant variant) {
        Class<?> own = own(operation);
        Implementation implementation = variant.implementation();
        Map<String, String> parameters = new LinkedHashMap<>();
        String benchmark = hasMethod(own, implementation)
                ? method(own.getName(), implementation)
                : method(about(implementation), implementation);
        if (!hasMethod(own, implementation)) {
            parameters.put("operation", operation.name());
        }
        parameters.put("size", Integer.toString(size));
        parameters.put("width", Integer.toString(width));
        parameters.put("order", variant.order().name());
        String label = variant.label();
        Optional<Build> build = implementation.compiler().map(this::build);
        if (operation == Operation.SOFTPLUS
                && build.isPresent()
                && build.get().library().isPresent()) {
            label += ", " + build.get().vectorMaths();
        }
        return row(benchmark, implementation, label, parameters);
    }

    /** Plans a gradient over all observations of a fit, so many times. */
    RowPlan pass(String label, Implementation implementation, int width, int size, int passes) {
        boolean library = implementation.library().isPresent();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("width", Integer.toString(width));
        parameters.put("size", Integer.toString(size));
        if (library) {
            parameters.put("operation", Operation.PASS.name());
        } else {
            parameters.put("passes", Integer.toString(passes));
        }
        String owner = library ? about(implementation) : PassBenchmark.class.getName();
        return row(method(owner, implementation), implementation, label, parameters);
    }

    /** Names the class that has an operation by the engine and by plain Java. */
    private static Class<?> own(Operation operation) {
        return switch (operation) {
            case FORWARD -> ForwardBenchmark.class;
            case DERIVATIVE -> DerivativeBenchmark.class;
            case GRADIENT -> GradientBenchmark.class;
            case SOFTPLUS -> SoftplusBenchmark.class;
            case PASS -> PassBenchmark.class;
        };
    }

    private static boolean hasMethod(Class<?> benchmark, Implementation implementation) {
        try {
            return benchmark.getMethod(implementation.method()).getParameterCount() == 0;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Names the class about one peer, or about the engine in other conditions. */
    private static String about(Implementation implementation) {
        if (implementation.compiler().isPresent()) {
            return CBenchmark.class.getName();
        }
        return implementation
                .library()
                .map(LibraryPeer::library)
                .map(library -> switch (library) {
                    case ONNX_RUNTIME -> PEERS + "OnnxRuntimeBenchmark";
                    case PYTORCH -> PEERS + "PyTorchBenchmark";
                    case DUCKDB -> PEERS + "DuckDbBenchmark";
                })
                .orElseGet(EngineBenchmark.class::getName);
    }

    private static String method(String owner, Implementation implementation) {
        return owner + "." + implementation.method();
    }

    /** Plans a benchmark method that is named after an implementation. */
    RowPlan row(String benchmark, Implementation implementation, String label, Map<String, String> parameters) {
        Family family = family(implementation);
        boolean pyTorch = family == Family.PYTORCH;
        Optional<Path> preload = pyTorch ? Jemalloc.find() : Optional.empty();
        return new RowPlan(
                pyTorch && preload.isEmpty() ? label + ", no jemalloc" : label,
                family,
                threads(implementation),
                Optional.of(implementation),
                new RowPlan.Call(benchmark, parameters),
                new RowPlan.Launch(
                        implementation.compiler().map(this::arguments).orElse(ForkFlags.usual()),
                        preload.map(JvmStarter::preloading),
                        obstacle(implementation),
                        0),
                1);
    }

    /** Returns the usual flags, and the library. */
    List<String> arguments(Compiler compiler) {
        List<String> arguments = new ArrayList<>(ForkFlags.usual());
        build(compiler).library().ifPresent(path -> arguments.add("-D" + compiler.property() + "=" + path));
        return arguments;
    }

    Build build(Compiler compiler) {
        return builds.getOrDefault(compiler, Build.missing(compiler, "not compiled"));
    }

    private Optional<String> obstacle(Implementation implementation) {
        Optional<Build> build = implementation.compiler().map(this::build);
        if (build.isPresent()) {
            return build.filter(found -> found.library().isEmpty()).map(Build::word);
        }
        if (implementation.library().isPresent()) {
            return LibraryPeers.find().isEmpty() ? Optional.of(LibraryPeers.NOT_BUILT) : Optional.empty();
        }
        return threads(implementation) > 1 ? oneProcessor() : Optional.empty();
    }

    static Optional<String> oneProcessor() {
        return Runtime.getRuntime().availableProcessors() < 2 ? Optional.of("one processor") : Optional.empty();
    }

    private static int threads(Implementation implementation) {
        return implementation
                .library()
                .map(LibraryPeer::threads)
                .orElse(implementation == Implementation.TWO_THREADS ? 2 : 1);
    }

    private static Family family(Implementation implementation) {
        if (implementation.library().isPresent()) {
            return switch (implementation.library().get().library()) {
                case ONNX_RUNTIME -> Family.ONNX_RUNTIME;
                case PYTORCH -> Family.PYTORCH;
                case DUCKDB -> Family.DUCKDB;
            };
        }
        if (implementation.compiler().isPresent()) {
            return implementation.compiler().get() == Compiler.INTRINSICS ? Family.INTRINSICS : Family.C;
        }
        return switch (implementation) {
            case TERNARY_LOOP, TERNARY_LOOP_NO_SUPER_WORD, MATH_MAX_LOOP, MATH_MAX_LOOP_NO_SUPER_WORD, MATH_LOOP ->
                Family.JAVA;
            default -> Family.BENTLINE;
        };
    }

    /** Plans a benchmark that is named after no implementation. */
    static RowPlan bare(String label, Family family, int threads, String benchmark, Map<String, String> parameters) {
        return new RowPlan(
                label,
                family,
                threads,
                Optional.empty(),
                new RowPlan.Call(benchmark, parameters),
                new RowPlan.Launch(ForkFlags.usual(), Optional.empty(), Optional.empty(), 0),
                1);
    }

    /** Gives a row a heap that holds so many observations while they are indexed; skips it where memory does not. */
    static RowPlan inHeapFor(int size, RowPlan row) {
        int gigabytes = size > 10_000_000 ? 6 : 2;
        List<String> arguments = new ArrayList<>(row.jvmArguments());
        arguments.addAll(List.of("-Xms" + gigabytes + "g", "-Xmx" + gigabytes + "g"));
        long memory = Heap.machine() >> 30;
        Optional<String> obstacle = memory > gigabytes + 1
                ? Optional.empty()
                : Optional.of("needs a heap of " + gigabytes + " GB, and this machine has " + memory + " GB");
        return row.in(arguments, row.obstacle().or(() -> obstacle));
    }
}
