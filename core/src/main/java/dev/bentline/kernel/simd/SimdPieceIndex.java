package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.LONGS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The index on vectors. A gather takes its indices from memory, so the cells go through a tile. */
final class SimdPieceIndex {
    private final PieceIndex index;

    /** Threshold and payload of every cell. */
    private final long[] cells;

    SimdPieceIndex(PieceIndex index) {
        this.index = index;
        this.cells = PackedPairs.of(PackedPairs.bits(index.thresholds()), index.payloads());
    }

    /** Fills the tile of pieces for a tile's dosages, a whole number of vectors. */
    void find(float[] x, int from, int count, Scratch scratch) {
        int[] at = scratch.cells;
        int[] pieces = scratch.pieces;
        int half = index.half();
        int shift = index.shift();
        float middle = index.middle();
        float spread = index.spread();
        int pieceShift = index.distanceBits() + 1;
        int unused = Integer.SIZE - index.distanceBits();
        int spreadBits = Float.floatToRawIntBits(spread);
        IntVector evens = IntVector.fromArray(INTS, PackedPairs.EVENS, 0);
        IntVector odds = evens.add(1);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector t = xi.sub(middle).reinterpretAsInts();
            IntVector sign = t.lanewise(VectorOperators.ASHR, 31);
            t.and(Integer.MAX_VALUE)
                    .reinterpretAsFloats()
                    .add(spread)
                    .reinterpretAsInts()
                    .sub(spreadBits)
                    .lanewise(VectorOperators.ASHR, shift)
                    .min(half - 1)
                    .max(0)
                    .lanewise(VectorOperators.XOR, sign)
                    .add(half)
                    .intoArray(at, i);
            IntVector low = LongVector.fromArray(LONGS, cells, 0, at, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, cells, 0, at, i + W / 2).reinterpretAsInts();
            FloatVector threshold = evens.selectFrom(low, high).reinterpretAsFloats();
            IntVector payload = odds.selectFrom(low, high);
            VectorMask<Integer> reached =
                    xi.compare(VectorOperators.GE, threshold).cast(INTS);
            IntVector distance = payload.lanewise(VectorOperators.LSHL, unused).lanewise(VectorOperators.ASHR, unused);
            FloatVector second = threshold.reinterpretAsInts().add(distance).reinterpretAsFloats();
            VectorMask<Integer> reachedBoth =
                    xi.compare(VectorOperators.GE, second).cast(INTS).and(distance.compare(VectorOperators.NE, 0));
            payload.lanewise(VectorOperators.LSHL, 1)
                    .lanewise(VectorOperators.LSHR, pieceShift)
                    .add(1, reached)
                    .add(1, reachedBoth)
                    .intoArray(pieces, i);
            VectorMask<Integer> divided = payload.compare(VectorOperators.LT, 0);
            if (divided.anyTrue()) {
                VectorMask<Integer> near = reached.eq(sign.compare(VectorOperators.LT, 0));
                findEach(divided.andNot(near).toLong(), x, from + i, pieces, i);
            }
        }
    }

    private void findEach(long lanes, float[] x, int from, int[] pieces, int at) {
        for (long left = lanes; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            pieces[at + lane] = index.find(x[from + lane]);
        }
    }
}
