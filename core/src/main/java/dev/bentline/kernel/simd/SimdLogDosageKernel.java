package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.DoubleSpecies.D;
import static dev.bentline.kernel.simd.DoubleSpecies.DOUBLES;
import static dev.bentline.kernel.simd.DoubleSpecies.HALF;
import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.KernelOperation;
import dev.bentline.kernel.Log10;
import dev.bentline.kernel.LogDosageKernel;
import dev.bentline.kernel.ScalarLogDosageKernel;
import dev.bentline.kernel.Scratch;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Logarithmic dosage scale on vectors of doubles: {@link Log10}, operation for operation. */
final class SimdLogDosageKernel extends LogDosageKernel {
    /** Makes exponents numbers above 0, below 2048. */
    private static final long BIAS = 1L << 10;

    private static final long FRACTION = (1L << Log10.MANTISSA) - 1;

    /** The double whose last bit is 1: with integers for its fraction, it is that much larger. */
    private static final double INTEGERS = 0x1p52;

    /** Position of {@code zero}. */
    private final float leftmost;

    SimdLogDosageKernel(Kernel network, ScalarLogDosageKernel scalar) {
        super(network, scalar);
        this.leftmost = (float) Log10.of(zero);
    }

    @Override
    protected void positions(float[] x, int from, int begin, int end, float[] positions) {
        int whole = begin + (end - begin) / W * W;
        logarithms(x, from, begin, whole, positions);
        placeOthers(x, from, begin, whole, positions);
        super.positions(x, from, whole, end, positions);
    }

    @Override
    protected void slopes(float[] x, int from, float[] onScale, float[] slopes, int to, int begin, int end) {
        int whole = begin + (end - begin) / W * W;
        divide(x, from, onScale, begin, whole);
        bend(x, from, onScale, slopes, to, begin, whole);
        super.slopes(x, from, onScale, slopes, to, whole, end);
    }

    @Override
    public void rehearse(KernelOperation operation, int times, Scratch scratch) {
        for (int i = 0; i < times; i++) {
            logarithms(scratch.in, 0, 0, 0, scratch.positions);
            placeOthers(scratch.in, 0, 0, 0, scratch.positions);
            if (operation == KernelOperation.DERIVATIVE) {
                divide(scratch.in, 0, scratch.positions, 0, 0);
                bend(scratch.in, 0, scratch.positions, scratch.out, 0, 0, 0);
            }
        }
        super.rehearse(operation, times, scratch);
    }

    /**
     * Computes logarithms; of what has none, anything. An exponent turns into a double by its bits, as the integer part of a
     * number that has no others: AVX2 has no instruction that would, nor one for the signed shift of 64 bits.
     */
    private static void logarithms(float[] x, int from, int begin, int end, float[] positions) {
        if (begin == end) {
            return;
        }
        DoubleVector one = DoubleVector.broadcast(DOUBLES, 1.0);
        for (int i = begin; i < end; i += D) {
            DoubleVector dosage = (DoubleVector)
                    FloatVector.fromArray(HALF, x, from + i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            LongVector t = dosage.reinterpretAsLongs().add((BIAS << Log10.MANTISSA) - Log10.ROOT_OF_HALF);
            DoubleVector k = t.lanewise(VectorOperators.LSHR, Log10.MANTISSA)
                    .or(Double.doubleToRawLongBits(INTEGERS))
                    .reinterpretAsDoubles()
                    .sub(INTEGERS + BIAS);
            DoubleVector m = t.and(FRACTION).add(Log10.ROOT_OF_HALF).reinterpretAsDoubles();
            DoubleVector s = m.sub(one).div(m.add(one));
            DoubleVector z = s.mul(s);
            DoubleVector p =
                    z.fma(DoubleVector.broadcast(DOUBLES, 1.0 / 17), DoubleVector.broadcast(DOUBLES, 1.0 / 15));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 13));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 11));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 9));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 7));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 5));
            p = z.fma(p, DoubleVector.broadcast(DOUBLES, 1.0 / 3));
            p = z.fma(p, one);
            DoubleVector position = k.fma(
                    DoubleVector.broadcast(DOUBLES, Log10.LOG10_OF_2),
                    s.mul(Log10.TWICE_LOG10_OF_E).mul(p));
            ((FloatVector) position.convertShape(VectorOperators.D2F, HALF, 0)).intoArray(positions, i);
        }
    }

    /**
     * Places dosages that have no position of their own, infinity and NaN. A loop of floats: two doubles, all of the shortest
     * vector, have no mask that C2 compiles.
     */
    private void placeOthers(float[] x, int from, int begin, int end, float[] positions) {
        if (begin == end) {
            return;
        }
        for (int i = begin; i < end; i += W) {
            FloatVector dosage = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector position = FloatVector.fromArray(SPECIES, positions, i);
            dosage.blend(position, dosage.compare(VectorOperators.LE, Float.MAX_VALUE))
                    .blend(leftmost, dosage.compare(VectorOperators.LE, zero))
                    .blend(Float.NaN, dosage.compare(VectorOperators.LT, 0f))
                    .intoArray(positions, i);
        }
    }

    /** Applies the chain rule to a tile. */
    private static void divide(float[] x, int from, float[] slopes, int begin, int end) {
        if (begin == end) {
            return;
        }
        for (int i = begin; i < end; i += D) {
            DoubleVector dosage = (DoubleVector)
                    FloatVector.fromArray(HALF, x, from + i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector slope =
                    (DoubleVector) FloatVector.fromArray(HALF, slopes, i).convertShape(VectorOperators.F2D, DOUBLES, 0);
            DoubleVector quotient = slope.div(dosage.mul(LOG_OF_10));
            ((FloatVector) quotient.convertShape(VectorOperators.D2F, HALF, 0)).intoArray(slopes, i);
        }
    }

    /** Makes slopes 0 where dosages share a position, and NaN where they have none. */
    private void bend(float[] x, int from, float[] quotients, float[] slopes, int to, int begin, int end) {
        if (begin == end) {
            return;
        }
        for (int i = begin; i < end; i += W) {
            FloatVector dosage = FloatVector.fromArray(SPECIES, x, from + i);
            FloatVector.fromArray(SPECIES, quotients, i)
                    .blend(0f, dosage.compare(VectorOperators.LT, moving))
                    .blend(Float.NaN, dosage.compare(VectorOperators.LT, 0f))
                    .intoArray(slopes, to + i);
        }
    }
}
