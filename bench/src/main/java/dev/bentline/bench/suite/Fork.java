package dev.bentline.bench.suite;

import java.util.List;

/**
 * Holds the iterations of one fork, in their order.
 *
 * @param warmups what was not counted
 * @param counted what was
 */
record Fork(List<Iteration> warmups, List<Iteration> counted) {
    Fork {
        warmups = List.copyOf(warmups);
        counted = List.copyOf(counted);
    }

    /** Returns the median time of the counted iterations. */
    double median() {
        return median(counted);
    }

    static double median(List<Iteration> iterations) {
        double[] sorted =
                iterations.stream().mapToDouble(Iteration::nanos).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
