package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The engine in a JVM that has already run other networks, widths, operations, arrays and memory segments through the
 * same call sites, as a long-lived program has. HotSpot profiles call sites once: a kernel that is fast only while its
 * call sites have seen one network shows here.
 */
final class EnginePolluted {
    private static final int[] SIZES = {7, 1_003, 5_000};
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final List<Contender> OTHERS = pollute();

    private EnginePolluted() {}

    static Contender of(Workload workload) {
        if (OTHERS.isEmpty()) {
            throw new IllegalStateException("nothing has polluted the call sites");
        }
        return new EngineArrays(Engine.of(workload.network()), workload);
    }

    private static List<Contender> pollute() {
        List<Contender> others = new ArrayList<>();
        for (Network network : networks()) {
            for (int size : SIZES) {
                Workload other = Workload.of(network, size);
                others.add(new EngineArrays(Engine.of(network), other));
                others.add(new EngineArrays(Engine.of(network).withThreads(2), other));
                others.add(new EngineSegments(Engine.of(network), other));
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
