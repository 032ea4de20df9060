package dev.bentline.bench;

import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Gradient;
import dev.bentline.Network;
import dev.bentline.bench.contender.GradientSums;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Start;
import dev.bentline.bench.contender.Workload;
import java.util.Arrays;
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

/**
 * The first calls in a JVM, by the worked example: an engine, and a call over all dosages. The arrays are filled before,
 * and nothing of the engine is loaded yet; the results are compared with the oracle afterwards.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(20)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class ColdStartBenchmark {
    /** Accumulators of the engine's gradients take as many additions in float. */
    private static final int FLOAT_ADDITIONS = 128;

    /** On which kernels the engine starts. */
    @Param({"AUTO", "SCALAR", "SIMD"})
    @SuppressWarnings("NullAway.Init")
    Start start;

    /** Dosages of a call. */
    @Param({"1000000", "4000000", "16000000"})
    int size;

    /** How many in a row are timed, one by one. */
    @Param("1")
    int calls;

    /** How many the JVM has to have; 0 for all. */
    @Param("0")
    int processors;

    @SuppressWarnings("NullAway.Init")
    private Workload workload;

    private float[] effects = {};
    private @Nullable Engine engine;
    private @Nullable Gradient gradient;
    private int called;

    /** Fills the arrays, that of the results as well. */
    @Setup
    public void setUp() {
        int found = Runtime.getRuntime().availableProcessors();
        if (processors > 0 && found != processors) {
            throw new IllegalStateException("wants " + processors + " processors, but this JVM has " + found);
        }
        workload = Workload.of(Network.relu(), size);
        effects = new float[size];
        Arrays.fill(effects, Float.NaN);
    }

    /** The effect of every dosage. */
    @Benchmark
    public void forward() {
        engine().forward(workload.dosages(), effects);
    }

    /** Loss and gradient over all dosages. */
    @Benchmark
    public Gradient gradient() {
        Gradient found = engine().gradient(workload.dosages(), workload.observed());
        gradient = found;
        return found;
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
            throw new IllegalStateException(called + " calls instead of " + calls);
        }
        System.out.println(NetworkBenchmark.EVIDENCE + "after " + calls + (calls == 1 ? " call: " : " calls: ")
                + start.label() + ": " + engine.info());
        start.require(engine.info());
        Oracle oracle = new Oracle(workload, Formulation.DENSE);
        if (gradient == null) {
            oracle.checkForward(effects);
        } else {
            oracle.checkGradient(GradientSums.of(gradient), FLOAT_ADDITIONS);
        }
    }
}
