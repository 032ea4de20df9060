package dev.bentline.testing;

import dev.bentline.Activation;
import dev.bentline.Engine;
import dev.bentline.EngineInfo;
import dev.bentline.Network;
import java.util.List;

/**
 * Computes until the engine has something new to say about its kernel, for at most a minute, on many networks and with all
 * operations, on arrays and off the heap; prints what it then says.
 */
public final class TieredKernelProbe {
    private static final long MOST_NANOS = 60_000_000_000L;

    private TieredKernelProbe() {}

    public static void main(String[] arguments) {
        Engine engine = Engine.of(Network.relu());
        EngineInfo first = engine.info();
        List<Engine> others = List.of(
                Engine.of(Network.softplus()),
                Engine.of(Networks.nineteen()),
                Engine.of(Networks.bends(300, Activation.RELU)));
        float[] x = TestDosages.grid(100_000);
        float[] few = TestDosages.grid(1_000);
        float[] y = new float[x.length];
        long begin = System.nanoTime();
        while (engine.info().equals(first) && System.nanoTime() - begin < MOST_NANOS) {
            engine.forward(x, y);
            for (Engine other : others) {
                other.forward(few, few.clone());
                other.derivative(few, few.clone());
                other.gradient(few, few);
            }
        }
        System.out.println(engine.info());
    }
}
