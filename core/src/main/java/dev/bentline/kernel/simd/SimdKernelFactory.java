package dev.bentline.kernel.simd;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelFactory;
import dev.bentline.kernel.ScalarBentLineKernel;
import dev.bentline.kernel.ScalarDenseKernel;
import dev.bentline.kernel.ScalarKernel;
import dev.bentline.kernel.ScalarLogDosageKernel;

/** The SIMD kernels, at the width the JVM prefers on this machine. */
public final class SimdKernelFactory implements KernelFactory {
    private static final int FEWEST_BITS = 128;

    /**
     * Makes the factory.
     *
     * @throws IllegalStateException if this JVM's vectors are too short: the bent line's sums halve them, and the shortest have
     *     64 bits
     */
    public SimdKernelFactory() {
        int bits = Simd.SPECIES.vectorBitSize();
        if (bits < FEWEST_BITS) {
            throw new IllegalStateException("this JVM's vectors have " + bits + " bits, and SIMD needs " + FEWEST_BITS
                    + "; run without -XX:MaxVectorSize, or with one of 16 or more");
        }
    }

    @Override
    public Kernel of(ScalarKernel scalar) {
        if (scalar instanceof ScalarLogDosageKernel onScale) {
            return new SimdLogDosageKernel(of(onScale.network()), onScale);
        }
        if (scalar instanceof ScalarBentLineKernel line) {
            return new SimdBentLineKernel(line);
        }
        ScalarDenseKernel dense = (ScalarDenseKernel) scalar;
        return dense.network().softplus() ? new SimdSoftplusKernel(dense) : new SimdReluKernel(dense);
    }
}
