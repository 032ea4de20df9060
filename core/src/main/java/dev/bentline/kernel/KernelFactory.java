package dev.bentline.kernel;

/** A family of kernels. */
@FunctionalInterface
public interface KernelFactory {
    /** The family's kernel for the network and formulation of a reference, with its bits. */
    Kernel of(ScalarKernel reference);
}
