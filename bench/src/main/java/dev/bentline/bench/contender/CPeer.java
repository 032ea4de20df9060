package dev.bentline.bench.contender;

import dev.bentline.Activation;
import dev.bentline.Network;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Calls the peers in C: on the same arrays as everyone, or on memory outside the heap that is aligned to cache lines. */
public abstract class CPeer implements Contender {
    private final Compiler compiler;
    private final int part;
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

    private CPeer(Compiler compiler, Workload workload, boolean aligned) {
        this.compiler = compiler;
        part = compiler.part();
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

    /** The peers of one library, which has to be in a constant of a class of its own. */
    static CPeer of(Compiler compiler, Workload workload, boolean aligned) {
        CLibrary.provide(compiler);
        return switch (compiler) {
            case GCC -> new Gcc(workload, aligned);
            case GCC_STRICT -> new GccStrict(workload, aligned);
            case CLANG -> new Clang(workload, aligned);
            case CLANG_STRICT -> new ClangStrict(workload, aligned);
            case INTRINSICS -> new Intrinsics(workload, aligned);
        };
    }

    abstract CLibrary library();

    @Override
    public int floatAdditions() {
        return compiler.floatAdditions((int) count);
    }

    @Override
    public String evidence() {
        return "the library of -D" + compiler.property();
    }

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
        gradient(x, t, Math.min(count, part));
        if (count > part) {
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
        for (long at = part; at < count; at += part) {
            gradient(x.asSlice(at * Float.BYTES), t.asSlice(at * Float.BYTES), Math.min(part, count - at));
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

    private static final class Gcc extends CPeer {
        private static final CLibrary LIBRARY = CLibrary.of(Compiler.GCC);

        Gcc(Workload workload, boolean aligned) {
            super(Compiler.GCC, workload, aligned);
        }

        @Override
        CLibrary library() {
            return LIBRARY;
        }
    }

    private static final class GccStrict extends CPeer {
        private static final CLibrary LIBRARY = CLibrary.of(Compiler.GCC_STRICT);

        GccStrict(Workload workload, boolean aligned) {
            super(Compiler.GCC_STRICT, workload, aligned);
        }

        @Override
        CLibrary library() {
            return LIBRARY;
        }
    }

    private static final class Clang extends CPeer {
        private static final CLibrary LIBRARY = CLibrary.of(Compiler.CLANG);

        Clang(Workload workload, boolean aligned) {
            super(Compiler.CLANG, workload, aligned);
        }

        @Override
        CLibrary library() {
            return LIBRARY;
        }
    }

    private static final class ClangStrict extends CPeer {
        private static final CLibrary LIBRARY = CLibrary.of(Compiler.CLANG_STRICT);

        ClangStrict(Workload workload, boolean aligned) {
            super(Compiler.CLANG_STRICT, workload, aligned);
        }

        @Override
        CLibrary library() {
            return LIBRARY;
        }
    }

    private static final class Intrinsics extends CPeer {
        private static final CLibrary LIBRARY = CLibrary.of(Compiler.INTRINSICS);

        Intrinsics(Workload workload, boolean aligned) {
            super(Compiler.INTRINSICS, workload, aligned);
        }

        @Override
        CLibrary library() {
            return LIBRARY;
        }
    }
}
