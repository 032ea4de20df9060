package dev.bentline.fit.segmented;

import java.util.Arrays;

/**
 * The unit interval that dosages are scaled to.
 *
 * @param origin the dosage that becomes 0
 * @param range that which becomes 1, less the origin
 */
record Units(double origin, double range) {
    /** Units of dosages that ascend, each but once. */
    static Units of(double[] x) {
        return new Units(x[0], x.length == 1 ? 1 : x[x.length - 1] - x[0]);
    }

    double[] scaled(double[] x) {
        double[] u = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            u[i] = (x[i] - origin) / range;
        }
        return u;
    }

    /** The line in its own units, with nodes beyond those needed, which do nothing. */
    SegmentedLine line(BestLine best, int nodes, int needed, boolean optimal) {
        double[] bends = new double[nodes];
        double[] jumps = new double[nodes];
        boolean[] facesLeft = new boolean[nodes];
        Arrays.fill(bends, origin);
        for (int node = 0; node < needed; node++) {
            bends[node] = origin + best.bend(node) * range;
            jumps[node] = best.jump(node) / range;
            facesLeft[node] = best.facesLeft(node);
        }
        return new SegmentedLine(bends, jumps, facesLeft, best.bias(), best.reluOutput(), best.squares(), optimal);
    }
}
