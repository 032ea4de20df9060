package dev.bentline.fit.segmented;

import java.util.Arrays;

/**
 * Least costs of the tails of forms, whose lines need not meet, made on demand. What costs at least as much as the best line
 * that was known then may stand there as that much: it is ruled out all the same.
 */
final class FormBounds {
    private final RunSums sums;
    private final int row;
    /** By tail and first group; NaN where not yet known. */
    private final double[] rest;

    FormBounds(RunSums sums, int groups, int tails) {
        this.sums = sums;
        row = groups + 1;
        rest = new double[tails * row];
    }

    /** Forgets all, since the sums have changed. */
    void clear() {
        Arrays.fill(rest, Double.NaN);
    }

    /**
     * The least cost of a tail from a group on.
     *
     * @param most the most that is of interest
     */
    double rest(Tail tail, int from, double most) {
        double cost = rest[tail.number() * row + from];
        return Double.isNaN(cost) ? make(tail, from, most) : cost;
    }

    private double make(Tail tail, int from, double most) {
        double cost = least(tail, from, most);
        rest[tail.number() * row + from] = cost;
        return cost;
    }

    private double least(Tail tail, int from, double most) {
        int count = sums.count();
        Tail next = tail.next();
        double least = most;
        if (tail.mayBeEmpty() || sums.mayBeEmpty(tail.hold(), from)) {
            double empty = next == null ? (from == count ? 0 : least) : rest(next, from, most);
            least = Math.min(least, empty);
        }
        if (tail.hidden() || from == count) {
            return least;
        }
        double[] free = sums.costs(tail.kind());
        double[] held = sums.costs(tail.kind(), tail.hold());
        int place = sums.place(from, 0);
        for (int end = next == null ? count : from + 1; end <= count; end++) {
            if (free[place + end] >= least) {
                break; // longer runs cost no less
            }
            double cost = held[place + end];
            if (Double.isNaN(cost)) {
                cost = sums.hold(tail.hold(), from, end);
            }
            if (cost < least) {
                double with = next == null ? cost : cost + rest(next, end, most);
                least = with < least ? with : least;
            }
        }
        return least;
    }
}
