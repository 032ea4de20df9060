package dev.bentline.kernel;

/** Kernel of plain Java, which defines the bits of its network and formulation. */
public sealed interface ScalarKernel extends Kernel
        permits ScalarDenseKernel, ScalarBentLineKernel, ScalarLogDosageKernel {
    /** Names the SIMD loops that compute an operation: kernels of one name run the same code, compiled once. */
    String loopsKey(KernelOperation operation);

    /** Returns the cost of a dosage, in multiply-adds, or so. */
    long dosageWork();

    /** Returns a kernel that runs the same SIMD loops, with no more nodes than C2 needs to see all of their code. */
    ScalarKernel forWarmup();

    /** Returns the dosages at which its function bends. */
    float[] bends();

    /** The effect of one dosage, with the bits of {@link #forward}. */
    float effect(float x);

    /** The slope dy/dx at one dosage, with the bits of {@link #derivative}. */
    float slope(float x);
}
