package dev.bentline.kernel;

/** A family of kernels. */
@FunctionalInterface
public interface Kernels {
    /** The family's kernel for the network and formulation of a reference, with its bits. */
    Kernel of(Reference reference);
}
