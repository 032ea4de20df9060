package dev.bentline.kernel;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The reference kernel until another family's has proved to be faster, operation by operation, then that one: both give
 * the same bits, so it takes over in the middle of a call. Vector code runs about a thousand times slower until C2 has
 * compiled it, and what nobody calls for long is never worth it.
 *
 * <p>The fields that change are written without locks, by any thread and perhaps several times, with what is the same for
 * all: kernels are immutable, so whichever a thread sees will do.
 */
final class HandOver implements Kernel {
    /**
     * Multiply-adds of a stretch: 0.5 ms. In a call of one block after the other the reference would take half as long again
     * until it is compiled, since HotSpot replaces a loop while it runs, but a method only where it is called.
     */
    private static final long STRETCH_WORK = 1 << 20;

    private final Reference reference;
    private final Supplier<Kernels> family;
    private final WarmUp forwardWarmUp;
    private final WarmUp derivativeWarmUp;
    private final WarmUp sumsWarmUp;

    /** Dosages the reference computes before it is asked again whether it is still the one, in whole blocks. */
    private final int stretch;

    private Kernel forward;
    private Kernel derivative;
    private Kernel sums;
    private @Nullable Kernel other;

    HandOver(Reference reference, Supplier<Kernels> family) {
        this.reference = reference;
        this.family = family;
        this.stretch = BLOCK * (int) Math.max(1, STRETCH_WORK / (BLOCK * reference.work()));
        this.forwardWarmUp = WarmUp.of(reference, Operation.FORWARD);
        this.derivativeWarmUp = WarmUp.of(reference, Operation.DERIVATIVE);
        this.sumsWarmUp = WarmUp.of(reference, Operation.SUMS);
        this.forward = reference;
        this.derivative = reference;
        this.sums = reference;
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = 0;
        while (done < count && forward == reference) {
            int n = Math.min(stretch, count - done);
            reference.forward(x, from + done, y, to + done, n, scratch);
            forward = after(n, forwardWarmUp);
            done += n;
        }
        if (done < count) {
            forward.forward(x, from + done, y, to + done, count - done, scratch);
        }
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int done = 0;
        while (done < count && derivative == reference) {
            int n = Math.min(stretch, count - done);
            reference.derivative(x, from + done, slopes, to + done, n, scratch);
            derivative = after(n, derivativeWarmUp);
            done += n;
        }
        if (done < count) {
            derivative.derivative(x, from + done, slopes, to + done, count - done, scratch);
        }
    }

    @Override
    public int chunkBlocks() {
        return reference.chunkBlocks();
    }

    @Override
    public int partLength() {
        return reference.partLength();
    }

    @Override
    public void sums(
            float[] x, int from, float[] t, int fromT, int count, boolean observed, Scratch scratch, Part part) {
        Kernel kernel = sums;
        kernel.sums(x, from, t, fromT, count, observed, scratch, part);
        if (kernel == reference) {
            sums = after(count, sumsWarmUp);
        }
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return reference.finish(total, scratch);
    }

    /** Which kernel goes on after the reference has computed so many dosages. */
    private Kernel after(int count, WarmUp warmUp) {
        if (!warmUp.isFaster()) {
            warmUp.worked(count, reference, family);
            return reference;
        }
        return other();
    }

    private Kernel other() {
        Kernel made = other;
        if (made == null) {
            made = family.get().of(reference);
            other = made;
        }
        return made;
    }

    private boolean isFaster() {
        return forwardWarmUp.isFaster() || derivativeWarmUp.isFaster() || sumsWarmUp.isFaster();
    }

    @Override
    public String description() {
        return isFaster() ? other().description() : reference.description();
    }

    @Override
    public String reason() {
        String findings = "";
        for (WarmUp warmUp : List.of(forwardWarmUp, derivativeWarmUp, sumsWarmUp)) {
            String finding = warmUp.finding();
            if (!findings.contains(finding)) {
                findings += (findings.isEmpty() ? "" : "; ") + finding;
            }
        }
        return findings.isEmpty() && !isFaster() ? "until SIMD has proved to be faster" : findings;
    }
}
