package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.BentLine;
import dev.bentline.Formulation;
import dev.bentline.Optimizer;
import dev.bentline.Segment;
import dev.bentline.bench.contender.BendPlacement;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.contender.Variant;
import dev.bentline.bench.fixture.JmhParameters;
import dev.bentline.bench.fixture.Libraries;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Runs the benchmarks' own methods for every implementation, order and width, and the check that follows each timed run: every
 * result against the oracle.
 */
class TwinTest {
    /** Below a vector, around one, around tiles and blocks, and some that fill nothing. */
    private static final List<Integer> SIZES = List.of(1, 7, 16, 33, 127, 129, 1_003, 2_048, 4_099);

    /** Only the bent line goes by the order of the dosages. */
    static Stream<Arguments> relu() {
        return JmhParameters.implementations(ReluBenchmark.class)
                .flatMap(implementation -> Stream.of(DosageOrder.values())
                        .filter(order -> order == DosageOrder.SHUFFLED || implementation == Implementation.BENT_LINE)
                        .map(implementation::over))
                .flatMap(trial -> JmhParameters.widths(ReluBenchmark.class).map(width -> Arguments.of(trial, width)));
    }

    /** Of the widest network few dosages, for the oracle's sake. */
    private static List<Integer> sizes(int width) {
        return SIZES.stream().filter(size -> (long) width * size < 5_000_000).toList();
    }

    static Stream<Implementation> softplus() {
        return JmhParameters.implementations(SoftplusBenchmark.class);
    }

    @ParameterizedTest
    @MethodSource("relu")
    void forward(Variant trial, int width) {
        assumeRunsHere(trial.implementation());
        for (int size : sizes(width)) {
            ForwardBenchmark benchmark = relu(new ForwardBenchmark(), trial, width, size);
            benchmark.forward();
            benchmark.check();
        }
    }

    @ParameterizedTest
    @MethodSource("relu")
    void derivative(Variant trial, int width) {
        assumeRunsHere(trial.implementation());
        for (int size : sizes(width)) {
            DerivativeBenchmark benchmark = relu(new DerivativeBenchmark(), trial, width, size);
            benchmark.derivative();
            benchmark.check();
        }
    }

    @ParameterizedTest
    @MethodSource("relu")
    void gradient(Variant trial, int width) {
        assumeRunsHere(trial.implementation());
        for (int size : sizes(width)) {
            GradientBenchmark benchmark = relu(new GradientBenchmark(), trial, width, size);
            assertThat(benchmark.gradient()).isNotNull();
            benchmark.check();
        }
    }

    static Stream<Arguments> clustered() {
        return JmhParameters.implementations(ClusteredBenchmark.class)
                .flatMap(implementation ->
                        Stream.of(BendPlacement.values()).map(knots -> Arguments.of(implementation, knots)));
    }

    @ParameterizedTest
    @MethodSource
    void clustered(Implementation implementation, BendPlacement knots) {
        assumeRunsHere(implementation);
        for (int size : sizes(BendPlacement.COUNT)) {
            ClusteredBenchmark benchmark = new ClusteredBenchmark();
            benchmark.implementation = implementation;
            benchmark.knots = knots;
            benchmark.size = size;
            benchmark.setUp();
            benchmark.forward();
            benchmark.check();
        }
    }

    /** Every knot is a bend of the line, however close to the next and however far out. */
    @ParameterizedTest
    @EnumSource
    void knotsAreKnots(BendPlacement knots) {
        List<Segment> segments = BentLine.of(knots.workload(1).network()).segments();
        assertThat(segments).hasSizeBetween(BendPlacement.COUNT - 50, BendPlacement.COUNT + 3);
        long clustered = segments.stream()
                .mapToDouble(Segment::from)
                .filter(from -> from == 0.5f || from == Math.nextUp(0.5f) || from == 1e-40f)
                .count();
        assertThat(clustered).isEqualTo(knots == BendPlacement.SPREAD ? 0 : 3);
    }

    static Stream<Arguments> passes() {
        return JmhParameters.implementations(PassBenchmark.class)
                .flatMap(implementation ->
                        JmhParameters.widths(PassBenchmark.class).map(width -> Arguments.of(implementation, width)));
    }

