package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.LONGS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;
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

    /** Piece of dosages that are NaN. */
    private final int past;

    SimdPieceIndex(PiecewiseLine line) {
        this.index = line.index();
        this.past = line.pieces();
        this.cells = PackedPairs.of(PackedPairs.bits(index.thresholds()), index.payloads());
    }

    /** Returns values of all pieces, and NaN behind them for dosages that are NaN. */
    static float[] withNaN(float[] values) {
        float[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = Float.NaN;
        return longer;
    }

    /**
     * Fills the tile of pieces for a tile's dosages, a whole number of vectors. NaN dosages get a piece of their own, past the
     * last. It comes in two loops with tiles in L1 between them: one would be past C2's node budget by half.
     */
    void find(float[] x, int from, int count, Scratch scratch) {
        gather(x, from, count, scratch.cells, scratch.pieces);
        resolve(x, from, count, scratch.cells, scratch.pieces);
    }

    /** Fills the tiles with the payloads and the bits of the thresholds of the dosages' cells. */
    private void gather(float[] x, int from, int count, int[] payloads, int[] thresholds) {
        FloatVector middle = FloatVector.broadcast(SPECIES, index.middle());
        FloatVector spread = FloatVector.broadcast(SPECIES, index.spread());
        IntVector spreadBits = spread.reinterpretAsInts();
        IntVector size = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector half = IntVector.broadcast(INTS, index.half());
        IntVector most = IntVector.broadcast(INTS, index.half() - 1);
        IntVector evens = IntVector.fromArray(INTS, PackedPairs.EVENS, 0);
        IntVector odds = IntVector.fromArray(INTS, PackedPairs.ODDS, 0);
        int shift = index.shift();
        for (int i = 0; i < count; i += W) {
            IntVector t =
                    FloatVector.fromArray(SPECIES, x, from + i).sub(middle).reinterpretAsInts();
            t.and(size)
                    .reinterpretAsFloats()
                    .add(spread)
                    .reinterpretAsInts()
                    .sub(spreadBits)
                    .lanewise(VectorOperators.ASHR, shift)
                    .min(most)
                    .max(zero)
                    .lanewise(VectorOperators.XOR, t.lanewise(VectorOperators.ASHR, 31))
                    .add(half)
                    .intoArray(payloads, i);
            IntVector low = LongVector.fromArray(LONGS, cells, 0, payloads, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, cells, 0, payloads, i + W / 2).reinterpretAsInts();
            evens.selectFrom(low, high).intoArray(thresholds, i);
            odds.selectFrom(low, high).intoArray(payloads, i);
        }
    }

    /** Fills the tile of pieces, in place of the thresholds. */
    private void resolve(float[] x, int from, int count, int[] payloads, int[] pieces) {
        FloatVector middle = FloatVector.broadcast(SPECIES, index.middle());
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector one = IntVector.broadcast(INTS, 1);
        IntVector pastLast = IntVector.broadcast(INTS, past);
        int pieceShift = index.distanceBits() + 1;
        int unused = Integer.SIZE - index.distanceBits();
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector threshold = IntVector.fromArray(INTS, pieces, i);
            IntVector payload = IntVector.fromArray(INTS, payloads, i);
            VectorMask<Integer> reached = xi.compare(VectorOperators.GE, threshold.reinterpretAsFloats())
                    .cast(INTS);
            IntVector distance = payload.lanewise(VectorOperators.LSHL, unused).lanewise(VectorOperators.ASHR, unused);
            FloatVector second = threshold.add(distance).reinterpretAsFloats();
            VectorMask<Integer> reachedBoth =
                    xi.compare(VectorOperators.GE, second).cast(INTS).and(distance.compare(VectorOperators.NE, zero));
            payload.lanewise(VectorOperators.LSHL, 1)
                    .lanewise(VectorOperators.LSHR, pieceShift)
                    .add(one, reached)
                    .add(one, reachedBoth)
                    .blend(pastLast, xi.compare(VectorOperators.NE, xi).cast(INTS))
                    .intoArray(pieces, i);
            VectorMask<Integer> divided = payload.compare(VectorOperators.LT, zero);
            if (divided.anyTrue()) {
                VectorMask<Integer> below =
                        xi.compare(VectorOperators.LT, middle).cast(INTS);
                long left = divided.andNot(reached.eq(below)).toLong();
                for (; left != 0; left &= left - 1) {
                    int lane = i + Long.numberOfTrailingZeros(left);
                    pieces[lane] = index.find(x[from + lane]);
                }
            }
        }
    }
}
