package dev.bentline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The parts of one call for sums. They are added in the order of their chunks, whoever computes them and when; one that
 * was added is used again, so there are as many as chunks in work at a time, or a few more.
 */
final class Parts {
    private final int length;
    private final double[] total;
    private final Map<Integer, double[]> waiting = new HashMap<>();
    private final Deque<double[]> free = new ArrayDeque<>();
    private int next;

    /** @param total what the parts are added to */
    Parts(int length, double[] total) {
        this.length = length;
        this.total = total;
    }

    /** An empty part. */
    double[] take() {
        double[] part;
        synchronized (this) {
            part = free.poll();
        }
        if (part == null) {
            return new double[length];
        }
        Arrays.fill(part, 0.0);
        return part;
    }

    /** Adds the part of a chunk as soon as those before it have been. */
    synchronized void add(int chunk, double[] part) {
        waiting.put(chunk, part);
        for (double[] first = waiting.remove(next); first != null; first = waiting.remove(++next)) {
            add(first, total, length);
            free.add(first);
        }
    }

    static void add(double[] part, double[] total, int length) {
        for (int i = 0; i < length; i++) {
            total[i] += part[i];
        }
    }
}
