package dev.bentline;

import dev.bentline.kernel.Part;
import java.util.ArrayDeque;
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
    private final Map<Integer, Part> waiting = new HashMap<>();
    private final Deque<Part> free = new ArrayDeque<>();
    private int next;

    /** @param total what the parts are added to */
    Parts(int length, double[] total) {
        this.length = length;
        this.total = total;
    }

    /** An empty part. */
    synchronized Part take() {
        Part part = free.poll();
        return part == null ? new Part(length) : part;
    }

    /** Adds the part of a chunk as soon as those before it have been. */
    synchronized void add(int chunk, Part part) {
        waiting.put(chunk, part);
        for (Part first = waiting.remove(next); first != null; first = waiting.remove(++next)) {
            first.addTo(total);
            free.add(first);
        }
    }
}
