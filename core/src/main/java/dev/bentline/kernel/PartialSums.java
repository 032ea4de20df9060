package dev.bentline.kernel;

import java.util.Arrays;

/** Sums of one chunk. It knows which were modified, so that handing them on costs no more than that. */
public final class PartialSums {
    /** Laid out as the kernel likes; all that is not marked as modified is 0. */
    public final double[] sums;

    private int from;
    private int to;

    /** @param length how many sums */
    public PartialSums(int length) {
        this.sums = new double[length];
        this.from = length;
    }

    /** Returns all sums, marked as modified. */
    public double[] all() {
        markModified(0, sums.length);
        return sums;
    }

    /** Marks sums [first, end) as modified. */
    public void markModified(int first, int end) {
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
