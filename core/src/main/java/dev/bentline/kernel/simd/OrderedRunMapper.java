package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Dosages that follow one another through the pieces, up or down, as in a grid: a vector in one piece costs a check and a
 * multiply-add, and nothing is looked up.
 */
final class OrderedRunMapper {
    /** Borders one vector may cross; with more, looking it up is faster. */
    private static final int MOST_CROSSED = 6;

    /** Columns of a row: the first and the last finite float of a piece, and its line. */
    private static final int FIRST = 0;

    private static final int LAST = 1;
    private static final int ANCHOR = 2;
    private static final int VALUE = 3;
    private static final int SLOPE = 4;

    /** Half a cache line. */
    private static final int ROW = 8;

    private final PieceIndex index;
    private final float[] rows;

    OrderedRunMapper(PiecewiseLine line) {
        this.index = line.index();
        this.rows = new float[ROW * line.pieces()];
        for (int i = 0; i < line.pieces(); i++) {
            rows[ROW * i + FIRST] = line.first(i);
            rows[ROW * i + LAST] = line.last(i);
            // 0 where it is constant, so that x - anchor does not overflow
            rows[ROW * i + ANCHOR] = line.slopes()[i] == 0f ? 0f : line.anchors()[i];
            rows[ROW * i + VALUE] = line.values()[i];
            rows[ROW * i + SLOPE] = line.slopes()[i];
        }
    }

    /** Maps whole vectors up to one that crosses too many borders or holds a dosage that is not finite; returns where. */
    int map(float[] x, int from, float[] y, int to, int begin, int end) {
        if (begin == end) {
            return end;
        }
        int row = ROW * index.find(x[from + begin]);
        int i = begin;
        while (true) {
            FloatVector first = FloatVector.broadcast(SPECIES, rows[row + FIRST]);
            FloatVector last = FloatVector.broadcast(SPECIES, rows[row + LAST]);
            FloatVector anchor = FloatVector.broadcast(SPECIES, rows[row + ANCHOR]);
            FloatVector value = FloatVector.broadcast(SPECIES, rows[row + VALUE]);
            FloatVector slope = FloatVector.broadcast(SPECIES, rows[row + SLOPE]);
            for (; i < end; i += W) {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
                if (!xi.compare(VectorOperators.GE, first)
                        .and(xi.compare(VectorOperators.LE, last))
                        .allTrue()) {
                    break;
                }
                // the slope as an argument: see Simd
                xi.sub(anchor).fma(slope, value).intoArray(y, to + i);
            }
            if (i >= end) {
                return i;
            }
            row = cross(row, x, from + i, y, to + i, W);
            if (row < 0) {
                return i;
            }
            i += W;
        }
    }

    /** Calls every loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            map(scratch.in, 0, scratch.out, 0, 0, 0);
            cross(0, scratch.in, 0, scratch.out, 0, 0);
        }
    }

    /**
     * Maps one vector, or none, of a piece and its neighbours on one side; returns the row of its last dosage, or -1 where it goes
     * too far. It is built up in memory: C2 boxes a vector that a loop carries along. Its bytecode has more than the 325
     * bytes that C2 would inline into {@link #map}, and so into whatever inlines that.
     */
    private int cross(int row, float[] x, int from, float[] y, int to, int count) {
        if (count == 0) {
            return row;
        }
        // the row of the last dosage's piece, or one that is too far
        float xLast = x[from + W - 1];
        int end = row;
        while (end - row <= MOST_CROSSED * ROW && end + ROW < rows.length && xLast > rows[end + LAST]) {
            end += ROW;
        }
        while (row - end <= MOST_CROSSED * ROW && end > 0 && xLast < rows[end + FIRST]) {
            end -= ROW;
        }
        int low = Math.min(row, end);
        int high = Math.max(row, end);
        FloatVector xi = FloatVector.fromArray(SPECIES, x, from);
        if (high - low > MOST_CROSSED * ROW
                || !xi.compare(VectorOperators.GE, rows[low + FIRST])
                        .and(xi.compare(VectorOperators.LE, rows[high + LAST]))
                        .allTrue()) {
            return -1;
        }
        FloatVector.broadcast(SPECIES, rows[low + SLOPE])
                .fma(xi.sub(rows[low + ANCHOR]), FloatVector.broadcast(SPECIES, rows[low + VALUE]))
                .intoArray(y, to);
        for (int next = low + ROW; next <= high; next += ROW) {
            FloatVector line = FloatVector.broadcast(SPECIES, rows[next + SLOPE])
                    .fma(xi.sub(rows[next + ANCHOR]), FloatVector.broadcast(SPECIES, rows[next + VALUE]));
            FloatVector.fromArray(SPECIES, y, to)
                    .blend(line, xi.compare(VectorOperators.GE, rows[next + FIRST]))
                    .intoArray(y, to);
        }
        return end;
    }
}
