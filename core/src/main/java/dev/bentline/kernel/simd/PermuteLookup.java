package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.PiecewiseLine;
import dev.bentline.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** A line of no more pieces than a vector has lanes: all there is about them fits into four registers. */
final class PermuteLookup implements PieceLookup {
    private final int[] starts;
    private final int[] anchors;
    private final int[] values;
    private final int[] slopes;

    PermuteLookup(PiecewiseLine line) {
        this.starts = bits(line.starts(), Float.NaN);
        this.anchors = bits(line.anchors(), 0f);
        this.values = bits(line.values(), 0f);
        this.slopes = bits(line.slopes(), 0f);
    }

    /** Returns the bits as integers, which select from one another without a check. */
    private static int[] bits(float[] values, float rest) {
        int[] bits = new int[W];
        Arrays.fill(bits, Float.floatToRawIntBits(rest));
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Override
    public void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            map(scratch.in, 0, scratch.out, 0, 0, scratch);
        }
    }

    /** A binary search by permutes, written out. */
    @Override
    public void map(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        if (count == 0) {
            return;
        }
        IntVector s = IntVector.fromArray(INTS, starts, 0);
        IntVector a = IntVector.fromArray(INTS, anchors, 0);
        IntVector v = IntVector.fromArray(INTS, values, 0);
        IntVector m = IntVector.fromArray(INTS, slopes, 0);
        for (int i = 0; i < count; i += W) {
            FloatVector xi = FloatVector.fromArray(SPECIES, x, from + i);
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
            FloatVector slope = piece.selectFrom(m).reinterpretAsFloats();
            FloatVector anchor = piece.selectFrom(a).reinterpretAsFloats();
            FloatVector value = piece.selectFrom(v).reinterpretAsFloats();
            VectorMask<Float> constant = slope.compare(VectorOperators.EQ, 0f).and(xi.compare(VectorOperators.EQ, xi));
            slope.fma(xi.sub(anchor), value).blend(value, constant).intoArray(y, to + i);
        }
    }
}
