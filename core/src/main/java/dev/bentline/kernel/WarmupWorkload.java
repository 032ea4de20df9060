package dev.bentline.kernel;

import java.util.Random;

/** Runs an operation on made-up dosages, on a kernel that is to be compiled and on the one it is to be faster than. */
final class WarmupWorkload {
    /**
     * Dosages in a call: few, since until it is compiled a vector operation takes some 30 microseconds; as many as fill eight
     * vectors or four, with and without a rest, on the widest.
     */
    private static final int[] COUNTS = {64, 64, 128, 21, 64, 128, 64, 211};

    /** Calls for one with dosages that are not finite: a branch never taken is not compiled. */
    private static final int NOT_FINITE = 8;

    /**
     * Rehearsals, see {@link Kernel#rehearse}, and a round of them. C2 compiles a loop that C1 has seen called 5,000 times; at
     * 40,000 it would compile what calls the loops.
     */
    private static final int REHEARSALS = 30_000;

    private static final int ROUND = 300;

    /** C2 needs some 100 to 300. Where it compiles nothing, they take 22 s by the clock, and 2 s of a processor. */
    private static final int MOST_ROUNDS = 2_000;

    /** Rounds after which the pauses get a millisecond longer: C2 may be busy with the application for long. */
    private static final int LONGER = 100;

    /** Comparisons it has to win in a row. */
    private static final int WINS = 3;

    /** Dosages of a comparison: in as many blocks what calls the loops, not compiled yet, takes less time than they do. */
    private static final int MANY = 8 * Kernel.BLOCK;

    /** Dosages of a call that tells whether a comparison is worth its time. */
    private static final int FEW = 64;

    /** Most time that a call of few takes on compiled loops; on those that are not it takes 50 microseconds at least. */
    private static final long NEAR_NANOS = 20_000;

    private final KernelOperation operation;
    private final Kernel scalar;
    private final Kernel kernel;
    private final Scratch scratch = new Scratch();
    private final PartialSums partial;
    private final float[] dosages;
    private final float[] notFinite;
    private final float[] results = new float[Kernel.BLOCK];
    private int calls;
    private int rehearsals;
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

    /** Makes dosages, in every block in order up to the middle, and from there on in none. */
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
        float[] dosages = new float[MANY];
        for (int i = 0; i < dosages.length; i++) {
            int inBlock = i % Kernel.BLOCK;
            double place = inBlock < Kernel.BLOCK / 2 ? 2.0 * inBlock / Kernel.BLOCK : random.nextDouble();
            dosages[i] = (float) (low - margin + place * (high - low + 2 * margin));
        }
        return dosages;
    }

    /** Returns whether the kernel comes to be faster than the scalar one, in a bounded number of rounds and before a deadline. */
    boolean succeeds(long deadline) {
        int wins = 0;
        for (int round = 0; wins < WINS && round < MOST_ROUNDS && System.nanoTime() < deadline; round++) {
            call();
            rehearse();
            wins = isNear() && isFaster() ? wins + 1 : 0;
            if (wins == 0 && !pause(1 + round / LONGER)) {
                return false;
            }
        }
        return wins == WINS;
    }

    /** Calls the kernel on few dosages, so that C2 gets to know the way they take, and whatever they need is loaded. */
    private void call() {
        for (int count : COUNTS) {
            int from = calls * FEW % (Kernel.BLOCK - count);
            run(kernel, calls % NOT_FINITE == 0 ? notFinite : dosages, from, count);
            calls++;
        }
    }

    private void rehearse() {
        if (rehearsals < REHEARSALS) {
            kernel.rehearse(operation, ROUND, scratch);
            rehearsals += ROUND;
        }
    }

    private boolean isNear() {
        return nanos(kernel, notFinite, FEW) < NEAR_NANOS && nanos(kernel, dosages, FEW) < NEAR_NANOS;
    }

    private boolean isFaster() {
        kernelNanos = nanos(kernel, dosages, MANY);
        scalarNanos = nanos(scalar, dosages, MANY);
        return kernelNanos < scalarNanos;
    }

    private long nanos(Kernel kernel, float[] x, int count) {
        long begin = System.nanoTime();
        for (int from = 0; from < count; from += Kernel.BLOCK) {
            run(kernel, x, from, Math.min(Kernel.BLOCK, count - from));
        }
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
    private static boolean pause(int millis) {
        try {
            Thread.sleep(millis);
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
                : MANY + " dosages took SIMD " + kernelNanos + " ns and the scalar kernel " + scalarNanos + " ns";
    }
}
