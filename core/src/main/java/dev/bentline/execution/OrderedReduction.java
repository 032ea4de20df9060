package dev.bentline.execution;

import dev.bentline.kernel.PartialSums;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Adds the sums of a call's chunks in the order of the chunks, whoever computes them and when. Sums that were added are
 * used again, so there are as many as chunks in work at a time, or a few more.
 */
final class OrderedReduction {
    private final int length;
    private final double[] total;
    private final Map<Integer, PartialSums> waiting = new HashMap<>();
    private final Deque<PartialSums> free = new ArrayDeque<>();
    private int next;

    /** @param total what is added to */
    OrderedReduction(int length, double[] total) {
        this.length = length;
        this.total = total;
    }

    /** Lends empty sums for a chunk. */
    synchronized PartialSums take() {
        PartialSums partial = free.poll();
        return partial == null ? new PartialSums(length) : partial;
    }

    /** Adds the sums of a chunk as soon as those before it have been. */
    synchronized void add(int chunk, PartialSums partial) {
        waiting.put(chunk, partial);
        for (PartialSums first = waiting.remove(next); first != null; first = waiting.remove(++next)) {
            first.addTo(total);
            free.add(first);
        }
    }
}
