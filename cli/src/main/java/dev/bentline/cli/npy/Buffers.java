package dev.bentline.cli.npy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/** Buffers outside the heap, which the system reads and writes without a copy between; as many as are in use at once. */
final class Buffers {
    private final int size;
    private final ByteOrder order;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    Buffers(int size, ByteOrder order) {
        this.size = size;
        this.order = order;
    }

    /** An empty buffer. */
    synchronized ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(size).order(order) : buffer.clear();
    }

    /** Takes one back. */
    synchronized void give(ByteBuffer buffer) {
        free.push(buffer);
    }
}
