package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.LONGS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** A line of many pieces: found by the index, then gathered. */
final class GatherLookup implements PieceLookup {
    private final SimdPieceIndex finder;

    /** Anchor and value of every piece. */
    private final long[] points;

    private final float[] slopes;

    GatherLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line.index());
        this.points = PackedPairs.of(PackedPairs.bits(line.anchors()), PackedPairs.bits(line.values()));
        this.slopes = line.slopes();
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

    private void evaluate(float[] x, int from, float[] y, int to, int count, int[] pieces) {
        IntVector evens = IntVector.fromArray(INTS, PackedPairs.EVENS, 0);
        IntVector odds = evens.add(1);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector low = LongVector.fromArray(LONGS, points, 0, pieces, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, points, 0, pieces, i + W / 2).reinterpretAsInts();
            FloatVector anchor = evens.selectFrom(low, high).reinterpretAsFloats();
            FloatVector value = odds.selectFrom(low, high).reinterpretAsFloats();
            FloatVector slope = FloatVector.fromArray(SPECIES, slopes, 0, pieces, i);
            VectorMask<Float> constant = slope.compare(VectorOperators.EQ, 0f).and(xi.compare(VectorOperators.EQ, xi));
            slope.fma(xi.sub(anchor), value).blend(value, constant).intoArray(y, to + i);
        }
    }
}
