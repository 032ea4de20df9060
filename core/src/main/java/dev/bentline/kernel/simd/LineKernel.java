package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;
import static dev.bentline.kernel.simd.Simd.load;
import static dev.bentline.kernel.simd.Simd.splat;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.PieceIndex;
import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** A piecewise line on vectors: runs of dosages of one piece, and look-ups for all others. */
final class LineKernel {
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    private static final int[] EVENS = evens();

    /** Vectors looked up after a run ends in none of its neighbours; four times as many each time that goes on. */
    private static final int STRETCH = 4 * W;

    private final PiecewiseLine line;
    private final float[] starts;
    private final float[] anchors;
    private final float[] values;
    private final float[] slopes;
    private final PieceIndex index;

    /** Threshold and payload of every cell, anchor and value of every piece: pairs, one gather each. */
    private final long[] entries;

    private final long[] points;

    /** With few pieces, what there is about them in one vector each. */
    private final boolean few;

    private final int[] fewStarts;
    private final int[] fewAnchors;
    private final int[] fewValues;
    private final int[] fewSlopes;

    LineKernel(PiecewiseLine line) {
        this.line = line;
        this.starts = line.starts();
        this.anchors = line.anchors();
        this.values = line.values();
        this.slopes = line.slopes();
        this.index = line.index();
        this.entries = pairs(bits(index.thresholds()), index.payloads());
        this.points = pairs(bits(anchors), bits(values));
        this.few = line.pieces() <= W;
        this.fewStarts = few ? bits(starts, Float.NaN) : new int[0];
        this.fewAnchors = few ? bits(anchors, 0f) : new int[0];
        this.fewValues = few ? bits(values, 0f) : new int[0];
        this.fewSlopes = few ? bits(slopes, 0f) : new int[0];
    }

    private static int[] evens() {
        int[] evens = new int[W];
        for (int i = 0; i < W; i++) {
            evens[i] = 2 * i;
        }
        return evens;
    }

    private static long[] pairs(int[] low, int[] high) {
        long[] pairs = new long[low.length];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (long) high[i] << 32 | low[i] & 0xffffffffL;
        }
        return pairs;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static int[] bits(float[] values, float rest) {
        int[] bits = new int[W];
        Arrays.fill(bits, Float.floatToRawIntBits(rest));
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    /** Maps whole vectors; returns how many dosages that are. */
    int map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int whole = count - count % W;
        int stretch = STRETCH;
        for (int i = 0; i < whole; ) {
            int end = runs(x, from, y, to, i, whole);
            stretch = end - i > stretch ? STRETCH : Math.min(4 * stretch, Kernel.BLOCK);
            i = end;
            end = Math.min(whole, i + stretch);
            if (few) {
                lookUpFew(x, from, y, to, i, end);
            } else {
                find(x, from + i, end - i, scratch);
                lines(x, from + i, y, to + i, end - i, scratch.pieces);
            }
            i = end;
        }
        return whole;
    }

    // ---- runs

    /** Follows the pieces from a dosage on, from each to its neighbours; returns the first vector past that. */
    private int runs(float[] x, int from, float[] y, int to, int begin, int whole) {
        int i = begin;
        if (i == whole) {
            return i;
        }
        int piece = index.find(x[from + i]);
        while (true) {
            i = run(piece, x, from, y, to, i, whole);
            if (i == whole) {
                return i;
            }
            float last = x[from + i + W - 1];
            int next = last > line.last(piece) ? piece + 1 : piece - 1;
            int lower = Math.min(piece, next);
            if (lower < 0 || lower + 1 == starts.length || !cross(lower, x, from + i, y, to + i)) {
                return i;
            }
            piece = last >= starts[lower + 1] ? lower + 1 : lower;
            i += W;
            if (i == whole) {
                return i;
            }
        }
    }

    /** Finite dosages of one piece. */
    private int run(int piece, float[] x, int from, float[] y, int to, int begin, int whole) {
        FloatVector first = splat(line.first(piece));
        FloatVector last = splat(line.last(piece));
        FloatVector anchor = splat(anchors[piece]);
        FloatVector value = splat(values[piece]);
        FloatVector slope = splat(slopes[piece]);
        int i = begin;
        for (; i < whole; i += W) {
            FloatVector xi = load(x, from + i);
            if (!xi.compare(VectorOperators.GE, first)
                    .and(xi.compare(VectorOperators.LE, last))
                    .allTrue()) {
                break;
            }
            slope.fma(xi.sub(anchor), value).intoArray(y, to + i);
        }
        return i;
    }

    /** One vector of finite dosages of a piece and the next, or nothing. */
    private boolean cross(int piece, float[] x, int from, float[] y, int to) {
        FloatVector xi = load(x, from);
        if (!xi.compare(VectorOperators.GE, line.first(piece))
                .and(xi.compare(VectorOperators.LE, line.last(piece + 1)))
                .allTrue()) {
            return false;
        }
        FloatVector left = splat(slopes[piece]).fma(xi.sub(anchors[piece]), splat(values[piece]));
        FloatVector right = splat(slopes[piece + 1]).fma(xi.sub(anchors[piece + 1]), splat(values[piece + 1]));
        left.blend(right, xi.compare(VectorOperators.GE, starts[piece + 1])).intoArray(y, to);
        return true;
    }

    // ---- few pieces, in registers

