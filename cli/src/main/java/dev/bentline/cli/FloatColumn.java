package dev.bentline.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Floats that come one by one, in as much memory as they need: an array that doubles would need up to three times. */
final class FloatColumn {
    private static final int CHUNK = 1 << 16;

    private final Deque<float[]> full = new ArrayDeque<>();
    private float[] last = new float[CHUNK];
    private int lastCount;

    void add(float value) {
        if (lastCount == CHUNK) {
            full.add(last);
            last = new float[CHUNK];
            lastCount = 0;
        }
        last[lastCount++] = value;
    }

    /** All of them; the column gives them up on the way. */
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
