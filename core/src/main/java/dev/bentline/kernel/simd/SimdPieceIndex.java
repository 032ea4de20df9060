package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The index on vectors. A gather takes its indices from memory, so the cells go through a tile.
 *
 * <p>Each of its two loops takes most of C2's node budget. Both methods have more than the 325 bytes of bytecode that C2
 * would inline, so that they are compiled by themselves: within a caller they went past the budget, and vectors were boxed
 * in some processes and not in others.
 *
 * <p>Gathers of 32 bits: one gather for two values side by side, as a long, brings no speed (0.96 to 1.02 of it on Zen 3),
 * and in a process that has run other kernels C2 boxed the longs on their way to integers, 17,568 bytes for 2,055 dosages.
 */
final class SimdPieceIndex {
    private static final int THRESHOLD = 0;
    private static final int PAYLOAD = 1;

    private final PieceIndex index;

    /** Threshold and payload of every cell, side by side in one cache line. */
    private final int[] cells;

    /** Piece of dosages that are NaN. */
    private final int past;

    SimdPieceIndex(PiecewiseLine line) {
        this.index = line.index();
        this.past = line.pieces();
        this.cells = new int[2 * index.payloads().length];
        for (int i = 0; i < index.payloads().length; i++) {
            cells[2 * i + THRESHOLD] = Float.floatToRawIntBits(index.thresholds()[i]);
            cells[2 * i + PAYLOAD] = index.payloads()[i];
        }
    }

    /** Returns values of all pieces, and NaN behind them for dosages that are NaN. */
    static float[] withNaN(float[] values) {
        float[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = Float.NaN;
        return longer;
    }

    /**
     * Fills the tile of pieces for a tile's dosages, a whole number of vectors. NaN dosages get a piece of their own, past the
     * last. First the tiles take the payloads and the bits of the thresholds of the dosages' cells.
     */
    void find(float[] x, int from, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        int[] payloads = scratch.cells;
        int[] thresholds = scratch.pieces;
        int[] table = cells;
        FloatVector middle = FloatVector.broadcast(SPECIES, index.middle());
        FloatVector spread = FloatVector.broadcast(SPECIES, index.spread());
        IntVector spreadBits = spread.reinterpretAsInts();
        IntVector unsigned = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector half = IntVector.broadcast(INTS, index.half());
        IntVector most = IntVector.broadcast(INTS, index.half() - 1);
        int shift = index.shift();
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector distance = xi.sub(middle).reinterpretAsInts();
            IntVector sign = distance.lanewise(VectorOperators.ASHR, 31);
            FloatVector size = distance.and(unsigned).reinterpretAsFloats();
            IntVector bits = size.add(spread).reinterpretAsInts();
            IntVector steps = bits.sub(spreadBits).lanewise(VectorOperators.ASHR, shift);
            IntVector nearby = steps.min(most).max(zero);
            IntVector cell = nearby.lanewise(VectorOperators.XOR, sign).add(half);
            IntVector place = cell.lanewise(VectorOperators.LSHL, 1);
            // the tile of payloads holds their places until they are there
            place.intoArray(payloads, i);
            IntVector threshold = IntVector.fromArray(INTS, table, THRESHOLD, payloads, i);
            IntVector payload = IntVector.fromArray(INTS, table, PAYLOAD, payloads, i);
            threshold.intoArray(thresholds, i);
            payload.intoArray(payloads, i);
        }
        resolve(x, from, count, payloads, thresholds);
    }

    /** Calls both loops over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            find(scratch.in, 0, 0, scratch);
            resolve(scratch.in, 0, 0, scratch.cells, scratch.pieces);
        }
    }

    /** Fills the tile of pieces, in place of the thresholds. */
    private void resolve(float[] x, int from, int count, int[] payloads, int[] pieces) {
        if (count == 0) {
            return;
        }
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
