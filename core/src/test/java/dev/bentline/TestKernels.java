package dev.bentline;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.simd.SimdKernelFactory;

/** The two kernels of a network, past the selector. */
final class TestKernels {
    private TestKernels() {}

    static Kernel scalar(Network network) {
        return reference(network);
    }

    static Kernel simd(Network network) {
        return new SimdKernelFactory().of(reference(network));
    }

    private static ScalarKernel reference(Network network) {
        return network.dosageScale().kernel(new ScalarDenseKernel(network.parameters()), network.bend());
    }
}