    /** A binary search by permutes. */
    private void lookUpFew(float[] x, int from, float[] y, int to, int begin, int end) {
        IntVector s = IntVector.fromArray(INTS, fewStarts, 0);
        IntVector anchor = IntVector.fromArray(INTS, fewAnchors, 0);
        IntVector value = IntVector.fromArray(INTS, fewValues, 0);
        IntVector slope = IntVector.fromArray(INTS, fewSlopes, 0);
        for (int i = begin; i < end; i += W) {
            FloatVector xi = load(x, from + i);
            IntVector piece = IntVector.zero(INTS);
            if (W > 8) {
                piece = step(xi, piece, s, 8);
            }
            if (W > 4) {
                piece = step(xi, piece, s, 4);
            }
            piece = step(xi, piece, s, 2);
            piece = step(xi, piece, s, 1);
            FloatVector m = piece.selectFrom(slope).reinterpretAsFloats();
            FloatVector a = piece.selectFrom(anchor).reinterpretAsFloats();
            FloatVector v = piece.selectFrom(value).reinterpretAsFloats();
            line(xi, a, v, m).intoArray(y, to + i);
        }
    }

    private static IntVector step(FloatVector x, IntVector piece, IntVector starts, int step) {
        IntVector next = piece.add(step);
        VectorMask<Float> there =
                x.compare(VectorOperators.GE, next.selectFrom(starts).reinterpretAsFloats());
        return piece.blend(next, there.cast(INTS));
    }

    private static FloatVector line(FloatVector x, FloatVector anchor, FloatVector value, FloatVector slope) {
        VectorMask<Float> constant = slope.compare(VectorOperators.EQ, 0f).and(x.compare(VectorOperators.EQ, x));
        return slope.fma(x.sub(anchor), value).blend(value, constant);
    }

    // ---- look-ups

    /**
     * Fills the tile of pieces for a tile's dosages, a whole number of vectors. A gather takes its indices from memory, so
     * the cells go through a tile too.
     */
    void find(float[] x, int from, int count, Scratch scratch) {
        int[] cells = scratch.cells;
        int[] pieces = scratch.pieces;
        int half = index.half();
        int shift = index.shift();
        int bitsOfSpread = Float.floatToRawIntBits(index.spread());
        IntVector evens = IntVector.fromArray(INTS, EVENS, 0);
        IntVector odds = evens.add(1);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = load(x, from + i);
            FloatVector t = xi.sub(index.middle());
            IntVector sign = t.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
            FloatVector far = t.reinterpretAsInts()
                    .and(Integer.MAX_VALUE)
                    .reinterpretAsFloats()
                    .add(index.spread());
            IntVector distance = far.reinterpretAsInts()
                    .sub(bitsOfSpread)
                    .lanewise(VectorOperators.ASHR, shift)
                    .min(half - 1)
                    .max(0);
            distance.lanewise(VectorOperators.XOR, sign).add(half).intoArray(cells, i);
            IntVector low = LongVector.fromArray(LONGS, entries, 0, cells, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, entries, 0, cells, i + W / 2).reinterpretAsInts();
            FloatVector threshold = evens.selectFrom(low, high).reinterpretAsFloats();
            IntVector payload = odds.selectFrom(low, high);
            IntVector piece = payload.lanewise(VectorOperators.ASHR, 1);
            piece = piece.add(1, xi.compare(VectorOperators.GE, threshold).cast(INTS));
            piece = piece.add(
                    payload.and(1), xi.compare(VectorOperators.GT, threshold).cast(INTS));
            piece.intoArray(pieces, i);
            VectorMask<Integer> divided = payload.compare(VectorOperators.LT, 0);
            if (divided.anyTrue()) {
                findEach(divided.toLong(), x, from + i, pieces, i);
            }
        }
    }

    private void findEach(long lanes, float[] x, int from, int[] pieces, int at) {
        for (long left = lanes; left != 0; left &= left - 1) {
            int lane = Long.numberOfTrailingZeros(left);
            pieces[at + lane] = index.find(x[from + lane]);
        }
    }

    /** Evaluates a tile's dosages, a whole number of vectors, on their pieces. */
    void lines(float[] x, int from, float[] y, int to, int count, int[] pieces) {
        IntVector evens = IntVector.fromArray(INTS, EVENS, 0);
        IntVector odds = evens.add(1);
        for (int i = 0; i < count; i += W) {
            IntVector low = LongVector.fromArray(LONGS, points, 0, pieces, i).reinterpretAsInts();
            IntVector high =
                    LongVector.fromArray(LONGS, points, 0, pieces, i + W / 2).reinterpretAsInts();
            FloatVector anchor = evens.selectFrom(low, high).reinterpretAsFloats();
            FloatVector value = odds.selectFrom(low, high).reinterpretAsFloats();
            FloatVector slope = FloatVector.fromArray(SPECIES, slopes, 0, pieces, i);
            line(load(x, from + i), anchor, value, slope).intoArray(y, to + i);
        }
    }

    /** The number of dosages, whole sixteens, from begin on that are finite and lie in a piece. */
    int runLength(int piece, float[] x, int from, int begin, int whole) {
        FloatVector first = splat(line.first(piece));
        FloatVector last = splat(line.last(piece));
        int i = begin;
        for (; i < whole; i += W) {
            FloatVector xi = load(x, from + i);
            if (!xi.compare(VectorOperators.GE, first)
                    .and(xi.compare(VectorOperators.LE, last))
                    .allTrue()) {
                break;
            }
        }
        return (i - begin) & -Kernel.LANES;
    }

    /** The piece of a dosage. */
    int find(float x) {
        return index.find(x);
    }

    /** The values of dosages in one run. */
    void runValues(int piece, float[] x, int from, float[] y, int begin, int end) {
        FloatVector anchor = splat(anchors[piece]);
        FloatVector value = splat(values[piece]);
        FloatVector slope = splat(slopes[piece]);
        for (int i = begin; i < end; i += W) {
            slope.fma(load(x, from + i).sub(anchor), value).intoArray(y, i);
        }
    }
}