    @ParameterizedTest
    @MethodSource
    void passes(Implementation implementation, int width) {
        assumeRunsHere(implementation);
        for (int size : SIZES) {
            PassBenchmark benchmark = new PassBenchmark();
            benchmark.implementation = implementation;
            benchmark.width = width;
            benchmark.passes = 2;
            benchmark.size = size;
            benchmark.setUp();
            assertThat(benchmark.network()).isEqualTo(benchmark.create().network());
            assertThat(benchmark.gradient()).isNotNull();
            benchmark.check();
        }
    }

    /** Sums of C in parts. */
    @Test
    void manyDosagesInC() {
        assumeRunsHere(Implementation.GCC);
        PassBenchmark benchmark = new PassBenchmark();
        benchmark.implementation = Implementation.GCC;
        benchmark.width = 2;
        benchmark.passes = 1;
        benchmark.size = 2 * Compiler.GCC.part() + 7;
        benchmark.setUp();
        assertThat(benchmark.gradient()).isNotNull();
        benchmark.check();
    }

    static Stream<Arguments> epochs() {
        return Stream.of(Optimizer.Kind.values())
                .flatMap(optimizer ->
                        JmhParameters.widths(EpochBenchmark.class).map(width -> Arguments.of(optimizer, width)));
    }

    /** They are what the name says: so many updates of a fit, whose bends move. */
    @ParameterizedTest
    @MethodSource
    void epochs(Optimizer.Kind optimizer, int width) {
        for (int size : List.of(1_003, 20_000)) {
            EpochBenchmark benchmark = new EpochBenchmark();
            benchmark.optimizer = optimizer;
            benchmark.width = width;
            benchmark.size = size;
            benchmark.setUp();
            assertThatThrownBy(benchmark::check).hasMessageContaining("first loss is 0.0");
            double afterFirst = benchmark.firstEpochs();
            benchmark.check();
            double afterAll = benchmark.epochs();
            benchmark.check();
            assertThat(afterAll).isPositive().isNotEqualTo(afterFirst);
            assertThat(benchmark.lastFit().epochs()).isEqualTo(EpochBenchmark.EPOCHS);
            assertThat(benchmark.passed(benchmark.lastFit().network())).isPositive();
        }
    }

    static Stream<Arguments> builds() {
        return Stream.of(ObservationOrder.values())
                .flatMap(arrangement -> Stream.of(1, 0).map(threads -> Arguments.of(arrangement, threads)));
    }

    @ParameterizedTest
    @MethodSource
    void builds(ObservationOrder arrangement, int threads) {
        for (int size : List.of(1, 2, 97, 4_099, 300_001)) {
            IndexBenchmark benchmark = new IndexBenchmark();
            benchmark.arrangement = arrangement;
            benchmark.threads = threads;
            benchmark.size = size;
            benchmark.setUp();
            assertThatThrownBy(benchmark::check).hasMessageContaining("nothing was measured");
            assertThat(benchmark.index().count()).isEqualTo(size);
            benchmark.check();
            assertThat(benchmark.sort()).hasSize(size);
            benchmark.check();
            assertThat(benchmark.dosages).containsOnly(0f);
            benchmark.copy();
            benchmark.check();
            benchmark.effects[size - 1]++;
            assertThatThrownBy(benchmark::check).hasMessageContaining("a copy differs");
        }
    }

    static Stream<Arguments> wholeFits() {
        return Stream.of(1, 100, 10_000)
                .flatMap(epochs -> Stream.of(1, 0).map(threads -> Arguments.of(epochs, threads)));
    }

