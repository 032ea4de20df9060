package dev.bentline.kernel;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.DosageScale;
import dev.bentline.Engine;
import dev.bentline.Formulation;
import dev.bentline.Network;
import dev.bentline.testing.Networks;
import dev.bentline.testing.TestDosages;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls every operation of every SIMD kernel on few dosages, in order, in none and some that are not finite, as often as
 * makes C2 compile all of their loops if it is told to compile this package early. Prints the kernel.
 */
public final class NodeBudgetProbe {
    /** Eight of the widest vectors, one more, and a rest. */
    private static final int COUNT = 8 * 16 + 16 + 11;

    private static final int ROUNDS = 150;

    private NodeBudgetProbe() {}

    /** Engines, those first whose vector operations are fewest: these get faster for all that come after. */
    private static List<Engine> engines() {
        List<Engine> engines = new ArrayList<>();
        for (Network network : List.of(
                Networks.bends(3, Activation.IDENTITY),
                Networks.nineteen(),
                Networks.with(Network.relu(), Activation.IDENTITY, Bend.ONE),
                Network.relu())) {
            for (Formulation formulation : Formulation.values()) {
                engines.add(Engine.of(network, formulation));
            }
        }
        engines.add(Engine.of(Networks.bends(70, Activation.RELU), Formulation.BENT_LINE));
        engines.add(Engine.of(Network.softplus()));
        engines.add(Engine.of(Network.relu().withDosageScale(DosageScale.log10(0.3125f)), Formulation.DENSE));
        return engines;
    }

    private static List<float[]> dosages() {
        float[] inNoOrder = TestDosages.finite(1, COUNT);
        for (int i = 1; i < COUNT; i += 2) {
            inNoOrder[i] = inNoOrder[i - 1] / 2;
        }
        float[] notFinite = inNoOrder.clone();
        notFinite[COUNT / 3] = Float.NaN;
        notFinite[COUNT / 2] = Float.MAX_VALUE;
        return List.of(TestDosages.grid(COUNT), inNoOrder, notFinite, new float[COUNT]);
    }

    public static void main(String[] arguments) {
        List<float[]> dosages = dosages();
        float[] observed = TestDosages.grid(COUNT);
        float[] results = new float[COUNT];
        for (Engine engine : engines()) {
            for (KernelOperation operation : KernelOperation.values()) {
                for (int round = 0; round < ROUNDS; round++) {
                    for (float[] x : dosages) {
                        switch (operation) {
                            case FORWARD -> engine.forward(x, results);
                            case DERIVATIVE -> engine.derivative(x, results);
                            case SUMS -> {
                                engine.gradient(x, observed);
                                engine.backward(x, observed);
                            }
                        }
                    }
                }
            }
        }
        System.out.println(Engine.of(Network.relu()).info().kernel());
    }
}
