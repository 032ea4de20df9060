package dev.bentline.bench;

import dev.bentline.bench.contender.LibraryPeers;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.DosageOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the benchmarks' own methods for every rival: every result against the oracle. */
class PeersTwinTest {
    /** Below a chunk, and some more than one of each library. */
    private static final List<Integer> SIZES = List.of(1, 7, 1_003, 70_001);

    static Stream<Arguments> rivals() {
        return all().flatMap(rival -> Stream.of(2, 3, 64, 1_024).map(width -> Arguments.of(rival, width)));
    }

    private static Stream<Implementation> all() {
        return Stream.of(Implementation.values()).filter(each -> each.rival().isPresent());
    }

    private static List<Integer> sizes(int width) {
        return SIZES.stream().filter(size -> (long) width * size < 10_000_000).toList();
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void forward(Implementation rival, int width) {
        for (int size : sizes(width)) {
            ForwardBenchmark benchmark = relu(new ForwardBenchmark(), rival, width, size);
            if (isDuckDb(rival) && width > 64) {
                assertThatThrownBy(benchmark::setUp).hasMessageContaining("too deep");
                return;
            }
            benchmark.setUp();
            benchmark.forward();
            benchmark.check();
        }
    }

    @ParameterizedTest
    @MethodSource("rivals")
    void gradient(Implementation rival, int width) {
        for (int size : sizes(width)) {
            GradientBenchmark benchmark = relu(new GradientBenchmark(), rival, width, size);
            if (isDuckDb(rival)) {
                assertThatThrownBy(benchmark::setUp).hasMessageContaining(width > 64 ? "too deep" : "no gradient");
                return;
            }
            benchmark.setUp();
            assertThat(benchmark.gradient()).isNotNull();
            benchmark.check();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void softplus(Implementation rival) {
        for (int size : SIZES) {
            SoftplusBenchmark benchmark = new SoftplusBenchmark();
            benchmark.implementation = rival;
            benchmark.size = size;
            benchmark.setUp();
            benchmark.forward();
            benchmark.check();
        }
    }

    /** Chunks of each library end before the last dosage. */
    @ParameterizedTest
    @MethodSource("all")
    void manyDosages(Implementation rival) {
        ForwardBenchmark benchmark = relu(new ForwardBenchmark(), rival, 2, 600_001);
        benchmark.setUp();
        benchmark.forward();
        benchmark.check();
        if (!isDuckDb(rival)) {
            GradientBenchmark gradient = relu(new GradientBenchmark(), rival, 2, 600_001);
            gradient.setUp();
            gradient.gradient();
            gradient.check();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyLibraryTellsItsVersion(LibraryPeer.Library library) {
        assertThat(LibraryPeers.find().orElseThrow().version(library)).matches("v?[1-9]+\\.\\d+.*");
    }

    private static boolean isDuckDb(Implementation rival) {
        return rival == Implementation.DUCKDB || rival == Implementation.DUCKDB_TWO_THREADS;
    }

    private static <B extends ReluBenchmark> B relu(B benchmark, Implementation rival, int width, int size) {
        benchmark.implementation = rival;
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.width = width;
        benchmark.size = size;
        return benchmark;
    }
}
