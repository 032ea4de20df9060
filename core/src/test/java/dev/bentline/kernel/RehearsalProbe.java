package dev.bentline.kernel;

import dev.bentline.kernel.simd.SimdKernelFactory;
import dev.bentline.testing.Networks;
import java.util.List;

/** Rehearses every operation of every SIMD kernel, and computes nothing. Prints a kernel. */
public final class RehearsalProbe {
    private static final int TIMES = 600;

    private RehearsalProbe() {}

    private static NetworkParameters network(int width, boolean softplus) {
        return Networks.zigzag(width, softplus, true);
    }

    private static ScalarKernel line(NetworkParameters network) {
        return new ScalarBentLineKernel(network, BentLineCompiler.compile(network));
    }

    public static void main(String[] arguments) {
        Scratch scratch = new Scratch();
        String description = "";
        for (ScalarKernel scalar : List.of(
                new ScalarDenseKernel(network(2, false)),
                new ScalarDenseKernel(network(3, false)),
                new ScalarDenseKernel(network(2, true)),
                line(network(2, false)),
                line(network(70, false)),
                new ScalarLogDosageKernel(line(network(2, false)), 0.3125f, false))) {
            Kernel kernel = new SimdKernelFactory().of(scalar);
            for (KernelOperation operation : KernelOperation.values()) {
                kernel.rehearse(operation, TIMES, scratch);
            }
            description = kernel.description();
        }
        System.out.println(description);
    }
}
