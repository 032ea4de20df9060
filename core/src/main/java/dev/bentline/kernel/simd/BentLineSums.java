package dev.bentline.kernel.simd;

import static dev.bentline.kernel.Kernel.LANES;
import static dev.bentline.kernel.simd.DoubleSpecies.D;
import static dev.bentline.kernel.simd.DoubleSpecies.DOUBLES;
import static dev.bentline.kernel.simd.DoubleSpecies.HALF;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PartialSums;
import dev.bentline.kernel.PieceSums;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The sums of a piecewise line: those of a run stay in registers, all others are looked up and added to memory one by
 * one.
 */
final class BentLineSums {
    /** Dosages looked up where a run ends, before the next is tried; four times as many each time that was none. */
    private static final int STRETCH = LANES;

    /** Borders sixteen dosages may cross; with more, looking them up is faster. */
    private static final int MOST_CROSSED = 6;

    private static final PartialSums NO_SUMS = new PartialSums(0);

    private final PiecewiseLine line;
    private final RowLookup lookup;

    BentLineSums(PiecewiseLine line) {
        this.line = line;
        this.lookup = new RowLookup(line);
    }

    /**
     * Adds the dosages of a block, whole sixteens, the loss to its lanes. The tile d takes what is summed.
     *
     * @param t observed effects, or the upstream values
     */
    void add(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int whole,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        int stretch = STRETCH;
        for (int i = 0; i < whole; ) {
            int end = runs(x, from, t, fromT, i, whole, observed, scratch, partial);
            stretch = end - i > stretch ? STRETCH : Math.min(4 * stretch, Kernel.BLOCK);
            int n = Math.min(stretch, whole - end);
            if (n > 0) {
                lookUp(x, from, t, fromT, end, n, observed, scratch, partial);
            }
            i = end + n;
        }
    }

    /** Calls every loop over no dosages, so many times; see {@link Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        lookup.rehearse(times, scratch);
        for (int i = 0; i < times; i++) {
            within(0f, 0f, scratch.in, 0, 0);
            residuals(0, scratch.in, 0, scratch.out, 0, scratch.d, 0, 0, false);
            upstream(0, scratch.in, 0, scratch.out, 0, scratch.d, 0, 0, false);
            addRun(0, scratch.in, 0, scratch.d, 0, 0, scratch.lanes, NO_SUMS);
            addLoss(scratch.in, 0, scratch.out, 0, 0, 0, 0, true, scratch.d, scratch.lanes);
        }
    }

    // ---- runs

    /** Adds sixteens up to one that crosses too many borders or holds a dosage that is not finite; returns where. */
    private int runs(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int begin,
            int whole,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        int piece = line.index().find(x[from + begin]);
        int end;
        for (int i = begin; i < whole; i = end) {
            int next = neighbour(piece, x[from + i + LANES - 1]);
            int first = Math.min(piece, next);
            int last = Math.max(piece, next);
            if (last - first > MOST_CROSSED || !within(line.first(first), line.last(last), x, from + i, LANES)) {
                return i;
            }
            end = first == last ? whole : i + LANES;
            for (int share = first; share <= last; share++) {
                int stop = summands(share, x, from, t, fromT, observed, scratch.d, i, end, first == last);
                end = Math.max(i + LANES, stop - (stop - i) % LANES);
                addRun(share, x, from, scratch.d, i, end, scratch.lanes, partial);
            }
            piece = next;
        }
        return whole;
    }

