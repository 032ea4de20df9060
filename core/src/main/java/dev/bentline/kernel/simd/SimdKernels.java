package dev.bentline.kernel.simd;

import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Kernels;
import dev.bentline.kernel.Parameters;

/** The SIMD kernels, at the width the JVM prefers on this machine. */
public final class SimdKernels implements Kernels {
    @Override
    public Kernel dense(Parameters network) {
        return network.softplus() ? new SoftplusKernel(network) : new ReluKernel(network);
    }

    @Override
    public Kernel bentLine(Parameters network, BentLineTable table) {
        return new BentLineSimdKernel(network, table);
    }

    @Override
    public String description() {
        return "simd " + Simd.SPECIES.vectorBitSize() + " bit";
    }
}
