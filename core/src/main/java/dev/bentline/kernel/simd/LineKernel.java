package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

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
import org.jspecify.annotations.Nullable;

/** A piecewise line on vectors: runs of dosages of one piece, and look-ups for all others. */
final class LineKernel {
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    private static final int[] EVENS = evens();

    /** Dosages looked up after a run ends in none of its neighbours; four times as many each time that goes on. */
    private static final int STRETCH = W;

    /** Dosages below which a run is short, and how many follow before a long one is tried again. */
    private static final int SHORT_RUN = 4 * W;

    private static final int WALK = 64 * W;

    /** Borders one vector may cross; with more, looking it up is faster. */
    private static final int MOST_CROSSED = 6;

    private final float[] starts;
    private final float[] firsts;
    private final float[] lasts;
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
        this.starts = line.starts();
        this.firsts = new float[starts.length];
        this.lasts = new float[starts.length];
        for (int i = 0; i < starts.length; i++) {
            firsts[i] = line.first(i);
            lasts[i] = line.last(i);
        }
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
            pairs[i] = (long) high[i] << 32 | (low[i] & 0xffffffffL);
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
                lines(x, from + i, y, to + i, end - i, scratch.pieces, null, x, 0, false);
            }
            i = end;
        }
        return whole;
    }

    // ---- runs

    /**
     * Follows the pieces from a dosage on, from each to its neighbours; returns the first vector that is elsewhere.
     *
     * <p>After a short run vectors are taken to lie in two neighbours each, without a branch that depends on which: a
     * mispredicted one costs as much as several vectors.
     */
    private int runs(float[] x, int from, float[] y, int to, int begin, int whole) {
        int i = begin;
        int piece = index.find(x[from + i]);
        while (true) {
            int end = run(piece, x, from, y, to, i, whole);
            if (end == whole) {
                return end;
            }
            int next = cross(piece, x, from + end, y, to + end);
            if (next < 0) {
                return end;
            }
            int back = next < piece ? 1 : 0;
            int walk = end - i < SHORT_RUN ? Math.min(whole, end + WALK) : 0;
            piece = next;
            for (i = end + W; i < walk; i += W) {
                int lower = piece - back;
                if (lower < 0 || lower + 1 >= starts.length) {
                    break;
                }
                FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
                float last = x[from + i + W - 1]; // before y, which may be the same array, is written
                float border = starts[lower + 1];
                if (!xi.compare(VectorOperators.GE, firsts[lower])
                        .and(xi.compare(VectorOperators.LE, lasts[lower + 1]))
                        .allTrue()) {
                    break;
                }
                FloatVector left = FloatVector.broadcast(Simd.SPECIES, slopes[lower])
                        .fma(xi.sub(anchors[lower]), FloatVector.broadcast(Simd.SPECIES, values[lower]));
                FloatVector right = FloatVector.broadcast(Simd.SPECIES, slopes[lower + 1])
                        .fma(xi.sub(anchors[lower + 1]), FloatVector.broadcast(Simd.SPECIES, values[lower + 1]));
                left.blend(right, xi.compare(VectorOperators.GE, border)).intoArray(y, to + i);
                piece = lower + (last >= border ? 1 : 0);
            }
            if (i == whole) {
                return i;
            }
        }
    }

    /** Finite dosages of one piece; returns the first vector that holds others. */
    private int run(int piece, float[] x, int from, float[] y, int to, int begin, int whole) {
        FloatVector first = FloatVector.broadcast(Simd.SPECIES, firsts[piece]);
        FloatVector last = FloatVector.broadcast(Simd.SPECIES, lasts[piece]);
        FloatVector anchor = FloatVector.broadcast(Simd.SPECIES, anchors[piece]);
        FloatVector value = FloatVector.broadcast(Simd.SPECIES, values[piece]);
        FloatVector slope = FloatVector.broadcast(Simd.SPECIES, slopes[piece]);
        int i = begin;
        for (; i <= whole - 4 * W; i += 4 * W) {
            FloatVector x0 = FloatVector.fromArray(Simd.SPECIES, x, from + i);
            FloatVector x1 = FloatVector.fromArray(Simd.SPECIES, x, from + i + W);
            FloatVector x2 = FloatVector.fromArray(Simd.SPECIES, x, from + i + 2 * W);
            FloatVector x3 = FloatVector.fromArray(Simd.SPECIES, x, from + i + 3 * W);
            VectorMask<Float> inside0 = x0.compare(VectorOperators.GE, first).and(x0.compare(VectorOperators.LE, last));
            VectorMask<Float> inside1 = x1.compare(VectorOperators.GE, first).and(x1.compare(VectorOperators.LE, last));
            VectorMask<Float> inside2 = x2.compare(VectorOperators.GE, first).and(x2.compare(VectorOperators.LE, last));
            VectorMask<Float> inside3 = x3.compare(VectorOperators.GE, first).and(x3.compare(VectorOperators.LE, last));
            if (!inside0.and(inside1).and(inside2.and(inside3)).allTrue()) {
                break;
            }
            slope.fma(x0.sub(anchor), value).intoArray(y, to + i);
            slope.fma(x1.sub(anchor), value).intoArray(y, to + i + W);
            slope.fma(x2.sub(anchor), value).intoArray(y, to + i + 2 * W);
            slope.fma(x3.sub(anchor), value).intoArray(y, to + i + 3 * W);
        }
        for (; i < whole; i += W) {
            FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
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
     * One vector of finite dosages of a piece and a few on one side of it; returns the piece of its last dosage, or -1
     * where it holds others.
     */
    private int cross(int piece, float[] x, int from, float[] y, int to) {
        float end = x[from + W - 1];
        int lower = piece;
        int upper = piece;
        while (end > lasts[upper] && upper < Math.min(piece + MOST_CROSSED, starts.length - 1)) {
            upper++;
        }
        while (end < firsts[lower] && lower > Math.max(piece - MOST_CROSSED, 0)) {
            lower--;
        }
        FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from);
        if (!xi.compare(VectorOperators.GE, firsts[lower])
                .and(xi.compare(VectorOperators.LE, lasts[upper]))
                .allTrue()) {
            return -1;
        }
        FloatVector yi = FloatVector.broadcast(Simd.SPECIES, slopes[lower])
                .fma(xi.sub(anchors[lower]), FloatVector.broadcast(Simd.SPECIES, values[lower]));
        for (int next = lower + 1; next <= upper; next++) {
            FloatVector right = FloatVector.broadcast(Simd.SPECIES, slopes[next])
                    .fma(xi.sub(anchors[next]), FloatVector.broadcast(Simd.SPECIES, values[next]));
            yi = yi.blend(right, xi.compare(VectorOperators.GE, starts[next]));
        }
        yi.intoArray(y, to);
        return lower == piece ? upper : lower;
    }

    // ---- few pieces, in registers

    /** A binary search by permutes, written out: too long to be inlined beside other vector loops. */
    private void lookUpFew(float[] x, int from, float[] y, int to, int begin, int end) {
        IntVector s = IntVector.fromArray(INTS, fewStarts, 0);
        IntVector anchors = IntVector.fromArray(INTS, fewAnchors, 0);
        IntVector values = IntVector.fromArray(INTS, fewValues, 0);
        IntVector slopes = IntVector.fromArray(INTS, fewSlopes, 0);
        for (int i = begin; i < end; i += W) {
            FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
            IntVector piece = IntVector.zero(INTS);
            if (W > 8) {
                FloatVector start = piece.add(8).selectFrom(s).reinterpretAsFloats();
                piece = piece.add(8, xi.compare(VectorOperators.GE, start).cast(INTS));
            }
            if (W > 4) {
                FloatVector start = piece.add(4).selectFrom(s).reinterpretAsFloats();
                piece = piece.add(4, xi.compare(VectorOperators.GE, start).cast(INTS));
            }
            FloatVector start = piece.add(2).selectFrom(s).reinterpretAsFloats();
            piece = piece.add(2, xi.compare(VectorOperators.GE, start).cast(INTS));
            start = piece.add(1).selectFrom(s).reinterpretAsFloats();
            piece = piece.add(1, xi.compare(VectorOperators.GE, start).cast(INTS));
            FloatVector slope = piece.selectFrom(slopes).reinterpretAsFloats();
            FloatVector anchor = piece.selectFrom(anchors).reinterpretAsFloats();
            FloatVector value = piece.selectFrom(values).reinterpretAsFloats();
            VectorMask<Float> constant = slope.compare(VectorOperators.EQ, 0f).and(xi.compare(VectorOperators.EQ, xi));
            slope.fma(xi.sub(anchor), value).blend(value, constant).intoArray(y, to + i);
        }
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
            FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
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
            IntVector piece = payload.lanewise(VectorOperators.LSHL, 1).lanewise(VectorOperators.LSHR, 2);
            VectorMask<Integer> reached =
                    xi.compare(VectorOperators.GE, threshold).cast(INTS);
            piece = piece.add(1, reached);
            piece = piece.add(
                    payload.and(1), xi.compare(VectorOperators.GT, threshold).cast(INTS));
            piece.intoArray(pieces, i);
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

    /**
     * Evaluates a tile's dosages, a whole number of vectors, on their pieces.
     *
     * @param marked null; or a tile for sums: then {@code y} takes what is summed, {@code values - t} where that is
     *     observed and otherwise t, and a NaN dosage gets NaN and a piece of its own, past the last
     */
    void lines(
            float[] x,
            int from,
            float[] y,
            int to,
            int count,
            int[] pieces,
            int @Nullable [] marked,
            float[] t,
            int fromT,
            boolean observed) {
        IntVector evens = IntVector.fromArray(INTS, EVENS, 0);
        IntVector odds = evens.add(1);
        IntVector past = IntVector.broadcast(INTS, starts.length);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
            VectorMask<Float> nan = xi.compare(VectorOperators.NE, xi);
            FloatVector yi;
            if (marked != null && !observed) {
                yi = FloatVector.fromArray(Simd.SPECIES, t, fromT + i);
            } else {
                IntVector low =
                        LongVector.fromArray(LONGS, points, 0, pieces, i).reinterpretAsInts();
                IntVector high = LongVector.fromArray(LONGS, points, 0, pieces, i + W / 2)
                        .reinterpretAsInts();
                FloatVector anchor = evens.selectFrom(low, high).reinterpretAsFloats();
                FloatVector value = odds.selectFrom(low, high).reinterpretAsFloats();
                FloatVector slope = FloatVector.fromArray(SPECIES, slopes, 0, pieces, i);
                yi = slope.fma(xi.sub(anchor), value).blend(value, slope.compare(VectorOperators.EQ, 0f));
                if (marked != null) {
                    yi = yi.sub(FloatVector.fromArray(Simd.SPECIES, t, fromT + i));
                }
            }
            yi.blend(Float.NaN, nan).intoArray(y, to + i);
            if (marked != null) {
                IntVector.fromArray(INTS, pieces, i).blend(past, nan.cast(INTS)).intoArray(marked, i);
            }
        }
    }

    /** The number of dosages, whole sixteens, from begin on that are finite and lie in a piece. */
    int runLength(int piece, float[] x, int from, int begin, int whole) {
        FloatVector first = FloatVector.broadcast(Simd.SPECIES, firsts[piece]);
        FloatVector last = FloatVector.broadcast(Simd.SPECIES, lasts[piece]);
        int i = begin;
        for (; i < whole; i += W) {
            FloatVector xi = FloatVector.fromArray(Simd.SPECIES, x, from + i);
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
        FloatVector anchor = FloatVector.broadcast(Simd.SPECIES, anchors[piece]);
        FloatVector value = FloatVector.broadcast(Simd.SPECIES, values[piece]);
        FloatVector slope = FloatVector.broadcast(Simd.SPECIES, slopes[piece]);
        for (int i = begin; i < end; i += W) {
            slope.fma(FloatVector.fromArray(Simd.SPECIES, x, from + i).sub(anchor), value)
                    .intoArray(y, i);
        }
    }
}
