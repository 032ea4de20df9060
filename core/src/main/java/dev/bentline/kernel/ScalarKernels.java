package dev.bentline.kernel;

/** The reference kernels. */
public final class ScalarKernels implements Kernels {
    @Override
    public Kernel dense(Parameters network) {
        return new ScalarKernel(network);
    }

    @Override
    public Kernel bentLine(Parameters network, BentLineTable table) {
        return new BentLineKernel(network, table);
    }

    @Override
    public String description() {
        return "scalar";
    }
}
