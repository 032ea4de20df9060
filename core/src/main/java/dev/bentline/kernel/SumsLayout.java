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

    /**
     * Writes the gradient that the sums of a network make: every dL/dw, every dL/db, every dL/dv, then dL/dc.
     *
     * @param factor how many times what was summed the gradient is: 2 where d is y - t
     * @param gradient as many as the network has parameters
     */
    public static void gradient(NetworkParameters network, double[] sums, double factor, double[] gradient) {
        int width = network.width();
        for (int h = 0; h < width; h++) {
            double s0 = factor * sums[node(h)];
            double s1 = factor * sums[node(h) + 1];
            double v = network.v()[h];
            gradient[h] = v * s1;
            gradient[width + h] = v * s0;
            gradient[2 * width + h] =
                    network.softplus() ? factor * sums[node(h) + 2] : network.w()[h] * s1 + network.b()[h] * s0;
        }
        gradient[3 * width] = factor * sums[D];
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
