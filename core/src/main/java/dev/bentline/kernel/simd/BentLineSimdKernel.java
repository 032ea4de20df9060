package dev.bentline.kernel.simd;

import static dev.bentline.kernel.simd.Simd.SPECIES;
import static dev.bentline.kernel.simd.Simd.W;

import dev.bentline.kernel.BentLineKernel;
import dev.bentline.kernel.BentLineTable;
import dev.bentline.kernel.Kernel;
import dev.bentline.kernel.Parameters;
import dev.bentline.kernel.PieceSums;
import dev.bentline.kernel.Scratch;
import dev.bentline.kernel.Sums;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The bent line on vectors. Whatever does not fill a vector is the scalar kernel's. */
final class BentLineSimdKernel implements Kernel {
    private static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());

    /** As many floats as a vector holds doubles. */
    private static final VectorSpecies<Float> HALF =
            VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    /** Dosages looked up after a run that was none; four times as many each time that goes on. */
    private static final int STRETCH = LANES;

    private final BentLineKernel tail;
    private final LineKernel effects;
    private final LineKernel fineEffects;
    private final LineKernel derivatives;

    BentLineSimdKernel(Parameters network, BentLineTable table) {
        this.tail = new BentLineKernel(network, table);
        this.effects = new LineKernel(tail.effects());
        this.fineEffects = new LineKernel(tail.fineEffects());
        this.derivatives = new LineKernel(tail.derivatives());
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = effects.map(x, from, y, to, count, scratch);
        tail.forward(x, from + done, y, to + done, count - done, scratch);
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int done = derivatives.map(x, from, slopes, to, count, scratch);
        tail.derivative(x, from + done, slopes, to + done, count - done, scratch);
    }

    @Override
    public int chunkBlocks() {
        return tail.chunkBlocks();
    }

    @Override
    public int partLength() {
        return tail.partLength();
    }

    @Override
    public void finish(double[] total, double[] sums) {
        tail.finish(total, sums);
    }

    /** The tile z takes the effects, the tile d what is summed. */
    @Override
    public void sums(
            float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, double[] part) {
        int whole = count - count % LANES;
        int stretch = STRETCH;
        for (int i = 0; i < whole; ) {
            int piece = fineEffects.find(x[from + i]);
            int end = i + fineEffects.runLength(piece, x, from, i, whole);
            stretch = end - i > stretch ? STRETCH : Math.min(4 * stretch, BLOCK);
            if (end > i) {
                if (observed) {
                    fineEffects.runValues(piece, x, from, scratch.z, i, end);
                    residuals(t, fromT, scratch, i, end);
                } else {
                    System.arraycopy(t, fromT + i, scratch.d, i, end - i);
                }
                for (int lane = 0; lane < PieceSums.LANES; lane += DOUBLES.length()) {
                    addRun(x, from, scratch.d, i + lane, end, part, PieceSums.piece(piece) + lane);
                }
                i = end;
            }
            end = Math.min(whole, i + stretch);
            lookUp(x, from, t, fromT, i, end, observed, scratch, part);
            i = end;
        }
        Arrays.fill(scratch.lanes, 0, LANES, 0f);
        if (observed) {
            for (int lane = 0; lane < LANES; lane += W) {
                addLoss(scratch, lane, whole);
            }
        }
        tail.sums(x, from, t, fromT, whole, count, observed, scratch, part);
        Sums.fold(scratch.lanes, 0, part, Sums.LOSS);
    }

    private void residuals(float[] t, int fromT, Scratch scratch, int begin, int end) {
        for (int i = begin; i < end; i += W) {
            FloatVector.fromArray(Simd.SPECIES, scratch.z, i)
                    .sub(FloatVector.fromArray(Simd.SPECIES, t, fromT + i))
                    .intoArray(scratch.d, i);
        }
    }

    private static void addLoss(Scratch scratch, int lane, int whole) {
        FloatVector loss = FloatVector.broadcast(Simd.SPECIES, 0f);
        for (int i = lane; i < whole; i += LANES) {
            FloatVector d = FloatVector.fromArray(Simd.SPECIES, scratch.d, i);
            loss = d.fma(d, loss);
        }
        loss.intoArray(scratch.lanes, lane);
    }

    /** The doubles of one piece in registers. */
    private static void addRun(float[] x, int from, float[] d, int begin, int end, double[] part, int at) {
        DoubleVector sum = DoubleVector.fromArray(DOUBLES, part, at);
        DoubleVector sumX = DoubleVector.fromArray(DOUBLES, part, at + PieceSums.LANES);
        for (int i = begin; i < end; i += PieceSums.LANES) {
            DoubleVector di = toDoubles(d, i);
            sum = sum.add(di);
            sumX = di.fma(toDoubles(x, from + i), sumX);
        }
        sum.intoArray(part, at);
        sumX.intoArray(part, at + PieceSums.LANES);
    }

    private static DoubleVector toDoubles(float[] values, int at) {
        return (DoubleVector) FloatVector.fromArray(HALF, values, at).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    private void lookUp(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int begin,
            int end,
            boolean observed,
            Scratch scratch,
            double[] part) {
        if (begin == end) {
            return;
        }
        int count = end - begin;
        fineEffects.find(x, from + begin, count, scratch);
        int[] pieces = scratch.pieces;
        fineEffects.lines(x, from + begin, scratch.d, begin, count, pieces, pieces, t, fromT + begin, observed);
        PieceSums.add(part, pieces, x, from, scratch.d, begin, end);
    }
}
