package dev.bentline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.BentLine;
import dev.bentline.bench.contender.DeepImplementation;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.fixture.JmhParameters;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/** Runs the deep benchmarks' own methods for every network and order, with the checks before and after each timed run. */
class DeepTwinTest {
    /** Below a vector, around one and around a tile, and more than the oracle judges. */
    private static final List<Integer> SIZES = List.of(1, 7, 16, 33, 511, 513, 1_003);

    private static final int MORE = 20_003;

    static Stream<String> networks() throws NoSuchFieldException {
        // the last ones leave inputs over
        return Stream.concat(
                Stream.of(DeepBenchmark.class
                        .getField("widths")
                        .getAnnotation(Param.class)
                        .value()),
                Stream.of("1-3-13-1", "1-1-1"));
    }

    static Stream<Arguments> forward() throws NoSuchFieldException {
        return networks()
                .flatMap(widths -> JmhParameters.methods(DeepForwardBenchmark.class)
                        .flatMap(method ->
                                Stream.of(DosageOrder.values()).map(order -> Arguments.of(method, widths, order))));
    }

    @ParameterizedTest
    @MethodSource
    void forward(Method method, String widths, DosageOrder order) throws Exception {
        DeepImplementation implementation = DeepImplementation.ofMethod(method.getName());
        assumeTrue(implementation.shallow().flags().isEmpty(), "needs a JVM of its own");
        DeepForwardBenchmark benchmark = new DeepForwardBenchmark();
        benchmark.widths = widths;
        benchmark.order = order;
        for (int size : SIZES) {
            run(benchmark, method, size);
        }
    }

    @Test
    void manyDosages() throws Exception {
        DeepForwardBenchmark benchmark = new DeepForwardBenchmark();
        benchmark.widths = "1-64-64-1";
        benchmark.order = DosageOrder.SHUFFLED;
        run(benchmark, DeepForwardBenchmark.class.getMethod("simd"), MORE);
        run(benchmark, DeepForwardBenchmark.class.getMethod("dense"), MORE);
    }

    private static void run(DeepForwardBenchmark benchmark, Method method, int size) throws Exception {
        benchmark.size = size;
        benchmark.setUp(DeepImplementation.ofMethod(method.getName()));
        var _ = method.invoke(benchmark);
        benchmark.check();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void compile(String widths) {
        DeepCompileBenchmark benchmark = new DeepCompileBenchmark();
        benchmark.widths = widths;
        benchmark.setUp();
        assertThatThrownBy(benchmark::check).hasMessageContaining("0 results for 1000");
        assertThat(benchmark.bentLine()).isNotNull();
        benchmark.check();
        assertThat(benchmark.engine()).isNotNull();
        benchmark.check();
    }

    /** Networks of as many segments as trained ones have, most of them between the dosages. */
    @ParameterizedTest
    @CsvSource({
        "1-64-1, 50, 65",
        "1-64-64-1, 100, 150",
        "1-256-256-256-1, 650, 800",
        "1-16-16-16-16-16-16-16-16-1, 100, 200",
        "1-512-512-1, 800, 1100"
    })
    void networksBendBetweenTheDosages(String widths, int least, int most) {
        var segments = BentLine.of(DeepWorkload.of(widths, 1, DosageOrder.GRID).network())
                .segments();
        assertThat(segments).hasSizeBetween(least, most);
        assertThat(segments.stream().filter(segment -> segment.to() > -2 && segment.from() < 2))
                .hasSizeGreaterThan(least);
    }

    @Test
    void everyMethodHasTheFlagsItNeeds() {
        assertThat(JmhParameters.methods(DeepForwardBenchmark.class))
                .hasSize(3)
                .allSatisfy(method -> assertThat(JmhParameters.added(method))
                        .containsExactlyElementsOf(DeepImplementation.ofMethod(method.getName())
                                .shallow()
                                .flags()));
        assertThat(DeepBenchmark.class
                        .getAnnotation(org.openjdk.jmh.annotations.Fork.class)
                        .jvmArgs())
                .containsExactlyElementsOf(ForkFlags.usual());
    }

    @Test
    void aKernelThatDoesNotRunHereIsRefused() {
        DeepForwardBenchmark benchmark = new DeepForwardBenchmark();
        benchmark.widths = "1-64-64-1";
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.size = 16;
        assertThatThrownBy(() -> benchmark.setUp(DeepImplementation.SCALAR))
                .hasMessageContaining("nothing to measure; pass " + ForkFlags.SCALAR);
    }
}
