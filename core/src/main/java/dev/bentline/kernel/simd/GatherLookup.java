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
import jdk.incubator.vector.VectorOperators;

/** A line of many pieces: found by the index, then gathered. */
final class GatherLookup implements PieceLookup {
    private final SimdPieceIndex finder;

    /** Anchor and value of every piece. */
    private final long[] points;

    private final float[] slopes;

    GatherLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line);
        this.points = PackedPairs.of(
                PackedPairs.bits(SimdPieceIndex.withNaN(line.anchors())),
                PackedPairs.bits(SimdPieceIndex.withNaN(line.values())));
        this.slopes = SimdPieceIndex.withNaN(line.slopes());
    }

    /** Fills the scratch's tile of pieces. */
    void find(float[] x, int from, int count, Scratch scratch) {
        finder.find(x, from, count, scratch);
    }

    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        find(x, from, count, scratch);
        gatherSlopes(count, scratch.pieces, scratch.e);
        evaluate(x, from, y, to, count, scratch.pieces, scratch.e);
    }

    /** Fills a tile in a loop of its own: a gather takes a quarter of C2's node budget, and {@link #evaluate} has two. */
    private void gatherSlopes(int count, int[] pieces, float[] tile) {
        for (int i = 0; i < count; i += W) {
            FloatVector.fromArray(SPECIES, slopes, 0, pieces, i).intoArray(tile, i);
        }
    }

    private void evaluate(float[] x, int from, float[] y, int to, int count, int[] pieces, float[] slopeTile) {
        IntVector evens = IntVector.fromArray(INTS, PackedPairs.EVENS, 0);
        IntVector odds = IntVector.fromArray(INTS, PackedPairs.ODDS, 0);
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector low = LongVector.fromArray(LONGS, points, 0, pieces, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, points, 0, pieces, i + W / 2).reinterpretAsInts();
            FloatVector anchor = evens.selectFrom(low, high).reinterpretAsFloats();
            FloatVector value = odds.selectFrom(low, high).reinterpretAsFloats();
            FloatVector slope = FloatVector.fromArray(SPECIES, slopeTile, i);
            slope.fma(xi.sub(anchor), value)
                    .blend(value, slope.compare(VectorOperators.EQ, zero))
                    .intoArray(y, to + i);
        }
    }
}
