package dev.bentline.bench.contender;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import dev.bentline.bench.report.Family;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/** What is compared. Each is measured in a JVM of its own, with the flags it needs, and refuses to run without them. */
public enum Implementation {
    /** The naive loop. */
    TERNARY("ternary loop"),
    /** The same where HotSpot may not vectorise. */
    TERNARY_NO_SUPERWORD("ternary loop, -XX:-UseSuperWord"),
    /** The loop HotSpot likes. */
    MATH_MAX("Math.max loop"),
    /** The same where HotSpot may not vectorise. */
    MATH_MAX_NO_SUPERWORD("Math.max loop, -XX:-UseSuperWord"),
    /** Softplus from the JDK's mathematics. */
    MATH("Math.exp and Math.log1p loop"),
    /** The engine's reference kernel. */
    DENSE_SCALAR("scalar engine, dense"),
    /** The same where HotSpot may not vectorise. */
    DENSE_SCALAR_NO_SUPERWORD("scalar engine, dense, -XX:-UseSuperWord"),
    /** The engine, node by node. */
    DENSE("SIMD engine, dense"),
    /** The engine on memory outside the heap. */
    DENSE_OFF_HEAP("SIMD engine, dense, off-heap"),
    /** The engine after other networks and forms went through the same call sites. */
    DENSE_POLLUTED("SIMD engine, dense, polluted call sites"),
    /** The engine that started on the scalar kernels, on SIMD since. */
    DENSE_AUTO("engine, dense, handed over to SIMD"),
    /** The same after other networks and forms went through the same call sites, from the scalar kernels on. */
    DENSE_AUTO_POLLUTED("engine, dense, handed over to SIMD, polluted call sites"),
    /** The engine on two threads. */
    DENSE_TWO_THREADS("SIMD engine, dense, 2 threads"),
    /** The engine, segment by segment. */
    BENT_LINE("SIMD engine, bent line"),
    /** The same by the reference kernel. */
    BENT_LINE_SCALAR("scalar engine, bent line"),
    /** C on the same arrays. */
    GCC(Compiler.GCC, false),
    /** C on memory aligned to cache lines. */
    GCC_ALIGNED(Compiler.GCC, true),
    /** C as the language prescribes it. */
    GCC_STRICT(Compiler.GCC_STRICT, true),
    /** C on the same arrays. */
    CLANG(Compiler.CLANG, false),
    /** C on memory aligned to cache lines. */
    CLANG_ALIGNED(Compiler.CLANG, true),
    /** C as the language prescribes it. */
    CLANG_STRICT(Compiler.CLANG_STRICT, true),
    /** By hand, on the same arrays. */
    INTRINSICS(Compiler.INTRINSICS, false),
    /** By hand, on memory aligned to cache lines. */
    INTRINSICS_ALIGNED(Compiler.INTRINSICS, true),
    /** Other libraries, in the forms and on the threads their names say. */
    ONNX_ELEMENTWISE(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.ELEMENTWISE, false, 1),
    ONNX_ELEMENTWISE_CHUNKS(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.ELEMENTWISE, true, 1),
    ONNX_LAYERS(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.LAYERS, false, 1),
    ONNX_LAYERS_CHUNKS(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.LAYERS, true, 1),
    ONNX_ELEMENTWISE_TWO_THREADS(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.ELEMENTWISE, false, 2),
    ONNX_LAYERS_TWO_THREADS(LibraryPeer.Library.ONNX_RUNTIME, LibraryPeer.Form.LAYERS, false, 2),
    PYTORCH_ELEMENTWISE(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.ELEMENTWISE, false, 1),
    PYTORCH_ELEMENTWISE_CHUNKS(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.ELEMENTWISE, true, 1),
    PYTORCH_LAYERS(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.LAYERS, false, 1),
    PYTORCH_LAYERS_CHUNKS(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.LAYERS, true, 1),
    PYTORCH_ELEMENTWISE_TWO_THREADS(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.ELEMENTWISE, false, 2),
    PYTORCH_LAYERS_TWO_THREADS(LibraryPeer.Library.PYTORCH, LibraryPeer.Form.LAYERS, false, 2),
    DUCKDB(LibraryPeer.Library.DUCKDB, LibraryPeer.Form.SQL, false, 1),
    DUCKDB_TWO_THREADS(LibraryPeer.Library.DUCKDB, LibraryPeer.Form.SQL, false, 2);

    private static final String NOT_BUILT = "not built; --peers builds it";

