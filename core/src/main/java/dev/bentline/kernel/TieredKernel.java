package dev.bentline.kernel;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scalar kernel until another family's has proved to be faster, operation by operation, then that one: both give
 * the same bits, so it takes over in the middle of a call, between two blocks. Vector code runs about a thousand times
 * slower until C2 has compiled it, and what nobody calls for long is never worth it.
 */
final class TieredKernel implements Kernel {
    private final ScalarKernel scalar;
    private final Supplier<KernelFactory> family;
    private final KernelWarmup forwardWarmUp;
    private final KernelWarmup derivativeWarmUp;
    private final KernelWarmup sumsWarmUp;

    /** Made when it is first needed, by any thread and perhaps several times: kernels are immutable. */
    private @Nullable Kernel other;

    TieredKernel(ScalarKernel scalar, Supplier<KernelFactory> family) {
        this.scalar = scalar;
        this.family = family;
        this.forwardWarmUp = KernelWarmup.of(scalar, KernelOperation.FORWARD);
        this.derivativeWarmUp = KernelWarmup.of(scalar, KernelOperation.DERIVATIVE);
        this.sumsWarmUp = KernelWarmup.of(scalar, KernelOperation.SUMS);
    }

    @Override
    public void forward(float[] x, int from, float[] y, int to, int count, Scratch scratch) {
        int done = 0;
        while (done < count && !forwardWarmUp.isFaster()) {
            int n = Math.min(BLOCK, count - done);
            scalar.forward(x, from + done, y, to + done, n, scratch);
            forwardWarmUp.worked(n, scalar, family);
            done += n;
        }
        if (done < count) {
            other().forward(x, from + done, y, to + done, count - done, scratch);
        }
    }

    @Override
    public void derivative(float[] x, int from, float[] slopes, int to, int count, Scratch scratch) {
        int done = 0;
        while (done < count && !derivativeWarmUp.isFaster()) {
            int n = Math.min(BLOCK, count - done);
            scalar.derivative(x, from + done, slopes, to + done, n, scratch);
            derivativeWarmUp.worked(n, scalar, family);
            done += n;
        }
        if (done < count) {
            other().derivative(x, from + done, slopes, to + done, count - done, scratch);
        }
    }

    @Override
    public int leastChunkBlocks() {
        return scalar.leastChunkBlocks();
    }

    @Override
    public int partialSumsLength() {
        return scalar.partialSumsLength();
    }

    @Override
    public void sums(
            float[] x,
            int from,
            float[] t,
            int fromT,
            int count,
            boolean observed,
            Scratch scratch,
            PartialSums partial) {
        if (sumsWarmUp.isFaster()) {
            other().sums(x, from, t, fromT, count, observed, scratch, partial);
        } else {
            scalar.sums(x, from, t, fromT, count, observed, scratch, partial);
            sumsWarmUp.worked(count, scalar, family);
        }
    }

    @Override
    public double[] finish(double[] total, Scratch scratch) {
        return scalar.finish(total, scratch);
    }

    private Kernel other() {
        Kernel made = other;
        if (made == null) {
            made = family.get().of(scalar);
            other = made;
        }
        return made;
    }

    private boolean isFaster() {
        return forwardWarmUp.isFaster() || derivativeWarmUp.isFaster() || sumsWarmUp.isFaster();
    }

    @Override
    public String description() {
        return isFaster() ? other().description() : scalar.description();
    }

    @Override
    public String reason() {
        String findings = "";
        for (KernelWarmup warmUp : List.of(forwardWarmUp, derivativeWarmUp, sumsWarmUp)) {
            String finding = warmUp.finding();
            if (!findings.contains(finding)) {
                findings += (findings.isEmpty() ? "" : "; ") + finding;
            }
        }
        return findings.isEmpty() && !isFaster() ? "until SIMD has proved to be faster" : findings;
    }
}
