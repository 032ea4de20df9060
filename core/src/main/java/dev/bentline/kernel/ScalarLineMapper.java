package dev.bentline.kernel;

import java.util.Arrays;

/**
 * Maps dosages on a piecewise line in plain loops, most of which C2 makes vectors of by itself: those that follow one
 * another through a piece all at once, and looks all others up. C2 cannot tell whether two arrays at places of their own
 * overlap, and makes none of such a loop, so it gets to see them at the same places of a tile.
 */
final class ScalarLineMapper {
    /** Dosages held against a piece at once, at first: twice as many each time that all lie in it. */
    private static final int RUN = 64;

    /** Dosages looked up where a run is shorter, before the next is tried; four times as many each time that one is. */
    private static final int STRETCH = 16;

    /** Columns of a row, and its length: a piece's line. */
    private static final int ANCHOR = 0;

    private static final int VALUE = 1;
    private static final int SLOPE = 2;
    private static final int ROW = 4;

    private final PiecewiseLine line;
    private final float[] rows;

    ScalarLineMapper(PiecewiseLine line) {
        this.line = line;
        this.rows = new float[ROW * line.pieces()];
        for (int i = 0; i < line.pieces(); i++) {
            rows[ROW * i + ANCHOR] = line.anchors()[i];
            rows[ROW * i + VALUE] = line.values()[i];
            rows[ROW * i + SLOPE] = line.slopes()[i];
        }
    }

    void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int stretch = STRETCH;
        int i = 0;
        while (count - i >= STRETCH) {
            int end = run(x, from, y, to, i, count, scratch);
            if (end - i >= STRETCH) {
                stretch = STRETCH;
                i = end;
            } else {
                int n = Math.min(stretch, count - end);
                lookUp(x, from + end, y, to + end, n, scratch);
                stretch = Math.min(4 * stretch, Kernel.BLOCK);
                i = end + n;
            }
        }
        for (; i < count; i++) {
            y[to + i] = line.at(x[from + i]);
        }
    }

    /** Maps the dosages that lie in the piece of the first; returns the first that does not. */
    private int run(float[] x, int from, float[] y, int to, int begin, int end, Scratch scratch) {
        int piece = line.index().find(x[from + begin]);
        float first = line.first(piece);
        float last = line.last(piece);
        int i = begin;
        int most = RUN;
        while (i < end) {
            int n = Math.min(most, end - i);
            if (isBetween(first, last, x[from + i + n - 1]) && areBetween(first, last, x, from + i, n)) {
                evaluate(piece, x, from + i, y, to + i, n, scratch);
                i += n;
                most = Math.min(2 * most, Kernel.BLOCK);
            } else if (n > RUN) {
                most = RUN;
            } else {
                break;
            }
        }
        int rest = 0;
        while (i + rest < end && rest < RUN && isBetween(first, last, x[from + i + rest])) {
            rest++;
        }
        evaluate(piece, x, from + i, y, to + i, rest, scratch);
        return i + rest;
    }

    private static boolean isBetween(float first, float last, float x) {
        return x >= first && x <= last;
    }

    /** Tells whether all are; NaN, which makes both extremes NaN, is not. */
    private static boolean areBetween(float first, float last, float[] x, int from, int count) {
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            smallest = Math.min(smallest, x[from + i]);
            largest = Math.max(largest, x[from + i]);
        }
        return smallest >= first && largest <= last;
    }

    private void evaluate(int piece, float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        float anchor = rows[ROW * piece + ANCHOR];
        float value = rows[ROW * piece + VALUE];
        float slope = rows[ROW * piece + SLOPE];
        if (slope == 0f) {
            Arrays.fill(y, to, to + count, value);
            return;
        }
        float[] tile = scratch.z;
        System.arraycopy(x, from, tile, Kernel.BLOCK, count);
        for (int i = 0; i < count; i++) {
            tile[i] = Math.fma(slope, tile[Kernel.BLOCK + i] - anchor, value);
        }
        System.arraycopy(tile, 0, y, to, count);
    }

    private void lookUp(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        line.index().find(x, from, count, scratch);
        int[] pieces = scratch.pieces;
        for (int i = 0; i < count; i++) {
            float xi = x[from + i];
            int row = ROW * pieces[i];
            float yi = Math.fma(rows[row + SLOPE], xi - rows[row + ANCHOR], rows[row + VALUE]);
            // NaN also where a slope of 0 meets an infinity
            y[to + i] = Float.isNaN(yi) ? line.at(pieces[i], xi) : yi;
        }
    }
}
