package dev.bentline.kernel;

/** A family of kernels: makes kernels that give the bits of their reference. */
public interface Kernels {
    /** A kernel for the dense formulation. */
    Kernel dense(ScalarKernel reference);

    /** A kernel for the bent line. */
    Kernel bentLine(BentLineKernel reference);
}
