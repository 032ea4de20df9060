package dev.bentline;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.simd.SimdKernels;

/** The two kernels of a network, past the selector. */
final class TestKernels {
    private TestKernels() {}

    static Kernel scalar(Network network) {
        return new ScalarKernel(network.parameters());
    }

    static Kernel simd(Network network) {
        return new SimdKernels().of(new ScalarKernel(network.parameters()));
    }
}
