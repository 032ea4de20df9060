package dev.bentline.testing;

import dev.bentline.Engine;
import dev.bentline.Network;

/** Prints the kernel an engine got and one effect, or the exception that came instead; twice, as a program would go on. */
public final class KernelProbe {
    private KernelProbe() {}

    public static void main(String[] arguments) {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                Engine engine = Engine.of(Network.relu());
                float[] x = {0.5f};
                engine.forward(x, x);
                System.out.println(engine.info().kernel());
                System.out.println(x[0]);
                System.out.println(engine.info());
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
