package dev.bentline.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.bench.DeepBenchmark;
import dev.bentline.bench.DeepDosageBenchmark;
import dev.bentline.bench.contender.DeepImplementation;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.LibraryPeers;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Runs the deep benchmarks' own methods for every peer, network and order: every result against the oracle. */
class DeepPeersTwinTest {
    /** Below a chunk, and some more than one of each library. */
    private static final List<Integer> SIZES = List.of(1, 7, 5_003);

    static Stream<Arguments> methods() throws NoSuchFieldException {
        List<String> networks = List.of(DeepBenchmark.class
                .getField("widths")
                .getAnnotation(Param.class)
                .value());
        return Stream.of(new DeepOnnxRuntimeBenchmark(), new DeepPyTorchBenchmark())
                .flatMap(benchmark -> Stream.of(benchmark.getClass().getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .flatMap(method -> networks.stream().map(widths -> Arguments.of(benchmark, method, widths))));
    }

    @ParameterizedTest
    @MethodSource
    void methods(DeepDosageBenchmark benchmark, Method method, String widths) throws Exception {
        benchmark.widths = widths;
        for (DosageOrder order : List.of(DosageOrder.SHUFFLED, DosageOrder.GRID)) {
            for (int size : SIZES) {
                benchmark.order = order;
                benchmark.size = size;
                benchmark.setUp(DeepImplementation.ofMethod(method.getName()));
                var _ = method.invoke(benchmark);
                benchmark.check();
            }
        }
    }

    /** The suite finds a method by the name of its implementation. */
    @Test
    void everyImplementationHasItsMethod() throws NoSuchFieldException {
        assertThat(methods().map(method -> DeepImplementation.ofMethod(((Method) method.get()[1]).getName())))
                .contains(DeepImplementation.ONNX_RUNTIME, DeepImplementation.PYTORCH);
    }

    @Test
    void duckDbHasNoLayers() {
        DeepWorkload workload = DeepWorkload.of("1-2-2-1", 1, DosageOrder.GRID);
        assertThatThrownBy(() -> LibraryPeers.find()
                        .orElseThrow()
                        .deep(Implementation.DUCKDB_SQL.library().orElseThrow(), workload))
                .hasMessageContaining("no network of several layers");
    }
}