    /** Returns whether dosages, sixteen or none, lie between two floats. */
    private static boolean within(float first, float last, float[] x, int from, int count) {
        if (count == 0) {
            return true;
        }
        for (int i = from; i < from + count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, i);
            if (!xi.compare(VectorOperators.GE, first)
                    .and(xi.compare(VectorOperators.LE, last))
                    .allTrue()) {
                return false;
            }
        }
        return true;
    }

    /** The piece of a dosage, or one that is too far from the given one. */
    private int neighbour(int piece, float x) {
        int next = piece;
        while (next - piece <= MOST_CROSSED && next + 1 < line.pieces() && x > line.last(next)) {
            next++;
        }
        while (piece - next <= MOST_CROSSED && next > 0 && x < line.first(next)) {
            next--;
        }
        return next;
    }

    /**
     * Fills the tile d: what is summed where a dosage lies in the piece, and 0, which adds nothing, elsewhere.
     *
     * @param stop whether to stop at the first vector that does not lie in the piece
     * @return where it stopped
     */
    private int summands(
            int piece,
            float[] x,
            int from,
            float[] t,
            int fromT,
            boolean observed,
            float[] d,
            int begin,
            int end,
            boolean stop) {
        return observed
                ? residuals(piece, x, from, t, fromT, d, begin, end, stop)
                : upstream(piece, x, from, t, fromT, d, begin, end, stop);
    }

    private int residuals(
            int piece, float[] x, int from, float[] t, int fromT, float[] d, int begin, int end, boolean stop) {
        if (begin == end) {
            return end;
        }
        FloatVector first = FloatVector.broadcast(SPECIES, line.first(piece));
        FloatVector last = FloatVector.broadcast(SPECIES, line.last(piece));
        float slopeOf = line.slopes()[piece];
        FloatVector slope = FloatVector.broadcast(SPECIES, slopeOf);
        FloatVector anchor = FloatVector.broadcast(SPECIES, slopeOf == 0f ? 0f : line.anchors()[piece]);
        FloatVector value = FloatVector.broadcast(SPECIES, line.values()[piece]);
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        int i = begin;
        for (; i < end; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            VectorMask<Float> inside = xi.compare(VectorOperators.GE, first).and(xi.compare(VectorOperators.LE, last));
            FloatVector di = slope.fma(xi.sub(anchor), value).sub(FloatVector.fromArray(SPECIES, t, fromT + i));
            zero.blend(di, inside).intoArray(d, i);
            if (!inside.allTrue() && stop) {
                break;
            }
        }
        return i;
    }

    private int upstream(
            int piece, float[] x, int from, float[] t, int fromT, float[] d, int begin, int end, boolean stop) {
        if (begin == end) {
            return end;
        }
        FloatVector first = FloatVector.broadcast(SPECIES, line.first(piece));
        FloatVector last = FloatVector.broadcast(SPECIES, line.last(piece));
        FloatVector zero = FloatVector.broadcast(SPECIES, 0f);
        int i = begin;
        for (; i < end; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
            VectorMask<Float> inside = xi.compare(VectorOperators.GE, first).and(xi.compare(VectorOperators.LE, last));
            zero.blend(FloatVector.fromArray(SPECIES, t, fromT + i), inside).intoArray(d, i);
            if (!inside.allTrue() && stop) {
                break;
            }
        }
        return i;
    }

    /**
     * Adds to the lanes of the loss and of a piece, one vector's share after the other. Its bytecode has more than the 325
     * bytes that C2 would inline into {@link #runs}, past the node budget.
     */
    private static void addRun(
            int piece, float[] x, int from, float[] d, int begin, int end, float[] lanes, PartialSums partial) {
        if (begin == end) {
            return;
        }
        double[] sums = partial.sums;
        int at = PieceSums.piece(piece);
        for (int pass = 0; pass < LANES / W; pass++) {
            int lane = pass * D;
            int lossLane = pass * W;
            DoubleVector sum = DoubleVector.fromArray(DOUBLES, sums, at + lane);
            DoubleVector sumX = DoubleVector.fromArray(DOUBLES, sums, at + PieceSums.LANES + lane);
            FloatVector loss = FloatVector.fromArray(SPECIES, lanes, lossLane);
            for (int i = begin; i < end; i += LANES) {
                int low = i + lane;
                int high = low + PieceSums.LANES;
                DoubleVector d0 = (DoubleVector)
                        FloatVector.fromArray(HALF, d, low).convertShape(VectorOperators.F2D, DOUBLES, 0);
                DoubleVector d1 = (DoubleVector)
                        FloatVector.fromArray(HALF, d, high).convertShape(VectorOperators.F2D, DOUBLES, 0);
                DoubleVector x0 = (DoubleVector)
                        FloatVector.fromArray(HALF, x, from + low).convertShape(VectorOperators.F2D, DOUBLES, 0);
                DoubleVector x1 = (DoubleVector)
                        FloatVector.fromArray(HALF, x, from + high).convertShape(VectorOperators.F2D, DOUBLES, 0);
                sum = d1.add(d0.add(sum));
                sumX = d1.fma(x1, d0.fma(x0, sumX));
                FloatVector di = FloatVector.fromArray(SPECIES, d, i + lossLane);
                loss = di.fma(di, loss);
            }
            sum.intoArray(sums, at + lane);
            sumX.intoArray(sums, at + PieceSums.LANES + lane);
            loss.intoArray(lanes, lossLane);
        }
        PieceSums.markModified(partial, piece, piece);
    }

    // ---- look-ups

    private void lookUp(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int begin,
            int count,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        if (observed) {
            lookup.map(x, from + begin, scratch.d, begin, count, scratch);
        } else {
            lookup.find(x, from + begin, count, scratch);
        }
        for (int pass = 0; pass < LANES / W; pass++) {
            addLoss(x, from, t, fromT, begin, begin + count, pass * W, observed, scratch.d, scratch.lanes);
        }
        PieceSums.add(partial, scratch.pieces, x, from, scratch.d, begin, begin + count);
    }

    /** Turns a tile of effects, which are NaN where dosages are, into what is summed, and adds one vector's share of the loss. */
    private static void addLoss(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int begin,
            int end,
            int lane,
            boolean observed,
            float[] d,
            float[] lanes) {
        if (begin == end) {
            return;
        }
        FloatVector none = FloatVector.broadcast(SPECIES, Float.NaN);
        FloatVector loss = FloatVector.fromArray(SPECIES, lanes, lane);
        for (int i = begin + lane; i < end; i += LANES) {
            FloatVector di = FloatVector.fromArray(SPECIES, t, fromT + i);
            if (observed) {
                di = FloatVector.fromArray(SPECIES, d, i).sub(di);
            } else {
                FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
                di = di.blend(none, xi.compare(VectorOperators.NE, xi));
            }
            loss = di.fma(di, loss);
            di.intoArray(d, i);
        }
        loss.intoArray(lanes, lane);
    }
}
