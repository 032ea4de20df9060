package dev.bentline;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.ScalarKernels;
import dev.bentline.kernel.simd.SimdKernels;

/** The two kernels of a network, past the selector. */
final class TestKernels {
    private TestKernels() {}

    static Kernel scalar(Network network) {
        return new ScalarKernels().dense(network.parameters());
    }

    static Kernel simd(Network network) {
        return new SimdKernels().dense(network.parameters());
    }
}
