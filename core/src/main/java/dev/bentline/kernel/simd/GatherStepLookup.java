package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;

/** A line that is constant on every one of many pieces, as a derivative is. */
final class GatherStepLookup implements PieceLookup {
    private final SimdPieceIndex finder;
    private final float[] values;

    GatherStepLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line);
        this.values = SimdPieceIndex.withNaN(line.values());
    }

    @Override
    public void rehearse(int times, Scratch scratch) {
        finder.rehearse(times, scratch);
        for (int i = 0; i < times; i++) {
            map(scratch.in, 0, scratch.out, 0, 0, scratch);
        }
    }

    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        finder.find(x, from, count, scratch);
        int[] pieces = scratch.pieces;
        for (int i = 0; i < count; i += W) {
            FloatVector.fromArray(SPECIES, values, 0, pieces, i).intoArray(y, to + i);
        }
    }
}
