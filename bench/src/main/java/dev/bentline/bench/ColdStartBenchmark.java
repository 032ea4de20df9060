package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.Gradient;
import dev.bentline.Network;
import dev.bentline.bench.contender.DosageOrder;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.OffHeap;
import dev.bentline.bench.contender.Operation;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Start;
import dev.bentline.bench.contender.Workload;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Times the first calls in a JVM: an engine, and a call over all dosages. The arrays are filled before, and nothing of the
 * engine is loaded yet; the results are compared with the oracle afterwards.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 10,
        jvmArgs = {
            ForkFlags.LEAST_HEAP,
            ForkFlags.MOST_HEAP,
            ForkFlags.YOUNG,
            ForkFlags.HUGE_PAGES,
            ForkFlags.VECTOR_MODULE,
            ForkFlags.SIMD,
            ForkFlags.NATIVE_ACCESS,
            ForkFlags.UNSAFE
        })
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStartBenchmark {
    /** A lane of the engine's sums takes as many float additions. */
    private static final int FLOAT_ADDITIONS = 128;

    /** Dosages of one of the other engines. */
    private static final int OTHER_DOSAGES = 100_000;

    /** The operation that is timed. */
    @Param({"FORWARD", "DERIVATIVE", "GRADIENT"})
    @SuppressWarnings("NullAway.Init")
    Operation operation;

    /** Hidden nodes: 2 are computed one by one, 1,024 as a bent line. */
    @Param("2")
    int width;

    @Param("SHUFFLED")
    @SuppressWarnings("NullAway.Init")
    DosageOrder order;

    /** Dosages of a call. */
    @Param("1000000")
    int size;

    /** The number of calls in a row that are timed, one by one. */
    @Param("1")
    int calls;

    /** The processors the JVM has to have; 0 for all. */
    @Param("0")
    int processors;

    /** Puts the dosages and the results into segments of native memory. */
    @Param("false")
    boolean offHeap;

    /** Other engines at work in the JVM, each on a thread of its own, in turns softplus and a gradient of eight nodes. */
    @Param("0")
    int others;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    @SuppressWarnings("NullAway.Init")
    private Start start;

    private float[] results = {};
    private @Nullable Segments segments;
    private @Nullable Engine engine;
    private @Nullable Gradient gradient;
    private int called;

    /** Fills the arrays, that of the results as well, for the start the benchmark method is named after. */
    @Setup
    public void setUp(BenchmarkParams parameters) {
        String benchmark = parameters.getBenchmark();
        setUp(Start.valueOf(benchmark.substring(benchmark.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT)));
    }

    /** Fills the arrays, that of the results as well. */
    final void setUp(Start start) {
        int found = Runtime.getRuntime().availableProcessors();
        if (processors > 0 && found != processors) {
            throw new IllegalStateException("wants " + processors + " processors, but this JVM has " + found
                    + "; pass -XX:ActiveProcessorCount=" + processors);
        }
        this.start = start;
        workload = operation.workload(width, size, order);
        results = new float[size];
        Arrays.fill(results, Float.NaN);
        if (offHeap) {
            segments = Segments.of(workload);
        }
        for (int i = 0; i < others; i++) {
            Network network = i % 2 == 0 ? Network.softplus() : Workload.reluOf(8);
            Workload work = Workload.of(network, OTHER_DOSAGES);
            Thread.ofPlatform().daemon().start(() -> workBeside(work));
        }
    }

    /** Goes on until the JVM ends. */
    private static void workBeside(Workload work) {
        Engine engine = Engine.of(work.network());
        float[] effects = new float[work.dosages().length];
        while (true) {
            if (work.network().hidden() == Activation.SOFTPLUS) {
                engine.forward(work.dosages(), effects);
            } else {
                engine.gradient(work.dosages(), work.observed());
            }
        }
    }

    /** Starts on the scalar kernels and hands over to SIMD, as engines do by default. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.AUTO)
    public Object auto() {
        return call();
    }

    /** Stays on the scalar kernels. */
    @Benchmark
    @Fork(jvmArgsAppend = ForkFlags.SCALAR)
    public Object scalar() {
        return call();
    }

    /** Starts on SIMD. */
    @Benchmark
    public Object simd() {
        return call();
    }

    private Object call() {
        Segments offHeapWork = segments;
        if (offHeapWork != null) {
            return call(offHeapWork);
        }
        switch (operation) {
            case GRADIENT, PASS -> {
                Gradient found = engine().gradient(workload.dosages(), workload.observed());
                gradient = found;
                return found;
            }
            case DERIVATIVE -> engine().derivative(workload.dosages(), results);
            case FORWARD, SOFTPLUS -> engine().forward(workload.dosages(), results);
        }
        return results;
    }

    private Object call(Segments segments) {
        switch (operation) {
            case GRADIENT, PASS -> {
                Gradient found = engine().gradient(segments.dosages, segments.observed);
                gradient = found;
                return found;
            }
            case DERIVATIVE -> engine().derivative(segments.dosages, segments.results);
            case FORWARD, SOFTPLUS -> engine().forward(segments.dosages, segments.results);
        }
        return segments;
    }

    private Engine engine() {
        called++;
        Engine made = engine;
        if (made == null) {
            made = Engine.of(workload.network());
            engine = made;
        }
        return made;
    }

    /** Checks that it was the first calls, on the kernels that were wanted, and what the last one computed. */
    @TearDown
    public void check() {
        if (engine == null || called != calls) {
            throw new IllegalStateException(
                    called + " calls instead of " + calls + "; leave out -wi, and pass -i and -p calls= alike");
        }
        System.out.println(NetworkBenchmark.EVIDENCE + "after " + calls + (calls == 1 ? " call: " : " calls: ")
                + start.label() + ": " + engine.info());
        start.require(engine.info());
        if (segments != null) {
            MemorySegment.copy(segments.results, ValueLayout.JAVA_FLOAT, 0, results, 0, size);
        }
        Oracle oracle = new Oracle(workload, engine.formulation());
        if (gradient != null) {
            oracle.checkGradient(GradientSums.of(gradient), FLOAT_ADDITIONS);
        } else if (operation == Operation.DERIVATIVE) {
            oracle.checkDerivative(results);
        } else {
            oracle.checkForward(results);
        }
    }

    /** A workload outside the heap, and room for results. */
    private record Segments(MemorySegment dosages, MemorySegment observed, MemorySegment results) {
        static Segments of(Workload workload) {
            MemorySegment results = OffHeap.floats(workload.size());
            results.fill((byte) -1); // NaN
            return new Segments(OffHeap.copy(workload.dosages()), OffHeap.copy(workload.observed()), results);
        }
    }
}
