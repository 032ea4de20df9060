package dev.bentline.bench;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.bentline.Engine;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** What is compared. Each is measured in a JVM of its own, with the flags it needs, and refuses to run without them. */
public enum Implementation {
    /** The naive loop. */
    TERNARY("ternary loop"),
    /** The loop HotSpot likes. */
    MATH_MAX("Math.max loop"),
    /** The same, one dosage at a time. */
    MATH_MAX_NO_SUPERWORD("Math.max loop, -XX:-UseSuperWord"),
    /** Softplus from the JDK's mathematics. */
    MATH("Math.exp and Math.log1p loop"),
    /** The engine's reference kernel. */
    ENGINE_SCALAR("scalar engine"),
    /** The engine as users get it. */
    ENGINE("SIMD engine"),
    /** The engine on memory outside the heap. */
    ENGINE_OFF_HEAP("SIMD engine, off-heap"),
    /** The engine after other networks and forms went through the same call sites. */
    ENGINE_POLLUTED("SIMD engine, polluted call sites"),
    /** The engine on two threads. */
    ENGINE_TWO_THREADS("SIMD engine, 2 threads"),
    /** C on the same arrays. */
    GCC(Compiler.GCC, ""),
    /** C on memory aligned to cache lines. */
    GCC_ALIGNED(Compiler.GCC, ", aligned off-heap"),
    /** C on the same arrays. */
    CLANG(Compiler.CLANG, ""),
    /** C on memory aligned to cache lines. */
    CLANG_ALIGNED(Compiler.CLANG, ", aligned off-heap");

    private final String label;
    private final Optional<Compiler> compiler;

    Implementation(String label) {
        this.label = label;
        this.compiler = Optional.empty();
    }

    Implementation(Compiler compiler, String where) {
        this.label = "C, " + compiler.label() + where;
        this.compiler = Optional.of(compiler);
    }

    String label() {
        return label;
    }

    /** Flags of the JVM it is measured in, besides those of all. */
    List<String> jvmArguments() {
        return switch (this) {
            case MATH_MAX_NO_SUPERWORD -> List.of("-XX:-UseSuperWord");
            case ENGINE_SCALAR -> List.of("-Dbentline.kernel=scalar");
            default -> List.of();
        };
    }

    /** What it is compiled with, where it is C. */
    Optional<Compiler> compiler() {
        return compiler;
    }

    /**
     * The implementation bound to a workload.
     *
     * @throws IllegalStateException if this JVM would run something else than the name says
     */
    Contender on(Workload workload) {
        requireGenuine(workload);
        return switch (this) {
            case TERNARY -> new TernaryLoop(workload);
            case MATH_MAX, MATH_MAX_NO_SUPERWORD -> new MathMaxLoop(workload);
            case MATH -> new MathLoop(workload);
            case ENGINE, ENGINE_SCALAR -> new EngineArrays(Engine.of(workload.network()), workload);
            case ENGINE_OFF_HEAP -> new EngineSegments(Engine.of(workload.network()), workload);
            case ENGINE_POLLUTED -> EnginePolluted.of(workload);
            case ENGINE_TWO_THREADS ->
                new EngineArrays(Engine.of(workload.network()).withThreads(2), workload);
            case GCC -> new Gcc(workload, false);
            case GCC_ALIGNED -> new Gcc(workload, true);
            case CLANG -> new Clang(workload, false);
            case CLANG_ALIGNED -> new Clang(workload, true);
        };
    }

    /**
     * Float additions one accumulator of a gradient takes for so many dosages: C adds all of them in float, over at
     * least 4 lanes; the engine 128 to a lane, then goes on in double; the loops in Java add in double.
     */
    int floatAdditions(int size) {
        return switch (this) {
            case GCC, GCC_ALIGNED, CLANG, CLANG_ALIGNED -> size / 4 + 16;
            case ENGINE, ENGINE_SCALAR, ENGINE_OFF_HEAP, ENGINE_POLLUTED, ENGINE_TWO_THREADS -> 128;
            case TERNARY, MATH_MAX, MATH_MAX_NO_SUPERWORD, MATH -> 0;
        };
    }

    /** One line on what really runs. */
    String evidence(Workload workload) {
        return switch (this) {
            case TERNARY, MATH_MAX, MATH_MAX_NO_SUPERWORD, MATH ->
                label + ", UseSuperWord=" + vmOption("UseSuperWord") + ", " + System.getProperty("java.vm.version");
            case GCC, GCC_ALIGNED, CLANG, CLANG_ALIGNED ->
                label + ", "
                        + compiler.map(c -> System.getProperty(c.property())).orElse("");
            case ENGINE, ENGINE_OFF_HEAP, ENGINE_POLLUTED, ENGINE_SCALAR ->
                label + ", " + Engine.of(workload.network()).info();
            case ENGINE_TWO_THREADS ->
                label + ", " + Engine.of(workload.network()).withThreads(2).info();
        };
    }

    private void requireGenuine(Workload workload) {
        switch (this) {
            case TERNARY, MATH_MAX, MATH -> require("UseSuperWord", vmOption("UseSuperWord"), "true");
            case MATH_MAX_NO_SUPERWORD -> require("UseSuperWord", vmOption("UseSuperWord"), "false");
            case ENGINE_SCALAR -> requireKernel(workload, "scalar");
            case ENGINE, ENGINE_OFF_HEAP, ENGINE_POLLUTED -> requireKernel(workload, "simd");
            case ENGINE_TWO_THREADS -> {
                requireKernel(workload, "simd");
                int threads =
                        Engine.of(workload.network()).withThreads(2).info().threads();
                require("threads", Integer.toString(threads), "2");
            }
            case GCC, GCC_ALIGNED, CLANG, CLANG_ALIGNED -> {
                // nothing else answers to the library's name
            }
        }
    }

    private void requireKernel(Workload workload, String family) {
        String kernel = Engine.of(workload.network()).info().kernel();
        require("kernel", kernel.split(" ", 2)[0], family);
    }

    private void require(String what, String actual, String wanted) {
        if (!actual.equals(wanted)) {
            throw new IllegalStateException(
                    this + " wants " + what + " " + wanted + ", but this JVM has " + actual + ": nothing to measure");
        }
    }

    private static String vmOption(String name) {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(name)
                .getValue();
    }
}
