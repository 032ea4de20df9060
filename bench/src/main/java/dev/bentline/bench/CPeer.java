package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The peers in C: on the same arrays as everyone, or on memory outside the heap that is aligned to cache lines. */
abstract class CPeer implements Contender {
    /** Dosages of a call that sums: C adds in float, and in one call lost a hundredth of the loss of 100,000,000. */
    static final int PART = 10_000_000;

    private final int width;
    private final boolean softplus;
    private final MemorySegment w;
    private final MemorySegment b;
    private final MemorySegment v;
    private final float c;
    private final MemorySegment x;
    private final MemorySegment t;
    private final MemorySegment y;
    private final long count;
    private final double[] sums;
    private final MemorySegment sumsSegment;

    CPeer(Workload workload, boolean aligned) {
        Network network = workload.network();
        width = network.width();
        softplus = network.hidden() == Activation.SOFTPLUS;
        if (softplus && width != 2) {
            throw new IllegalArgumentException("softplus in C has 2 nodes, not " + width);
        }
        w = MemorySegment.ofArray(network.hiddenWeights());
        b = MemorySegment.ofArray(network.hiddenBiases());
        v = MemorySegment.ofArray(network.outputWeights());
        c = network.outputBias();
        x = aligned ? OffHeap.copy(workload.dosages()) : MemorySegment.ofArray(workload.dosages());
        t = aligned ? OffHeap.copy(workload.observed()) : MemorySegment.ofArray(workload.observed());
        y = aligned ? OffHeap.floats(workload.size()) : MemorySegment.ofArray(new float[workload.size()]);
        count = workload.size();
        sums = new double[2 + 3 * width];
        sumsSegment = MemorySegment.ofArray(sums);
    }

    abstract CLibrary library();

    @Override
    public void forward() {
        try {
            if (softplus) {
                library().softplus().invokeExact(w, b, v, c, x, y, count);
            } else {
                library().forward().invokeExact(width, w, b, v, c, x, y, count);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void derivative() {
        try {
            library().derivative().invokeExact(width, w, b, v, c, x, y, count);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public double[] gradient() {
        gradient(x, t, Math.min(count, PART));
        if (count > PART) {
            addFurtherParts();
        }
        return sums;
    }

    private void gradient(MemorySegment dosages, MemorySegment observed, long number) {
        try {
            library().gradient().invokeExact(width, w, b, v, c, dosages, observed, number, sumsSegment);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void addFurtherParts() {
        double[] total = sums.clone();
        for (long at = PART; at < count; at += PART) {
            gradient(x.asSlice(at * Float.BYTES), t.asSlice(at * Float.BYTES), Math.min(PART, count - at));
            for (int i = 0; i < total.length; i++) {
                total[i] += sums[i];
            }
        }
        System.arraycopy(total, 0, sums, 0, total.length);
    }

    @Override
    public float[] mapped() {
        return y.toArray(ValueLayout.JAVA_FLOAT);
    }

    @Override
    public double[] summed() {
        return sums;
    }
}
