package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.PiecewiseLine;
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
        int row = ROW * index.find(x[from + begin]);
        int i = begin;
        while (true) {
            i = piece(row, x, from, y, to, i, end);
            if (i >= end) {
                return i;
            }
            row = cross(row, x, from + i, y, to + i);
            if (row < 0) {
                return i;
            }
            i += W;
        }
    }

    /** Maps the vectors that lie in one piece; returns the first that does not. */
    private int piece(int row, float[] x, int from, float[] y, int to, int begin, int end) {
        FloatVector first = FloatVector.broadcast(SPECIES, rows[row + FIRST]);
        FloatVector last = FloatVector.broadcast(SPECIES, rows[row + LAST]);
        FloatVector anchor = FloatVector.broadcast(SPECIES, rows[row + ANCHOR]);
        FloatVector value = FloatVector.broadcast(SPECIES, rows[row + VALUE]);
        FloatVector slope = FloatVector.broadcast(SPECIES, rows[row + SLOPE]);
        int i = begin;
        for (; i < end; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            if (!xi.compare(VectorOperators.GE, first)
                    .and(xi.compare(VectorOperators.LE, last))
                    .allTrue()) {
                break;
            }
            slope.fma(xi.sub(anchor), value).intoArray(y, to + i);
        }
        return i;
    }

    /**
     * Maps one vector of a piece and its neighbours on one side; returns the row of its last dosage, or -1 where it goes
     * too far. It is built up in memory: C2 boxes a vector that a loop carries along.
     */
    private int cross(int row, float[] x, int from, float[] y, int to) {
        int end = neighbour(row, x[from + W - 1]);
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

    /** The row of a dosage's piece, or one that is too far from the given one. */
    private int neighbour(int row, float x) {
        int next = row;
        while (next - row <= MOST_CROSSED * ROW && next + ROW < rows.length && x > rows[next + LAST]) {
            next += ROW;
        }
        while (row - next <= MOST_CROSSED * ROW && next > 0 && x < rows[next + FIRST]) {
            next -= ROW;
        }
        return next;
    }
}
