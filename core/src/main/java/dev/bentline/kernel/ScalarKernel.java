package dev.bentline.kernel;

/** A kernel of plain Java, which defines the bits of its network and formulation. */
public sealed interface ScalarKernel extends Kernel permits ScalarDenseKernel, ScalarBentLineKernel {
    /** Names the loops of the other families that compute an operation: two kernels of one name run the same code. */
    String loops(KernelOperation operation);

    /** What a dosage costs, in multiply-adds, or so. */
    long work();

    /** One that runs the same loops at no more cost than they need to be seen in full. */
    ScalarKernel small();

    /** Dosages at which its function bends. */
    float[] bends();
}
