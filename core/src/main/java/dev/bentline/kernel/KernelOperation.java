package dev.bentline.kernel;

/** What a kernel computes, each in loops of its own. */
enum KernelOperation {
    FORWARD("forward", 1),
    DERIVATIVE("derivative", 4),
    SUMS("gradient", 8);

    /** What users call it. */
    final String title;

    /** What it costs on the reference kernels, in forwards. */
    final int work;

    KernelOperation(String title, int work) {
        this.title = title;
        this.work = work;
    }
}
