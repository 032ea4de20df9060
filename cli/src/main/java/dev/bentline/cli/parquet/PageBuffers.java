package dev.bentline.cli.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Off-heap buffers for pages of floats, used again and again. */
final class PageBuffers {
    private final int capacity;
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    PageBuffers(int capacity) {
        this.capacity = capacity;
    }

    ByteBuffer take() {
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN) : buffer.clear();
    }

    /** Takes a buffer back; one of another kind is left to the garbage collector. */
    void give(ByteBuffer buffer) {
        if (buffer.isDirect() && buffer.capacity() == capacity) {
            free.add(buffer);
        }
    }
}
