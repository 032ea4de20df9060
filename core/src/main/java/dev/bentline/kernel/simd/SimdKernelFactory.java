package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelFactory;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.ScalarKernel;

/** The SIMD kernels, at the width the JVM prefers on this machine. */
public final class SimdKernelFactory implements KernelFactory {
    @Override
    public Kernel of(ScalarKernel scalar) {
        if (scalar instanceof ScalarBentLineKernel line) {
            return new SimdBentLineKernel(line);
        }
        ScalarDenseKernel dense = (ScalarDenseKernel) scalar;
        return dense.network().softplus() ? new SimdSoftplusKernel(dense) : new SimdReluKernel(dense);
    }
}
