package dev.bentline.bench;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The peers in C: on the same arrays as everyone, or on memory outside the heap that is aligned to cache lines. */
abstract class CPeer implements Contender {
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
        try {
            library().gradient().invokeExact(width, w, b, v, c, x, t, count, sumsSegment);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        return sums;
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