    private final String label;
    private final Optional<Compiler> compiler;
    private final boolean aligned;

    @SuppressWarnings("ImmutableEnumChecker") // a record of enums and numbers
    private final Optional<LibraryPeer> rival;

    Implementation(String label) {
        this.label = label;
        this.compiler = Optional.empty();
        this.aligned = false;
        this.rival = Optional.empty();
    }

    Implementation(LibraryPeer.Library library, LibraryPeer.Form form, boolean chunks, int threads) {
        this.rival = Optional.of(new LibraryPeer(library, form, chunks, threads));
        this.label = rival.get().label();
        this.compiler = Optional.empty();
        this.aligned = false;
    }

    Implementation(Compiler compiler, boolean aligned) {
        this.label = (compiler == Compiler.INTRINSICS ? "C, AVX-512 intrinsics" : "C, " + compiler.label())
                + (aligned ? ", aligned off-heap" : "");
        this.compiler = Optional.of(compiler);
        this.aligned = aligned;
        this.rival = Optional.empty();
    }

    public String label() {
        return label;
    }

    /** Flags of the JVM it is measured in, besides those of all. */
    public List<String> jvmArguments() {
        if (rival.isPresent() && rival.get().library() == LibraryPeer.Library.PYTORCH) {
            return List.of("-Dai.djl.offline=true", "-Dai.djl.pytorch.num_interop_threads=1");
        }
        return switch (this) {
            case TERNARY_NO_SUPERWORD, MATH_MAX_NO_SUPERWORD -> List.of("-XX:-UseSuperWord");
            case DENSE_SCALAR, BENT_LINE_SCALAR -> List.of("-Dbentline.kernel=scalar");
            case DENSE_SCALAR_NO_SUPERWORD -> List.of("-Dbentline.kernel=scalar", "-XX:-UseSuperWord");
            case DENSE_AUTO, DENSE_AUTO_POLLUTED -> List.of(Start.AUTO.flag());
            default -> List.of();
        };
    }

    /** The same code where HotSpot may not vectorise it: what tells whether it does. */
    public Optional<Implementation> withoutSuperWord() {
        return switch (this) {
            case TERNARY -> Optional.of(TERNARY_NO_SUPERWORD);
            case MATH_MAX -> Optional.of(MATH_MAX_NO_SUPERWORD);
            case DENSE_SCALAR -> Optional.of(DENSE_SCALAR_NO_SUPERWORD);
            default -> Optional.empty();
        };
    }

    /** How the network is computed, which decides how far its results may be off: loops in Java and C are dense too. */
    public Formulation formulation() {
        return switch (this) {
            case BENT_LINE, BENT_LINE_SCALAR -> Formulation.BENT_LINE;
            default -> Formulation.DENSE;
        };
    }

    /** The same on dosages in the given order. */
    public Variant over(DosageOrder order) {
        return new Variant(this, order);
    }

    /** Whose it is. */
    public Family family() {
        if (rival.isPresent()) {
            return switch (rival.get().library()) {
                case ONNX_RUNTIME -> Family.ONNX_RUNTIME;
                case PYTORCH -> Family.PYTORCH;
                case DUCKDB -> Family.DUCKDB;
            };
        }
        return switch (this) {
            case TERNARY, TERNARY_NO_SUPERWORD, MATH_MAX, MATH_MAX_NO_SUPERWORD, MATH -> Family.JAVA;
            case GCC, GCC_ALIGNED, GCC_STRICT, CLANG, CLANG_ALIGNED, CLANG_STRICT -> Family.C;
            case INTRINSICS, INTRINSICS_ALIGNED -> Family.INTRINSICS;
            default -> Family.BENTLINE;
        };
    }

    /** On how many it runs. */
    public int threads() {
        return rival.map(LibraryPeer::threads).orElse(this == DENSE_TWO_THREADS ? 2 : 1);
    }

    /** Why it cannot run here whatever the machine, if so. */
    public Optional<String> obstacle() {
        return rival.isPresent() && LibraryPeers.find().isEmpty() ? Optional.of(NOT_BUILT) : Optional.empty();
    }

    /** Which other library it is, if it is. */
    public Optional<LibraryPeer> rival() {
        return rival;
    }

    /** What it is compiled with, where it is C. */
    public Optional<Compiler> compiler() {
        return compiler;
    }

