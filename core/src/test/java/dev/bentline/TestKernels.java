package dev.bentline;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.simd.SimdKernelFactory;

/** The two kernels of a network, past the selector. */
final class TestKernels {
    private TestKernels() {}

    static Kernel scalar(Network network) {
        return new ScalarDenseKernel(network.parameters());
    }

    static Kernel simd(Network network) {
        return new SimdKernelFactory().of(new ScalarDenseKernel(network.parameters()));
    }
}
