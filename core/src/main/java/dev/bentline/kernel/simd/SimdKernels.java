package dev.bentline.kernel.simd;

import dev.bentline.kernel.BentLineKernel;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Kernels;
import dev.bentline.kernel.ScalarKernel;

/** The SIMD kernels, at the width the JVM prefers on this machine. */
public final class SimdKernels implements Kernels {
    @Override
    public Kernel dense(ScalarKernel reference) {
        return reference.network().softplus() ? new SoftplusKernel(reference) : new ReluKernel(reference);
    }

    @Override
    public Kernel bentLine(BentLineKernel reference) {
        return new BentLineSimdKernel(reference);
    }
}
