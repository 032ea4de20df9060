package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import dev.bentline.bench.contender.ForkFlags;
import dev.bentline.bench.contender.Oracle;
import dev.bentline.bench.contender.Workload;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

/** Times turning a network into its bent line. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 2,
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
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CompileBenchmark {
    private static final int CHECKED = 1_000;

    /** Hidden nodes. */
    @Param("1024")
    int width;

    @SuppressWarnings("NullAway.Init")
    private Network network;

    /** The effects of dosages, by what was compiled last. */
    private UnaryOperator<float[]> effects = dosages -> new float[0];

    /** Chooses the network. */
    @Setup
    public void setUp() {
        network = Workload.reluOf(width);
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        System.out.println(NetworkBenchmark.EVIDENCE + "compile: "
                + Engine.of(Workload.reluOf(width), Formulation.BENT_LINE).info());
    }

    /** The real function, for its users. */
    @Benchmark
    public BentLine bentLine() {
        BentLine line = BentLine.of(network);
        effects = effects(line);
        return line;
    }

    /** An engine, its tables included. */
    @Benchmark
    public Engine engine() {
        Engine engine = Engine.of(network, Formulation.BENT_LINE);
        effects = effects(engine);
        return engine;
    }

    /** The effects that a compiled line gives. */
    static UnaryOperator<float[]> effects(BentLine line) {
        return dosages -> {
            float[] found = new float[dosages.length];
            for (int i = 0; i < dosages.length; i++) {
                found[i] = (float) line.effect(dosages[i]);
            }
            return found;
        };
    }

    /** The effects that a compiled engine gives. */
    static UnaryOperator<float[]> effects(Engine engine) {
        return dosages -> {
            float[] found = new float[dosages.length];
            engine.forward(dosages, found);
            return found;
        };
    }

    /** Compares effects of what was compiled last with the oracle. */
    @TearDown
    public void check() {
        Workload workload = Workload.of(network, CHECKED);
        new Oracle(workload, Formulation.BENT_LINE).checkForward(effects.apply(workload.dosages()));
    }
}
