package dev.bentline.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bentline.bench.DosageBenchmark;
import dev.bentline.bench.OperationBenchmark;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.Implementation;
import dev.bentline.bench.contender.LibraryPeer;
import dev.bentline.bench.contender.LibraryPeers;
import dev.bentline.bench.contender.Operation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

/** Runs the benchmarks' own methods for every peer: every result against the oracle. */
class PeersTwinTest {
    /** Below a chunk, and some more than one of each library. */
    private static final List<Integer> SIZES = List.of(1, 7, 1_003, 70_001);

    private static Stream<DosageBenchmark> benchmarks() {
        return Stream.of(new OnnxRuntimeBenchmark(), new PyTorchBenchmark(), new DuckDbBenchmark());
    }

    static Stream<Arguments> methods() {
        return benchmarks()
                .flatMap(benchmark -> Stream.of(benchmark.getClass().getMethods())
                        .filter(method -> method.isAnnotationPresent(Benchmark.class))
                        .map(method -> Arguments.of(benchmark, method)));
    }

    static Stream<Arguments> everyOperation() {
        return methods()
                .flatMap(method -> Stream.of(Operation.FORWARD, Operation.GRADIENT, Operation.SOFTPLUS, Operation.PASS)
                        .flatMap(operation -> (operation == Operation.SOFTPLUS
                                        ? Stream.of(2)
                                        : Stream.of(2, 3, 64, 1_024))
                                .map(width -> Arguments.of(method.get()[0], method.get()[1], operation, width))));
    }

    @ParameterizedTest
    @MethodSource
    void everyOperation(DosageBenchmark benchmark, Method method, Operation operation, int width) throws Exception {
        for (int size : SIZES) {
            if ((long) width * size < 10_000_000) {
                run(benchmark, method, operation, width, size);
            }
        }
    }

    /** Batches of each library end before the last dosage. */
    @ParameterizedTest
    @MethodSource("methods")
    void manyDosages(DosageBenchmark benchmark, Method method) throws Exception {
        run(benchmark, method, Operation.FORWARD, 2, 600_001);
        run(benchmark, method, Operation.GRADIENT, 2, 600_001);
    }

    @ParameterizedTest
    @EnumSource
    void everyLibraryTellsItsVersion(LibraryPeer.Library library) {
        assertThat(LibraryPeers.find().orElseThrow().version(library)).matches("v?[1-9]+\\.\\d+.*");
    }

    /** The suite finds a method by the name of its implementation. */
    @Test
    void everyImplementationHasItsMethod() {
        assertThat(methods().map(method -> Implementation.ofMethod(((Method) method.get()[1]).getName())))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Implementation.values())
                        .filter(each -> each.library().isPresent())
                        .toList());
    }

    private static void run(DosageBenchmark benchmark, Method method, Operation operation, int width, int size)
            throws Exception {
        switch (benchmark) {
            case DuckDbBenchmark duckDb -> duckDb.operation = operation;
            case OperationBenchmark any -> any.operation = operation;
            default -> throw new AssertionError(benchmark);
        }
        benchmark.order = DosageOrder.SHUFFLED;
        benchmark.width = width;
        benchmark.size = size;
        Implementation implementation = Implementation.ofMethod(method.getName());
        if (benchmark instanceof DuckDbBenchmark && (width > 64 || isGradient(operation))) {
            assertThatThrownBy(() -> benchmark.setUp(implementation))
                    .hasMessageContaining(width > 64 ? "too deep" : "no gradient");
            return;
        }
        benchmark.setUp(implementation);
        assertThat(method.invoke(benchmark)).isNotNull();
        benchmark.check();
    }

    private static boolean isGradient(Operation operation) {
        return operation == Operation.GRADIENT || operation == Operation.PASS;
    }
}
