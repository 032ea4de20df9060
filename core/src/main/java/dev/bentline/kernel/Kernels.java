package dev.bentline.kernel;

/** A family of kernels: makes the kernel of a network. */
public interface Kernels {
    /** The dense formulation's kernel. */
    Kernel dense(Parameters network);

    /** The bent line's kernel, for a network with ReLU hidden nodes. */
    Kernel bentLine(Parameters network, BentLineTable table);

    /** The family's name and vector width, for {@code EngineInfo}: "scalar", or "simd 512 bit". */
    String description();
}
