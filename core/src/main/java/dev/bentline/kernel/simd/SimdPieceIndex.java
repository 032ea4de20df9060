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
import jdk.incubator.vector.VectorSpecies;

/**
 * The index on vectors. What a dosage's cell holds is copied to a tile, as a row, and vectors of rows are parted into
 * columns there. Without gathers a line of 1,025 pieces takes 0.65 of the time at 512 and 128 bits, 0.6 to 0.75 at 256.
 *
 * <p>From L1 on Zen 5, in C: a gather 0.36 ns a value, a row of two copied 0.29, one of four 0.4, two values as one
 * 64-bit gather 0.28, a value among 1,024 by permutes in registers 0.67; sorting a tile by piece, and back, 1.7 a dosage.
 *
 * <p>Finding cells and resolving them each takes most of C2's node budget. Both methods have more than the 325 bytes of
 * bytecode that C2 would inline, so that they are compiled by themselves: within a caller they went past the budget, and
 * vectors were boxed in some processes and not in others.
 */
final class SimdPieceIndex {
    /** Columns of a row, and its length. */
    private static final int THRESHOLD = 0;

    private static final int PAYLOAD = 1;
    private static final VectorSpecies<Integer> ROW = IntVector.SPECIES_64;

    private final PieceIndex index;

    /** A row for every cell: its threshold's bits and its payload. */
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
     * last.
     */
    void find(float[] x, int from, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        int[] found = scratch.cells;
        int[] rows = scratch.rows;
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
            nearby.lanewise(VectorOperators.XOR, sign).add(half).intoArray(found, i);
        }
        for (int i = 0; i < count; i++) {
            int row = ROW.length() * i;
            IntVector.fromArray(ROW, table, ROW.length() * found[i]).intoArray(rows, row);
        }
        resolve(x, from, count, rows, scratch.pieces);
    }

    /** Calls both methods over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            find(scratch.in, 0, 0, scratch);
            resolve(scratch.in, 0, 0, scratch.rows, scratch.pieces);
        }
    }

    /** Fills the tile of pieces from what the dosages' cells hold. */
    private void resolve(float[] x, int from, int count, int[] rows, int[] pieces) {
        if (count == 0) {
            return;
        }
        FloatVector middle = FloatVector.broadcast(SPECIES, index.middle());
        IntVector zero = IntVector.broadcast(INTS, 0);
        IntVector one = IntVector.broadcast(INTS, 1);
        IntVector pastLast = IntVector.broadcast(INTS, past);
        IntVector even = IntVector.fromArray(INTS, Simd.EVEN, 0);
        IntVector odd = IntVector.fromArray(INTS, Simd.ODD, 0);
        int pieceShift = index.distanceBits() + 1;
        int unused = Integer.SIZE - index.distanceBits();
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector low = IntVector.fromArray(INTS, rows, 2 * i);
            IntVector high = IntVector.fromArray(INTS, rows, 2 * i + W);
            IntVector threshold = even.selectFrom(low, high);
            IntVector payload = odd.selectFrom(low, high);
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