    /**
     * The implementation bound to a workload.
     *
     * @throws IllegalStateException if this JVM would run something else than the name says
     */
    public Contender on(Workload workload) {
        requireGenuine(workload.network());
        if (compiler.isPresent()) {
            return CPeer.of(compiler.get(), workload, aligned);
        }
        if (rival.isPresent()) {
            return LibraryPeers.find()
                    .orElseThrow(() -> new IllegalStateException(NOT_BUILT))
                    .contender(rival.get(), workload);
        }
        return switch (this) {
            case TERNARY, TERNARY_NO_SUPERWORD -> new TernaryLoop(workload);
            case MATH_MAX, MATH_MAX_NO_SUPERWORD -> new MathMaxLoop(workload);
            case MATH -> new MathLoop(workload);
            case DENSE, DENSE_SCALAR, DENSE_SCALAR_NO_SUPERWORD, BENT_LINE, BENT_LINE_SCALAR ->
                new EngineArrays(engine(workload.network()), workload);
            case DENSE_OFF_HEAP -> new EngineSegments(engine(workload.network()), workload);
            case DENSE_POLLUTED -> EnginePolluted.of(workload);
            case DENSE_AUTO -> HandedOver.of(workload);
            case DENSE_AUTO_POLLUTED -> EnginePolluted.handedOver(workload);
            case DENSE_TWO_THREADS ->
                new EngineArrays(engine(workload.network()).withThreads(2), workload);
            default -> throw new IllegalStateException(this + " is no implementation in Java");
        };
    }

    private Engine engine(Network network) {
        return Engine.of(network, formulation());
    }

    /**
     * Float additions one accumulator of a gradient takes for so many dosages: C adds all of a part in float; the engine 128 to a lane, then goes on in double; the loops in Java add in double.
     */
    public int floatAdditions(int size) {
        if (compiler.isPresent()) {
            return compiler.get().floatAdditions(size);
        }
        if (rival.isPresent()) {
            return rival.get().chunks() ? Math.min(size, LibraryPeer.LARGEST_CHUNK) : size;
        }
        return switch (this) {
            case TERNARY, TERNARY_NO_SUPERWORD, MATH_MAX, MATH_MAX_NO_SUPERWORD, MATH -> 0;
            default -> 128;
        };
    }

    /** One line on what really runs in this JVM. */
    public String evidence(Network network) {
        String what = rival.map(found ->
                        version(found.library()) + ", " + threads() + (threads() == 1 ? " thread" : " threads"))
                .or(() -> compiler.map(library -> "the library of -D" + library.property()))
                .orElseGet(() -> inJava(network));
        return label + ": " + what + ", UseSuperWord " + superWord();
    }

    private static String version(LibraryPeer.Library library) {
        return library.label() + " "
                + LibraryPeers.find().map(rivals -> rivals.version(library)).orElse(NOT_BUILT);
    }

    private String inJava(Network network) {
        return switch (this) {
            case TERNARY, TERNARY_NO_SUPERWORD, MATH_MAX, MATH_MAX_NO_SUPERWORD, MATH ->
                "plain Java on " + System.getProperty("java.vm.version");
            case DENSE_TWO_THREADS -> engine(network).withThreads(2).info().toString();
            default -> engine(network).info().toString();
        };
    }

    private void requireGenuine(Network network) {
        boolean superWord = !jvmArguments().contains("-XX:-UseSuperWord");
        require("UseSuperWord", superWord(), Boolean.toString(superWord));
        switch (this) {
            case DENSE_SCALAR, DENSE_SCALAR_NO_SUPERWORD, BENT_LINE_SCALAR -> requireKernel(network, "scalar");
            case DENSE, DENSE_OFF_HEAP, DENSE_POLLUTED, BENT_LINE -> requireKernel(network, "simd");
            case DENSE_TWO_THREADS -> {
                requireKernel(network, "simd");
                int threads = engine(network).withThreads(2).info().threads();
                require("threads", Integer.toString(threads), "2");
            }
            default -> {
                // nothing else goes by its name
            }
        }
    }

    private void requireKernel(Network network, String family) {
        String kernel = engine(network).info().kernel();
        require("kernel", kernel.split(" ", 2)[0], family);
    }

    private void require(String what, String actual, String wanted) {
        if (!actual.equals(wanted)) {
            throw new IllegalStateException(
                    this + " wants " + what + " " + wanted + ", but this JVM has " + actual + ": nothing to measure");
        }
    }

    private static String superWord() {
        return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("UseSuperWord")
                .getValue();
    }
}
