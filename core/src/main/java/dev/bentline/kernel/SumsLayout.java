package dev.bentline.kernel;

/**
 * Layout of a kernel's sums: the loss, the sum of d, then for every hidden node S0 = sum d f'(p), S1 = sum d f'(p) x
 * and S2 = sum d f(p) (softplus only; for ReLU it stays 0, since it follows from the others).
 */
public final class SumsLayout {
    public static final int LOSS = 0;
    public static final int D = 1;

    private static final int FIRST_NODE = 2;
    private static final int PER_NODE = 3;

    private SumsLayout() {}

    /** Doubles needed for a network of that width. */
    public static int length(int width) {
        return FIRST_NODE + PER_NODE * width;
    }

    /** The index of S0 of a node; S1 and S2 follow. */
    public static int node(int h) {
        return FIRST_NODE + PER_NODE * h;
    }

    /** Adds the lanes to one sum, in lane order: the only way from float lanes to doubles. */
    public static void fold(float[] lanes, int offset, double[] sums, int index) {
        double sum = 0;
        for (int lane = 0; lane < Kernel.LANES; lane++) {
            sum += lanes[offset + lane];
        }
        sums[index] += sum;
    }
}
