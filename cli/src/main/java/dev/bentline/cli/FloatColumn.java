package dev.bentline.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Floats that come tile by tile, in as much memory as they need: an array that doubles would need up to three times. */
final class FloatColumn {
    private static final int CHUNK = 1 << 16;

    private final Deque<float[]> full = new ArrayDeque<>();
    private float[] last = new float[CHUNK];
    private int lastCount;

    /** Adds the first values of an array. */
    void add(float[] values, int count) {
        for (int at = 0; at < count; ) {
            if (lastCount == CHUNK) {
                full.add(last);
                last = new float[CHUNK];
                lastCount = 0;
            }
            int length = Math.min(count - at, CHUNK - lastCount);
            System.arraycopy(values, at, last, lastCount, length);
            lastCount += length;
            at += length;
        }
    }

    /** Returns all floats; the column gives them up on the way. */
    float[] take() {
        float[] all = new float[Math.addExact(Math.multiplyExact(full.size(), CHUNK), lastCount)];
        int at = 0;
        for (float[] chunk = full.poll(); chunk != null; chunk = full.poll()) {
            System.arraycopy(chunk, 0, all, at, CHUNK);
            at += CHUNK;
        }
        System.arraycopy(last, 0, all, at, lastCount);
        lastCount = 0;
        return all;
    }
}
