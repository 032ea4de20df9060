package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** A line of many pieces: found by the index, then gathered. */
final class GatherLookup implements PieceLookup {
    private final SimdPieceIndex finder;

    private final float[] anchors;
    private final float[] values;
    private final float[] slopes;

    GatherLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line);
        this.anchors = SimdPieceIndex.withNaN(line.anchors());
        this.values = SimdPieceIndex.withNaN(line.values());
        this.slopes = SimdPieceIndex.withNaN(line.slopes());
    }

    /** Fills the scratch's tile of pieces. */
    void find(float[] x, int from, int count, Scratch scratch) {
        finder.find(x, from, count, scratch);
    }

    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        find(x, from, count, scratch);
        evaluate(x, from, y, to, count, scratch.pieces);
    }

    @Override
    public void rehearse(int times, Scratch scratch) {
        finder.rehearse(times, scratch);
        for (int i = 0; i < times; i++) {
            evaluate(scratch.in, 0, scratch.out, 0, 0, scratch.pieces);
        }
    }

    private void evaluate(float[] x, int from, float[] y, int to, int count, int[] pieces) {
        if (count == 0) {
            return;
        }
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector anchor = FloatVector.fromArray(SPECIES, anchors, 0, pieces, i);
            FloatVector value = FloatVector.fromArray(SPECIES, values, 0, pieces, i);
            FloatVector slope = FloatVector.fromArray(SPECIES, slopes, 0, pieces, i);
            slope.fma(xi.sub(anchor), value)
                    .blend(value, slope.compare(VectorOperators.EQ, zero))
                    .intoArray(y, to + i);
        }
    }
}
