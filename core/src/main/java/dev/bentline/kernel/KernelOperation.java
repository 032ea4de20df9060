package dev.bentline.kernel;

/** Operation of a kernel, each in loops of its own. */
public enum KernelOperation {
    FORWARD("forward", 1),
    DERIVATIVE("derivative", 8),
    SUMS("gradient", 16);

    /** Name that users know it by. */
    final String title;

    /** Cost on the scalar kernels, in forwards. */
    final int work;

    KernelOperation(String title, int work) {
        this.title = title;
        this.work = work;
    }
}