    @ParameterizedTest
    @MethodSource
    void wholeFits(int epochs, int threads) {
        FitBenchmark benchmark = new FitBenchmark();
        benchmark.width = 2;
        benchmark.size = 20_000;
        benchmark.epochs = epochs;
        benchmark.threads = threads;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("not " + epochs + " epochs");
        assertThat(benchmark.fit().epochs()).isEqualTo(epochs);
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_024})
    void compile(int width) {
        CompileBenchmark benchmark = new CompileBenchmark();
        benchmark.width = width;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("0 results");
        assertThat(benchmark.bentLine().segments()).isNotEmpty();
        benchmark.check();
        assertThat(benchmark.engine().formulation()).isEqualTo(Formulation.BENT_LINE);
        benchmark.check();
    }

    @ParameterizedTest
    @MethodSource("softplus")
    void softplusForward(Implementation implementation) {
        assumeRunsHere(implementation);
        for (int size : SIZES) {
            SoftplusBenchmark benchmark = new SoftplusBenchmark();
            benchmark.implementation = implementation;
            benchmark.size = size;
            benchmark.setUp();
            benchmark.forward();
            benchmark.check();
        }
    }

    /** Sums in float over many dosages stay within the tolerance claimed for them. */
    @ParameterizedTest
    @MethodSource("softplus")
    void longSums(Implementation implementation) {
        assumeTrue(implementation != Implementation.MATH, "sums no gradient");
        assumeRunsHere(implementation);
        GradientBenchmark benchmark =
                relu(new GradientBenchmark(), implementation.over(DosageOrder.SHUFFLED), 2, 3_000_001);
        assertThat(benchmark.gradient()).isNotNull();
        benchmark.check();
    }

    private static ThreadParams thread(int index) {
        return new ThreadParams(index, 2, 0, 1, 0, 1, index, 2, index, 2);
    }

    @Test
    void line() {
        for (int size : SIZES) {
            LineBenchmark benchmark = new LineBenchmark();
            benchmark.size = size;
            benchmark.setUp();
            benchmark.line();
            benchmark.check();
            benchmark.y[size - 1] += 1e-6f;
            assertThatThrownBy(benchmark::check).hasMessageContaining("effect " + (size - 1));
        }
    }

    @Test
    void memory() {
        for (int size : SIZES) {
            MemoryBenchmark benchmark = new MemoryBenchmark();
            benchmark.size = size;
            benchmark.setUp();
            assertThat(benchmark.to).containsOnly(0f);
            benchmark.arraycopy();
            assertThat(benchmark.to).isEqualTo(benchmark.from);
            benchmark.to = new float[size];
            benchmark.copyLoop();
            assertThat(benchmark.to).isEqualTo(benchmark.from);
            benchmark.to = new float[size];
            benchmark.vectorCopy();
            assertThat(benchmark.to).isEqualTo(benchmark.from);
            int sum = 0;
            for (int i = 0; i < size; i++) {
                sum += benchmark.left[i];
                sum += benchmark.right[i];
            }
            assertThat(benchmark.readTwo()).isEqualTo(sum);
            assertThat(benchmark.readTwoOnTwoThreads(thread(0)) + benchmark.readTwoOnTwoThreads(thread(1)))
                    .isEqualTo(sum);
            assertThat(sum).isNotZero();
            benchmark.fill();
            assertThat(benchmark.to).containsOnly(0.5f);
            float x = 1;
            int lanes = FloatVector.SPECIES_PREFERRED.length();
            for (int i = 0; i < size; i += 8 * lanes) {
                x = x / 2 + 1;
            }
            assertThat(benchmark.multiplyAdd()).isEqualTo(8 * lanes * x);
        }
    }

    @Test
    void ceilings() {
        Build build = Libraries.of(Compiler.INTRINSICS);
        assumeTrue(build.library().isPresent(), build.word());
        for (int size : List.of(1, 15, 16, 1_003, 300_001)) {
            CeilingBenchmark benchmark = new CeilingBenchmark();
            benchmark.size = size;
            benchmark.setUp();
        }
    }

    @Test
    void thisJvmIsRefusedByWhatNeedsAnother() {
        for (Implementation implementation : Implementation.values()) {
            if (!implementation.jvmArguments().isEmpty()
                    && implementation.rival().isEmpty()) {
                assertThatThrownBy(() -> relu(new ForwardBenchmark(), implementation.over(DosageOrder.SHUFFLED), 2, 16))
                        .hasMessageContaining("nothing to measure");
            }
        }
    }

    private static <B extends ReluBenchmark> B relu(B benchmark, Variant trial, int width, int size) {
        benchmark.implementation = trial.implementation();
        benchmark.order = trial.order();
        benchmark.width = width;
        benchmark.size = size;
        benchmark.setUp();
        return benchmark;
    }

    private static void assumeRunsHere(Implementation implementation) {
        assumeTrue(implementation.rival().isEmpty(), "tested where it is built");
        assumeTrue(implementation.jvmArguments().isEmpty(), "needs a JVM of its own; RoundsTest gives it one");
        assumeTrue(
                implementation != Implementation.DENSE_TWO_THREADS
                        || Runtime.getRuntime().availableProcessors() > 1,
                "one processor");
        implementation.compiler().ifPresent(compiler -> {
            Build build = Libraries.of(compiler);
            assumeTrue(build.library().isPresent(), build.word());
        });
    }
}
