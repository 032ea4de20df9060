package dev.bentline.kernel;

/** Factory of one family of kernels: scalar, tiered or SIMD. */
@FunctionalInterface
public interface KernelFactory {
    /** Makes the family's kernel for the network and formulation of a scalar one, with its bits. */
    Kernel of(ScalarKernel scalar);
}
