package dev.bentline.kernel;

/** The references themselves. */
public final class ScalarKernels implements Kernels {
    @Override
    public Kernel dense(ScalarKernel reference) {
        return reference;
    }

    @Override
    public Kernel bentLine(BentLineKernel reference) {
        return reference;
    }
}
