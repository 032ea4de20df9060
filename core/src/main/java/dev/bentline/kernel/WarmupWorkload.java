package dev.bentline.kernel;

import java.util.Random;

/** Runs an operation on made-up dosages, on a kernel that is to be compiled and on the one it is to be faster than. */
final class WarmupWorkload {
    /**
     * Dosages in a call: few, since until it is compiled a vector operation takes some 30 microseconds, and calls are what
     * is counted; as many as fill eight vectors or four, with and without a rest, on the widest.
     */
    private static final int[] COUNTS = {64, 64, 128, 21, 64, 128, 64, 211};

    /** Calls for one with dosages that are not finite: a branch never taken is not compiled. */
    private static final int NOT_FINITE = 8;

    /** Ten times what C2 needs; compiled by C1 alone they take some 5 s. */
    private static final int MOST_CALLS = 200_000;

    private static final long BURST_NANOS = 1_000_000;
    private static final int PAUSE_MILLIS = 1;

    /** Comparisons it has to win in a row. */
    private static final int WINS = 3;

    /** Factor by which it may take longer on few dosages, before a comparison on many is worth its time. */
    private static final int NEAR = 4;

    private static final int FEW = 64;

    private final KernelOperation operation;
    private final Kernel scalar;
    private final Kernel kernel;
    private final Scratch scratch = new Scratch();
    private final PartialSums partial;
    private final float[] dosages;
    private final float[] notFinite;
    private final float[] results = new float[Kernel.BLOCK];
    private int calls;
    private long scalarNanos;
    private long kernelNanos;

    WarmupWorkload(KernelOperation operation, ScalarKernel scalar, Kernel kernel) {
        this.operation = operation;
        this.scalar = scalar;
        this.kernel = kernel;
        this.partial = new PartialSums(scalar.partialSumsLength());
        this.dosages = dosages(scalar.bends());
        this.notFinite = dosages.clone();
        for (int i = 0; i < notFinite.length; i += 37) {
            notFinite[i] = i % 2 == 0 ? Float.NaN : Float.MAX_VALUE;
        }
    }

    /** Makes dosages in order up to the middle, and from there on in none. */
    private static float[] dosages(float[] bends) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float bend : bends) {
            if (Math.abs(bend) <= Float.MAX_VALUE / 4) {
                low = Math.min(low, bend);
                high = Math.max(high, bend);
            }
        }
        if (!(low < high)) {
            low = low == high ? low - 1 : -1;
            high = low + 2;
        }
        float margin = (high - low) / 4;
        Random random = new Random(1);
        float[] dosages = new float[Kernel.BLOCK];
        for (int i = 0; i < dosages.length; i++) {
            double place = i < dosages.length / 2 ? 2.0 * i / dosages.length : random.nextDouble();
            dosages[i] = (float) (low - margin + place * (high - low + 2 * margin));
        }
        return dosages;
    }

    /** Returns whether the kernel comes to be faster than the scalar one, in a bounded number of calls and before a deadline. */
    boolean succeeds(long deadline) {
        int wins = 0;
        while (wins < WINS && calls < MOST_CALLS && System.nanoTime() < deadline) {
            burst();
            wins = isNear() && isFaster() ? wins + 1 : 0;
            if (wins == 0 && !pause()) {
                return false;
            }
        }
        return wins == WINS;
    }

    private void burst() {
        long end = System.nanoTime() + BURST_NANOS;
        while (System.nanoTime() < end) {
            int count = COUNTS[calls % COUNTS.length];
            int from = calls * FEW % (dosages.length - count);
            run(kernel, calls % NOT_FINITE == 0 ? notFinite : dosages, from, count);
            calls++;
        }
    }

    private boolean isNear() {
        return nanos(kernel, FEW) < NEAR * nanos(scalar, FEW);
    }

    private boolean isFaster() {
        kernelNanos = nanos(kernel, dosages.length);
        scalarNanos = nanos(scalar, dosages.length);
        return kernelNanos < scalarNanos;
    }

    private long nanos(Kernel kernel, int count) {
        long begin = System.nanoTime();
        run(kernel, dosages, 0, count);
        return System.nanoTime() - begin;
    }

    private void run(Kernel kernel, float[] x, int from, int count) {
        if (operation == KernelOperation.FORWARD) {
            kernel.forward(x, from, results, 0, count, scratch);
        } else if (operation == KernelOperation.DERIVATIVE) {
            kernel.derivative(x, from, results, 0, count, scratch);
        } else {
            kernel.sums(x, from, results, 0, count, calls % 4 != 0, scratch, partial);
        }
    }

    /** Leaves the processor to the compiler, which calls of uncompiled code only keep from its work. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Tells what was measured last. */
    @Override
    public String toString() {
        return kernelNanos == 0
                ? "SIMD is not compiled after " + calls + " calls"
                : dosages.length + " dosages took SIMD " + kernelNanos + " ns and the scalar kernel " + scalarNanos
                        + " ns";
    }
}
