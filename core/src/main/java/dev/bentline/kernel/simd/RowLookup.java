package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A line of many pieces: found by the index, then copied to a tile row by row; see {@link SimdPieceIndex}. */
final class RowLookup implements PieceLookup {
    /** Columns of a row, the bits of floats: a piece's line. One is left over. */
    private static final int ANCHOR = 0;

    private static final int VALUE = 1;
    private static final int SLOPE = 2;
    private static final VectorSpecies<Integer> ROW = IntVector.SPECIES_128;

    /** Dosages whose rows are in the tile at once. */
    private static final int STRIP = Kernel.BLOCK / 2;

    private final SimdPieceIndex finder;

    /** A row for every piece, and one of NaN for dosages that are. */
    private final int[] lines;

    RowLookup(PiecewiseLine line) {
        this.finder = new SimdPieceIndex(line);
        float[] anchors = SimdPieceIndex.withNaN(line.anchors());
        float[] values = SimdPieceIndex.withNaN(line.values());
        float[] slopes = SimdPieceIndex.withNaN(line.slopes());
        this.lines = new int[4 * values.length];
        for (int i = 0; i < values.length; i++) {
            int row = 4 * i;
            lines[row + ANCHOR] = Float.floatToRawIntBits(anchors[i]);
            lines[row + VALUE] = Float.floatToRawIntBits(values[i]);
            lines[row + SLOPE] = Float.floatToRawIntBits(slopes[i]);
        }
    }

    /** Fills the scratch's tile of pieces. */
    void find(float[] x, int from, int count, Scratch scratch) {
        finder.find(x, from, count, scratch);
    }

    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        find(x, from, count, scratch);
        for (int i = 0; i < count; i += STRIP) {
            int n = Math.min(STRIP, count - i);
            evaluate(x, from + i, y, to + i, scratch.pieces, i, n, scratch.rows);
        }
    }

    @Override
    public void rehearse(int times, Scratch scratch) {
        finder.rehearse(times, scratch);
        for (int i = 0; i < times; i++) {
            evaluate(scratch.in, 0, scratch.out, 0, scratch.pieces, 0, 0, scratch.rows);
        }
    }

    /** Its bytecode, too, has more than the 325 bytes that C2 would inline. */
    private void evaluate(float[] x, int from, float[] y, int to, int[] pieces, int first, int count, int[] rows) {
        if (count == 0) {
            return;
        }
        int[] table = lines;
        for (int i = 0; i < count; i++) {
            IntVector.fromArray(ROW, table, ROW.length() * pieces[first + i]).intoArray(rows, ROW.length() * i);
        }
        IntVector even = IntVector.fromArray(INTS, Simd.EVEN, 0);
        IntVector odd = IntVector.fromArray(INTS, Simd.ODD, 0);
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            IntVector rows0 = IntVector.fromArray(INTS, rows, 4 * i);
            IntVector rows1 = IntVector.fromArray(INTS, rows, 4 * i + W);
            IntVector rows2 = IntVector.fromArray(INTS, rows, 4 * i + 2 * W);
            IntVector rows3 = IntVector.fromArray(INTS, rows, 4 * i + 3 * W);
            // anchors and slopes in turns, then the values and what is left over
            IntVector even0 = even.selectFrom(rows0, rows1);
            IntVector even1 = even.selectFrom(rows2, rows3);
            IntVector odd0 = odd.selectFrom(rows0, rows1);
            IntVector odd1 = odd.selectFrom(rows2, rows3);
            FloatVector anchor = even.selectFrom(even0, even1).reinterpretAsFloats();
            FloatVector value = even.selectFrom(odd0, odd1).reinterpretAsFloats();
            FloatVector slope = odd.selectFrom(even0, even1).reinterpretAsFloats();
            slope.fma(xi.sub(anchor), value)
                    .blend(value, slope.compare(VectorOperators.EQ, zero))
                    .intoArray(y, to + i);
        }
    }
}
