package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.BentLine;
import dev.bentline.Segment;
import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Start;
import dev.bentline.bench.fixture.JmhParameters;
import dev.bentline.bench.fixture.Libraries;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the benchmarks' own methods at every width and order, with the checks before and after each timed run: every result
 * against the oracle.
 */
class TwinTest {
    /** Below a vector, around one, around tiles and blocks, and some that fill nothing. */
    private static final List<Integer> SIZES = List.of(1, 7, 16, 33, 127, 129, 1_003, 2_048, 4_099);

    private static final List<Integer> WIDTHS = List.of(2, 19, 64, 1_024, 16_384);

    /** Takes few dosages of the widest network, for the oracle's sake. */
    private static List<Integer> sizes(int width) {
        return SIZES.stream().filter(size -> (long) width * size < 5_000_000).toList();
    }

    /** Only the bent line goes by the order of the dosages. */
    static Stream<Arguments> relu() {
        return Stream.of(new ForwardBenchmark(), new DerivativeBenchmark(), new GradientBenchmark())
                .flatMap(benchmark -> JmhParameters.methods(benchmark.getClass())
                        .flatMap(method -> Stream.of(DosageOrder.values())
                                .filter(order -> order == DosageOrder.SHUFFLED
                                        || method.getName().equals(Implementation.BENT_LINE.method()))
                                .flatMap(order ->
                                        WIDTHS.stream().map(width -> Arguments.of(benchmark, method, order, width)))));
    }

    @ParameterizedTest
    @MethodSource
    void relu(DosageBenchmark benchmark, Method method, DosageOrder order, int width) throws Exception {
        benchmark.order = order;
        benchmark.width = width;
        runAll(benchmark, method, sizes(width));
    }

    static Stream<Arguments> operations() {
        return Stream.of(new EngineBenchmark(), new CBenchmark())
                .flatMap(benchmark -> JmhParameters.methods(benchmark.getClass())
                        .flatMap(method -> Stream.of(Operation.values())
                                .flatMap(operation -> (operation == Operation.SOFTPLUS ? Stream.of(2) : WIDTHS.stream())
                                        .map(width -> Arguments.of(benchmark, method, operation, width)))));
    }

    @ParameterizedTest
    @MethodSource
    void operations(OperationBenchmark benchmark, Method method, Operation operation, int width) throws Exception {
        assumeTrue(
                operation != Operation.SOFTPLUS || !method.getName().startsWith("intrinsics"), "no softplus by hand");
        assumeTrue(operation != Operation.PASS || width < 1_024, "the fits have narrow networks");
        benchmark.operation = operation;
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.width = width;
        runAll(benchmark, method, sizes(width));
    }

    static Stream<Method> softplus() {
        return JmhParameters.methods(SoftplusBenchmark.class);
    }

    @ParameterizedTest
    @MethodSource
    void softplus(Method method) throws Exception {
        SoftplusBenchmark benchmark = new SoftplusBenchmark();
        benchmark.width = 2;
        benchmark.order = DosageOrder.SHUFFLED;
        runAll(benchmark, method, SIZES);
    }

    static Stream<Arguments> logarithms() {
        return JmhParameters.methods(LogDosageBenchmark.class)
                .flatMap(method -> Stream.of(Operation.FORWARD, Operation.GRADIENT)
                        .map(operation -> Arguments.of(method, operation)));
    }

    @ParameterizedTest
    @MethodSource
    void logarithms(Method method, Operation operation) throws Exception {
        LogDosageBenchmark benchmark = new LogDosageBenchmark();
        benchmark.operation = operation;
        runAll(benchmark, method, SIZES);
    }

    static Stream<Arguments> clustered() {
        return JmhParameters.methods(ClusteredBenchmark.class)
                .flatMap(method -> Stream.of(BendPlacement.values()).map(placement -> Arguments.of(method, placement)));
    }

    @ParameterizedTest
    @MethodSource
    void clustered(Method method, BendPlacement placement) throws Exception {
        ClusteredBenchmark benchmark = new ClusteredBenchmark();
        benchmark.placement = placement;
        runAll(benchmark, method, sizes(BendPlacement.COUNT));
    }

    /** Every bend is one of the line, however close to the next and however far out. */
    @ParameterizedTest
    @EnumSource
    void bendsAreBends(BendPlacement placement) {
        List<Segment> segments = BentLine.of(placement.workload(1).network()).segments();
        assertThat(segments).hasSizeBetween(BendPlacement.COUNT - 50, BendPlacement.COUNT + 3);
        long clustered = segments.stream()
                .mapToDouble(Segment::from)
                .filter(from -> from == 0.5f || from == Math.nextUp(0.5f) || from == 1e-40f)
                .count();
        assertThat(clustered).isEqualTo(placement == BendPlacement.SPREAD ? 0 : 3);
    }

    static Stream<Arguments> passes() {
        return JmhParameters.methods(PassBenchmark.class)
                .flatMap(method -> Stream.of(2, 64).map(width -> Arguments.of(method, width)));
    }

