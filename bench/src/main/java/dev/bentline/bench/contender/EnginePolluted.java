package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The engine in a JVM that has already run other networks, widths, formulations, operations, arrays and memory segments through the
 * same call sites, as a long-lived program has. HotSpot profiles call sites once: a kernel that is fast only while its
 * call sites have seen one network shows here.
 */
public final class EnginePolluted {
    private static final int[] SIZES = {7, 1_003, 5_000};
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final List<Contender> OTHERS = pollute();

    private EnginePolluted() {}

    static Contender of(Workload workload) {
        requirePolluted();
        return EngineContender.onArrays(Engine.of(workload.network(), Formulation.DENSE), workload);
    }

    /** Binds the engine where all of them started on the scalar kernels, after the hand-over. */
    static Contender handedOver(Workload workload) {
        requirePolluted();
        return HandedOver.of(workload);
    }

    private static void requirePolluted() {
        if (OTHERS.isEmpty()) {
            throw new IllegalStateException("nothing has polluted the call sites");
        }
    }

    private static List<Contender> pollute() {
        List<Contender> others = new ArrayList<>();
        for (Engine engine : engines()) {
            for (int size : SIZES) {
                Workload other = Workload.of(engine.network(), size);
                others.add(EngineContender.onArrays(engine, other));
                others.add(EngineContender.onArrays(engine.withThreads(2), other));
                others.add(EngineContender.onSegments(engine, other));
            }
        }
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() < end) {
            for (Contender other : others) {
                other.forward();
                other.derivative();
                other.gradient();
            }
        }
        return others;
    }

    private static List<Engine> engines() {
        return networks().stream()
                .flatMap(network -> network.hidden() == Activation.RELU
                        ? Stream.of(Formulation.values()).map(formulation -> Engine.of(network, formulation))
                        : Stream.of(Engine.of(network)))
                .toList();
    }

    private static List<Network> networks() {
        Network wide = Workload.reluOf(19);
        Network identity = Network.of(
                Activation.RELU,
                wide.hiddenWeights(),
                wide.hiddenBiases(),
                wide.outputWeights(),
                wide.outputBias(),
                Activation.IDENTITY);
        return List.of(
                Network.relu(),
                Network.relu().withBend(Bend.ONE),
                Network.softplus(),
                Workload.reluOf(3),
                wide,
                identity);
    }
}
