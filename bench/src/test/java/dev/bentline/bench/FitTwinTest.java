package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Formulation;
import dev.bentline.Optimizer;
import dev.bentline.Stop;
import dev.bentline.bench.contender.Build;
import dev.bentline.bench.contender.Compiler;
import dev.bentline.bench.contender.ObservationOrder;
import dev.bentline.bench.fixture.Libraries;
import dev.bentline.fit.GroupFit;
import dev.bentline.fit.Resampling;
import java.util.Collections;
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

/** Runs the methods of the benchmarks that compare no implementations: fits, compiling, and memory. */
class FitTwinTest {
    /** Below a vector, around one, around tiles and blocks, and some that fill nothing. */
    private static final List<Integer> SIZES = List.of(1, 7, 16, 33, 127, 129, 1_003, 2_048, 4_099);

    static Stream<Arguments> epochs() {
        return Stream.of(Optimizer.Kind.values())
                .flatMap(optimizer -> Stream.of(2, 64).map(width -> Arguments.of(optimizer, width)));
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
                .flatMap(order -> Stream.of(1, 0).map(threads -> Arguments.of(order, threads)));
    }

    @ParameterizedTest
    @MethodSource
    void builds(ObservationOrder order, int threads) {
        for (int size : List.of(1, 2, 97, 4_099, 300_001)) {
            IndexBenchmark benchmark = new IndexBenchmark();
            benchmark.order = order;
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
        assertThatThrownBy(benchmark::check).hasMessageContaining("nothing was measured");
        assertThat(benchmark.fit().epochs()).isEqualTo(epochs);
        benchmark.check();
        assertThat(benchmark.index().epochs()).isEqualTo(epochs);
        benchmark.check();
        double loss = benchmark.pass().loss();
        benchmark.check();
        assertThat(benchmark.passes().loss()).isEqualTo(loss);
        benchmark.check();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void smallFits(int width) {
        SmallFitBenchmark benchmark = new SmallFitBenchmark();
        benchmark.width = width;
        benchmark.distinct = 8;
        benchmark.size = 24;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("nothing was measured");
        assertThat(benchmark.search().stop()).isEqualTo(Stop.GLOBAL);
        benchmark.check();
        assertThat(benchmark.descent().epochs()).isPositive();
        benchmark.check();
    }

    @ParameterizedTest
    @EnumSource
    void bootstraps(Resampling resampling) {
        BootstrapBenchmark benchmark = new BootstrapBenchmark();
        benchmark.width = 2;
        benchmark.distinct = 7;
        benchmark.size = 24;
        benchmark.resampling = resampling;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("nothing was measured");
        assertThat(benchmark.refits().count()).isEqualTo(1_000);
        benchmark.check();
        assertThat(benchmark.dosages())
                .hasSize(3)
                .allSatisfy(effective -> assertThat(effective.dosages()).isNotEmpty());
        benchmark.check();
    }

    static Stream<Arguments> manyFits() {
        return Stream.of(0, 20).flatMap(refits -> Stream.of(1, 0).map(threads -> Arguments.of(refits, threads)));
    }

    @ParameterizedTest
    @MethodSource
    void manyFits(int refits, int threads) {
        GroupedFitBenchmark benchmark = new GroupedFitBenchmark();
        benchmark.curves = 100; // more than a batch
        benchmark.width = 2;
        benchmark.distinct = 8;
        benchmark.size = 24;
        benchmark.refits = refits;
        benchmark.threads = threads;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("0 curves instead of 100");
        List<GroupFit<Integer>> fits = benchmark.fit();
        benchmark.check();
        assertThat(fits)
                .hasSize(100)
                .allSatisfy(fit -> assertThat(
                                fit.curve().orElseThrow().estimates().effectiveDosages())
                        .hasSize(1)
                        .allSatisfy(half -> assertThat(half.dosages())
                                .isNotEmpty()
                                .allMatch(dosage -> Double.isNaN(dosage.limits().from()) == (refits == 0))));
        Collections.swap(fits, 3, 4);
        assertThatThrownBy(benchmark::check).hasMessageContaining("curve 3 is not fitted so");
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
}
