package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.INTS;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.NetworkParameters;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Largest dosage at which nothing overflows in a ReLU network, so that no NaN arises. */
final class OverflowBound {
    /** No intermediate value exceeds this in size, so rounding makes no infinity. */
    private static final double LARGEST = 0x1p126;

    /** Set in floats of 2 or more and in all that are not finite; no other takes more than one instruction to tell. */
    static final int TWO_OR_MORE = 0x40000000;

    /** Bits of the largest dosage. */
    final int reach;

    OverflowBound(NetworkParameters network) {
        this.reach = Float.floatToRawIntBits((float) Math.clamp(reach(network), 0, LARGEST));
    }

    private static double reach(NetworkParameters network) {
        double steepest = 0;
        double highest = 0;
        double slope = 0;
        double value = Math.abs((double) network.c());
        for (int h = 0; h < network.width(); h++) {
            double w = Math.abs((double) network.w()[h]);
            double b = Math.abs((double) network.b()[h]);
            double v = Math.abs((double) network.v()[h]);
            steepest = Math.max(steepest, w);
            highest = Math.max(highest, b);
            slope += v * w;
            value += v * b;
        }
        double nodes = (LARGEST - highest) / Math.max(steepest, Float.MIN_VALUE);
        double sum = (LARGEST - value) / Math.max(slope, Float.MIN_VALUE);
        return Math.min(nodes, sum);
    }

    /** Returns whether dosages less than 2 in size are finite enough; a network that even they overflow has none. */
    boolean applies() {
        return reach >= TWO_OR_MORE;
    }

    /** Returns whether nothing overflows at any dosage of one vector in so many floats. */
    boolean reaches(float[] x, int from, int count, int step) {
        if (count == 0) {
            return true;
        }
        IntVector sizes = IntVector.broadcast(INTS, Integer.MAX_VALUE);
        IntVector largest = IntVector.broadcast(INTS, 0);
        for (int i = 0; i < count; i += step) {
            largest = FloatVector.fromArray(SPECIES, x, from + i)
                    .reinterpretAsInts()
                    .and(sizes)
                    .max(largest);
        }
        return !largest.compare(VectorOperators.GT, reach).anyTrue();
    }

    /** Calls every loop over no dosages, so many times; see {@link dev.bentline.kernel.Kernel#rehearse}. */
    void rehearse(int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            allLessThanTwo(scratch.in, 0, 0);
            reaches(scratch.in, 0, 0, W);
        }
    }

    static boolean isTwoOrMore(float dosage) {
        return (Float.floatToRawIntBits(dosage) & TWO_OR_MORE) != 0;
    }

    /** Returns whether as many dosages as fill a multiple of two vectors are less than 2 in size. */
    static boolean allLessThanTwo(float[] x, int from, int count) {
        if (count == 0) {
            return true;
        }
        IntVector seen = IntVector.broadcast(INTS, 0);
        IntVector seenToo = seen;
        for (int i = 0; i < count; i += 2 * W) {
            seen = FloatVector.fromArray(SPECIES, x, from + i)
                    .reinterpretAsInts()
                    .or(seen);
            seenToo = FloatVector.fromArray(SPECIES, x, from + i + W)
                    .reinterpretAsInts()
                    .or(seenToo);
        }
        return (seen.or(seenToo).reduceLanes(VectorOperators.OR) & TWO_OR_MORE) == 0;
    }
}