    @ParameterizedTest
    @MethodSource
    void passes(Method method, int width) throws Exception {
        PassBenchmark benchmark = new PassBenchmark();
        benchmark.width = width;
        benchmark.passes = 2;
        runAll(benchmark, method, SIZES);
    }

    /** Sums of C in parts. */
    @Test
    void manyDosagesInC() throws Exception {
        PassBenchmark benchmark = new PassBenchmark();
        benchmark.width = 2;
        benchmark.passes = 1;
        runAll(benchmark, PassBenchmark.class.getMethod("gcc"), List.of(2 * Compiler.GCC.part() + 7));
    }

    static Stream<Arguments> longSums() {
        return Stream.of(new GradientBenchmark(), new EngineBenchmark(), new CBenchmark())
                .flatMap(benchmark ->
                        JmhParameters.methods(benchmark.getClass()).map(method -> Arguments.of(benchmark, method)));
    }

    /** Sums in float over many dosages stay within the tolerance claimed for them. */
    @ParameterizedTest
    @MethodSource
    void longSums(DosageBenchmark benchmark, Method method) throws Exception {
        benchmark.width = 2;
        benchmark.order = DosageOrder.SHUFFLED;
        if (benchmark instanceof OperationBenchmark any) {
            any.operation = Operation.GRADIENT;
        }
        runAll(benchmark, method, List.of(3_000_001));
    }

    /** The flags on a method are those its implementation asks for, and the usual ones make all others run. */
    @Test
    void everyMethodHasTheFlagsItNeeds() {
        assertThat(JmhParameters.methods(
                        ForwardBenchmark.class,
                        DerivativeBenchmark.class,
                        GradientBenchmark.class,
                        SoftplusBenchmark.class,
                        LogDosageBenchmark.class,
                        EngineBenchmark.class,
                        CBenchmark.class,
                        ClusteredBenchmark.class,
                        PassBenchmark.class))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(JmhParameters.added(method))
                        .containsExactlyElementsOf(
                                Implementation.ofMethod(method.getName()).flags()));
        assertThat(NetworkBenchmark.class
                        .getAnnotation(org.openjdk.jmh.annotations.Fork.class)
                        .jvmArgs())
                .containsExactlyElementsOf(ForkFlags.usual());
    }

    @Test
    void thisJvmIsRefusedByWhatNeedsAnother() {
        GradientBenchmark benchmark = new GradientBenchmark();
        benchmark.width = 2;
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.size = 16;
        for (Implementation implementation : Implementation.values()) {
            if (!implementation.flags().isEmpty()) {
                assertThatThrownBy(() -> benchmark.setUp(implementation))
                        .hasMessageContaining("nothing to measure; pass -")
                        .hasMessageContaining(implementation.flags().getLast());
            }
        }
    }

    @Test
    void aFirstCallOnOtherKernelsThanItsNameSaysIsRefused() {
        for (Start start : List.of(Start.AUTO, Start.SCALAR)) {
            ColdStartBenchmark benchmark = coldStart(Operation.FORWARD);
            benchmark.setUp(start);
            assertThat(benchmark.simd()).isNotNull();
            assertThatThrownBy(benchmark::check).hasMessageContaining("nothing to measure; pass " + start.flag());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "DERIVATIVE", "GRADIENT"})
    void firstCalls(Operation operation) {
        ColdStartBenchmark benchmark = coldStart(operation);
        benchmark.setUp(Start.SIMD);
        assertThatThrownBy(benchmark::check).hasMessageContaining("0 calls instead of 1");
        assertThat(benchmark.simd()).isNotNull();
        benchmark.check();
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "DERIVATIVE", "GRADIENT"})
    void firstCallsOfABentLine(Operation operation) {
        for (DosageOrder order : List.of(DosageOrder.SHUFFLED, DosageOrder.SORTED)) {
            ColdStartBenchmark benchmark = coldStart(operation);
            benchmark.width = 1_024;
            benchmark.order = order;
            benchmark.setUp(Start.SIMD);
            assertThat(benchmark.simd()).isNotNull();
            benchmark.check();
        }
    }

    private static ColdStartBenchmark coldStart(Operation operation) {
        ColdStartBenchmark benchmark = new ColdStartBenchmark();
        benchmark.operation = operation;
        benchmark.width = 2;
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.size = 1_003;
        benchmark.calls = 1;
        return benchmark;
    }

    private static void runAll(NetworkBenchmark benchmark, Method method, List<Integer> sizes) throws Exception {
        Implementation implementation = Implementation.ofMethod(method.getName());
        assumeRunsHere(implementation);
        for (int size : sizes) {
            benchmark.size = size;
            benchmark.setUp(implementation);
            var _ = method.invoke(benchmark);
            benchmark.check();
        }
    }

    private static void assumeRunsHere(Implementation implementation) {
        assumeTrue(implementation.flags().isEmpty(), "needs a JVM of its own; InterleavedRunnerTest gives it one");
        assumeTrue(
                implementation != Implementation.TWO_THREADS
                        || Runtime.getRuntime().availableProcessors() > 1,
                "one processor");
        implementation.compiler().ifPresent(compiler -> {
            Build build = Libraries.of(compiler);
            assumeTrue(build.library().isPresent(), build.word());
        });
    }
}
