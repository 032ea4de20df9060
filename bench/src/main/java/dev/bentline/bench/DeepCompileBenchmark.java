package dev.bentline.bench;

import dev.bentline.BentLine;
import dev.bentline.DeepNetwork;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.bench.contender.DeepOracle;
import dev.bentline.bench.contender.DeepWorkload;
import dev.bentline.bench.contender.DosageOrder;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Times turning a network of several layers into its bent line. */
public class DeepCompileBenchmark extends DeepBenchmark {
    private static final int CHECKED = 1_000;

    @SuppressWarnings("NullAway.Init")
    private DeepWorkload workload;

    @SuppressWarnings("NullAway.Init")
    private DeepNetwork network;

    /** The effects of dosages, by what was compiled last. */
    private UnaryOperator<float[]> effects = dosages -> new float[0];

    /** Makes the network. */
    @Setup
    public void setUp() {
        workload = DeepWorkload.of(widths, CHECKED, DosageOrder.GRID);
        network = workload.network();
    }

    /** Prints what really runs. */
    @Setup
    public void announce() {
        DeepNetwork announced =
                DeepWorkload.of(widths, CHECKED, DosageOrder.GRID).network();
        System.out.println(NetworkBenchmark.EVIDENCE + "compile, " + widths + ": "
                + Engine.of(announced).info());
    }

    /** The real function, for its users. */
    @Benchmark
    public BentLine bentLine() {
        BentLine line = BentLine.of(network);
        effects = CompileBenchmark.effects(line);
        return line;
    }

    /** An engine, its tables included. */
    @Benchmark
    public Engine engine() {
        Engine engine = Engine.of(network);
        effects = CompileBenchmark.effects(engine);
        return engine;
    }

    /** Compares effects of what was compiled last with the oracle. */
    @TearDown
    public void check() {
        new DeepOracle(workload, Formulation.BENT_LINE).checkForward(effects.apply(workload.dosages()));
    }
}
