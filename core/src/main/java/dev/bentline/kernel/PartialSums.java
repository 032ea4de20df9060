package dev.bentline.kernel;

import java.util.Arrays;

/** The sums of one chunk. It knows which were touched, so that handing them on costs no more than that. */
public final class PartialSums {
    /** Laid out as the kernel likes; all that is not touched is 0. */
    public final double[] sums;

    private int from;
    private int to;

    /** @param length how many sums */
    public PartialSums(int length) {
        this.sums = new double[length];
        this.from = length;
    }

    /** All sums, touched. */
    public double[] all() {
        touch(0, sums.length);
        return sums;
    }

    /** To be said of all sums added to. */
    public void touch(int first, int end) {
        from = Math.min(from, first);
        to = Math.max(to, end);
    }

    /** Adds the sums to a total, element by element, and is empty again. */
    public void addTo(double[] total) {
        for (int i = from; i < to; i++) {
            total[i] += sums[i];
        }
        clear();
    }

    private void clear() {
        if (from < to) {
            Arrays.fill(sums, from, to, 0.0);
        }
        from = sums.length;
        to = 0;
    }
}
