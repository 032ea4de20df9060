package dev.bentline;

import dev.bentline.kernel.PartialSums;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The parts of one call for sums. They are added in the order of their chunks, whoever computes them and when; one that
 * was added is used again, so there are as many as chunks in work at a time, or a few more.
 */
final class OrderedReduction {
    private final int length;
    private final double[] total;
    private final Map<Integer, PartialSums> waiting = new HashMap<>();
    private final Deque<PartialSums> free = new ArrayDeque<>();
    private int next;

    /** @param total what the parts are added to */
    OrderedReduction(int length, double[] total) {
        this.length = length;
        this.total = total;
    }

    /** An empty part. */
    synchronized PartialSums take() {
        PartialSums part = free.poll();
        return part == null ? new PartialSums(length) : part;
    }

    /** Adds the part of a chunk as soon as those before it have been. */
    synchronized void add(int chunk, PartialSums part) {
        waiting.put(chunk, part);
        for (PartialSums first = waiting.remove(next); first != null; first = waiting.remove(++next)) {
            first.addTo(total);
            free.add(first);
        }
    }
}
