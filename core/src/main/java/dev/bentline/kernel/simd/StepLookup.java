package dev.bentline.kernel.simd;

import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;

/** A line that is constant on every one of many pieces, as a derivative is. */
final class StepLookup implements PieceLookup {
    private final SimdPieceIndex finder;
    private final float[] values;

    StepLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line);
        this.values = SimdPieceIndex.withNaN(line.values());
    }

    @Override
    public void rehearse(int times, Scratch scratch) {
        finder.rehearse(times, scratch);
    }

    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        finder.find(x, from, count, scratch);
        int[] pieces = scratch.pieces;
        for (int i = 0; i < count; i++) {
            y[to + i] = values[pieces[i]];
        }
    }
}
