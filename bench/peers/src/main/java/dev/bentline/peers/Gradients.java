package dev.bentline.peers;

import dev.bentline.Network;
import java.util.Arrays;

/** Loss and gradient in the order contenders give them: loss, dL/dc, every dL/dw, every dL/db, every dL/dv. */
final class Gradients {
    private final int width;
    private final double[] sums;

    Gradients(Network network) {
        width = network.width();
        sums = new double[2 + 3 * width];
    }

    double[] sums() {
        return sums;
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    void add(double loss, double c) {
        sums[0] += loss;
        sums[1] += c;
    }

    void addNode(int h, double w, double b, double v) {
        sums[2 + h] += w;
        sums[2 + width + h] += b;
        sums[2 + 2 * width + h] += v;
    }
}
