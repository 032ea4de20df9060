package dev.bentline.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.kernel.simd.SimdKernelFactory;
import dev.bentline.testing.CompilationLog;
import dev.bentline.testing.CompilationLog.Compilation;
import dev.bentline.testing.JavaProcess;
import dev.bentline.testing.JavaProcess.Result;
import dev.bentline.testing.VectorLoops;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keeps vector loops within C2's budget. From 18,000 nodes on C2 puts off inlining the vector API, and vectors that cross
 * calls are boxed, which makes a loop ten times slower in some processes and not in others.
 */
class NodeBudgetTest {
    private static final String PACKAGE = SimdKernelFactory.class.getPackageName();

    /** Other code that a process has run adds some 900 to the same method. */
    private static final int MOST_NODES = 16_500;

    /** Bytes of bytecode of the longest method that C2 inlines, its default. */
    private static final int FREQ_INLINE_SIZE = 325;

    /** Bytes of the widest vectors allowed: all that this machine has, and the shortest that SIMD takes. */
    @ParameterizedTest(name = "vectors of at most {0} bytes")
    @ValueSource(ints = {64, 16})
    void everyVectorLoopIsCompiledWithinTheNodeBudget(int vectorBytes, @TempDir Path folder) {
        List<Compilation> compilations = compilations(NodeBudgetProbe.class, vectorBytes, folder);
        assertThat(compilations.stream().flatMap(NodeBudgetTest::findings))
                .as("compilations past %,d nodes, or failed", MOST_NODES)
                .isEmpty();
        assertThat(methods(compilations)).containsAll(vectorLoops());
    }

    /** A loop left out would be compiled long after SIMD has taken over, and run a thousand times slower until then. */
    @ParameterizedTest(name = "vectors of at most {0} bytes")
    @ValueSource(ints = {64, 16})
    void aRehearsalHasEveryVectorLoopCompiled(int vectorBytes, @TempDir Path folder) {
        assertThat(methods(compilations(RehearsalProbe.class, vectorBytes, folder)))
                .containsAll(vectorLoops());
    }

    private static Set<String> methods(List<Compilation> compilations) {
        Set<String> methods = new HashSet<>();
        compilations.forEach(compilation -> methods.addAll(compilation.methods()));
        return methods;
    }

    /** Runs a probe whose loops are compiled early, and returns what C2 compiled of them. */
    private static List<Compilation> compilations(Class<?> probe, int vectorBytes, Path folder) {
        assumeTrue(simdRuns(), "this machine has no SIMD");
        Path log = folder.resolve("compilations.xml");
        Result result = JavaProcess.run(
                probe,
                JavaProcess.VECTOR_MODULE,
                "-Dbentline.kernel=simd",
                "-Xbatch",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+LogCompilation",
                "-XX:LogFile=" + log,
                "-XX:MaxVectorSize=" + vectorBytes,
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=CompileThresholdScaling," + PACKAGE + ".*::*,0.02");
        assertThat(result.status()).as("%s", result.err()).isZero();
        assertThat(result.out()).singleElement().asString().startsWith("simd ");
        return CompilationLog.read(log, PACKAGE);
    }

    /** They would be inlined in some processes and not in others, by what each has run before. */
    @ParameterizedTest
    @CsvSource({
        "SimdPieceIndex, find",
        "SimdPieceIndex, resolve",
        "RowLookup, evaluate",
        "OrderedRunMapper, cross",
        "BentLineSums, addRun",
        "ReluForward, rest",
        "SimdUpstream, sums",
        "SimdLogDosageKernel, logarithms"
    })
    void loopsThatWouldTakeTheirCallersPastTheBudgetAreTooLongToInline(String type, String method) throws IOException {
        assertThat(VectorLoops.bytecodes(classes().resolve(type + ".class"), method))
                .isGreaterThan(FREQ_INLINE_SIZE);
    }

    private static Stream<String> findings(Compilation compilation) {
        return compilation.nodes() > MOST_NODES || !compilation.failures().isEmpty()
                ? Stream.of(
                        "%s: %,d nodes %s".formatted(compilation.method(), compilation.nodes(), compilation.failures()))
                : Stream.empty();
    }

    private static Set<String> vectorLoops() {
        Set<String> loops = VectorLoops.in(classes());
        assertThat(loops).hasSizeGreaterThan(20);
        return loops;
    }

    private static Path classes() {
        return JavaProcess.place(Engine.class).resolve(PACKAGE.replace('.', '/'));
    }

    private static boolean simdRuns() {
        try {
            return Engine.of(Network.relu()).info().kernel().startsWith("simd ");
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
