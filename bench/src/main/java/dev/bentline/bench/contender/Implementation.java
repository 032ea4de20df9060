package dev.bentline.bench.contender;

import static dev.bentline.bench.contender.ForkFlags.AUTO;
import static dev.bentline.bench.contender.ForkFlags.NO_SUPER_WORD;
import static dev.bentline.bench.contender.LibraryPeer.Form.ELEMENTWISE;
import static dev.bentline.bench.contender.LibraryPeer.Form.LAYERS;
import static dev.bentline.bench.contender.LibraryPeer.Form.SQL;
import static dev.bentline.bench.contender.LibraryPeer.Library.DUCKDB;
import static dev.bentline.bench.contender.LibraryPeer.Library.ONNX_RUNTIME;
import static dev.bentline.bench.contender.LibraryPeer.Library.PYTORCH;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists what is compared: the label of its rows, the flags its JVM needs besides the usual ones, and what makes it. The
 * benchmark method of the same name in camel case measures it.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists, records and functions, none of which changes
public enum Implementation {
    TERNARY_LOOP("ternary loop", TernaryLoop::new),
    TERNARY_LOOP_NO_SUPER_WORD("ternary loop, -XX:-UseSuperWord", TernaryLoop::new, NO_SUPER_WORD),
    MATH_MAX_LOOP("Math.max loop", MathMaxLoop::new),
    MATH_MAX_LOOP_NO_SUPER_WORD("Math.max loop, -XX:-UseSuperWord", MathMaxLoop::new, NO_SUPER_WORD),
    MATH_LOOP("Math.exp and Math.log1p loop", MathLoop::new),
    SCALAR("scalar engine, dense", Engines::dense, ForkFlags.SCALAR),
    SCALAR_NO_SUPER_WORD("scalar engine, dense, -XX:-UseSuperWord", Engines::dense, ForkFlags.SCALAR, NO_SUPER_WORD),
    SIMD("SIMD engine, dense", Engines::dense),
    BENT_LINE("SIMD engine, bent line", Engines::bentLine),
    BENT_LINE_SCALAR("scalar engine, bent line", Engines::bentLine, ForkFlags.SCALAR),
    OFF_HEAP("SIMD engine, dense, off-heap", Engines::offHeap),
    TWO_THREADS("SIMD engine, dense, 2 threads", Engines::twoThreads),
    POLLUTED("SIMD engine, dense, polluted call sites", EnginePolluted::of),
    HANDED_OVER("engine, dense, handed over to SIMD", HandedOver::of, AUTO),
    HANDED_OVER_POLLUTED("engine, dense, handed over to SIMD, polluted call sites", EnginePolluted::handedOver, AUTO),
    GCC(Compiler.GCC, false),
    GCC_ALIGNED(Compiler.GCC, true),
    GCC_STRICT(Compiler.GCC_STRICT, true),
    CLANG(Compiler.CLANG, false),
    CLANG_ALIGNED(Compiler.CLANG, true),
    CLANG_STRICT(Compiler.CLANG_STRICT, true),
    INTRINSICS(Compiler.INTRINSICS, false),
    INTRINSICS_ALIGNED(Compiler.INTRINSICS, true),
    ONNX_ELEMENTWISE(new LibraryPeer(ONNX_RUNTIME, ELEMENTWISE, false, 1)),
    ONNX_ELEMENTWISE_CHUNKS(new LibraryPeer(ONNX_RUNTIME, ELEMENTWISE, true, 1)),
    ONNX_ELEMENTWISE_TWO_THREADS(new LibraryPeer(ONNX_RUNTIME, ELEMENTWISE, false, 2)),
    ONNX_LAYERS(new LibraryPeer(ONNX_RUNTIME, LAYERS, false, 1)),
    ONNX_LAYERS_CHUNKS(new LibraryPeer(ONNX_RUNTIME, LAYERS, true, 1)),
    ONNX_LAYERS_TWO_THREADS(new LibraryPeer(ONNX_RUNTIME, LAYERS, false, 2)),
    PYTORCH_ELEMENTWISE(new LibraryPeer(PYTORCH, ELEMENTWISE, false, 1)),
    PYTORCH_ELEMENTWISE_CHUNKS(new LibraryPeer(PYTORCH, ELEMENTWISE, true, 1)),
    PYTORCH_ELEMENTWISE_TWO_THREADS(new LibraryPeer(PYTORCH, ELEMENTWISE, false, 2)),
    PYTORCH_LAYERS(new LibraryPeer(PYTORCH, LAYERS, false, 1)),
    PYTORCH_LAYERS_CHUNKS(new LibraryPeer(PYTORCH, LAYERS, true, 1)),
    PYTORCH_LAYERS_TWO_THREADS(new LibraryPeer(PYTORCH, LAYERS, false, 2)),
    DUCKDB_SQL(new LibraryPeer(DUCKDB, SQL, false, 1)),
    DUCKDB_SQL_TWO_THREADS(new LibraryPeer(DUCKDB, SQL, false, 2));

    private final String label;
    private final List<String> flags;
    private final Function<Workload, Contender> factory;
    private final @Nullable Compiler compiler;
    private final @Nullable LibraryPeer library;

    Implementation(String label, Function<Workload, Contender> factory, String... flags) {
        this(label, factory, null, null, flags);
    }

    Implementation(Compiler compiler, boolean aligned) {
        this(compiler.row(aligned), workload -> CPeer.of(compiler, workload, aligned), compiler, null);
    }

    Implementation(LibraryPeer library) {
        this(library.label(), workload -> LibraryPeers.built().contender(library, workload), null, library);
    }

    Implementation(
            String label,
            Function<Workload, Contender> factory,
            @Nullable Compiler compiler,
            @Nullable LibraryPeer library,
            String... flags) {
        this.label = label;
        this.factory = factory;
        this.compiler = compiler;
        this.library = library;
        this.flags = List.of(flags);
    }

    /** Finds the implementation a benchmark method is named after. */
    public static Implementation ofMethod(String benchmark) {
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(each -> each.method().equals(method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(benchmark + " is named after no implementation"));
    }

    /** Returns the name of the benchmark method that measures it. */
    public String method() {
        return Pattern.compile("_(.)")
                .matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** Binds it to dosages in the given order. */
    public Variant over(DosageOrder order) {
        return new Variant(this, order);
    }

    /** Returns what a table calls it. */
    public String label() {
        return label;
    }

    /** Returns the flags of its JVM besides {@link ForkFlags#usual}. */
    public List<String> flags() {
        return flags;
    }

    /** Returns what it is compiled with, where it is C. */
    public Optional<Compiler> compiler() {
        return Optional.ofNullable(compiler);
    }

    /** Returns the other library it is, where it is one. */
    public Optional<LibraryPeer> library() {
        return Optional.ofNullable(library);
    }

    /**
     * Binds it to a workload.
     *
     * @throws IllegalStateException if this JVM would run something else than the name says
     */
    public Contender on(Workload workload) {
        JvmCheck.require(this, workload.network());
        return factory.apply(workload);
    }
}
