package dev.bentline.kernel.simd;

import dev.bentline.kernel.BentLineKernel;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Kernels;
import dev.bentline.kernel.Reference;
import dev.bentline.kernel.ScalarKernel;

/** The SIMD kernels, at the width the JVM prefers on this machine. */
public final class SimdKernels implements Kernels {
    @Override
    public Kernel of(Reference reference) {
        if (reference instanceof BentLineKernel line) {
            return new BentLineSimdKernel(line);
        }
        ScalarKernel dense = (ScalarKernel) reference;
        return dense.network().softplus() ? new SoftplusKernel(dense) : new ReluKernel(dense);
    }
}
