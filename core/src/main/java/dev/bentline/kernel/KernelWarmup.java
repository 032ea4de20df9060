package dev.bentline.kernel;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Has the loops of an operation compiled beside the work of the process, once, and tells when they are faster than the
 * scalar kernel's. A thread of its own calls them on a {@link WarmupWorkload} until they are, or until its time is up.
 */
final class KernelWarmup {
    /**
     * Multiply-adds on the scalar kernels before a warm-up begins: 130,000,000 dosages of a network of two nodes, 35 to 80
     * ms. A warm-up takes half a second of a processor or more, which what is over soon would not win back: a sweep of a
     * file of 100,000,000 rows takes 0.75 to 0.85 of the time that it takes with one.
     */
    private static final long WORTH_IT = 1 << 28;

    /** Longest time, by the clock: on a machine that is busy with other work, the calls take as long as they take. */
    private static final long MOST_NANOS = 60_000_000_000L;

    private static final ConcurrentHashMap<String, KernelWarmup> ALL = new ConcurrentHashMap<>();

    /** Lock for one warm-up at a time: compiling, on its own threads, is most of the work. */
    private static final Object TURN = new Object();

    private final KernelOperation operation;
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Work so far, counted without synchronization: what threads lose to one another does not matter. */
    private long work;

    private volatile boolean faster;
    private volatile String finding = "";

    KernelWarmup(KernelOperation operation) {
        this.operation = operation;
    }

    /** Returns the warm-up of the loops that would compute an operation in place of a scalar kernel. */
    static KernelWarmup of(ScalarKernel scalar, KernelOperation operation) {
        return ALL.computeIfAbsent(scalar.loopsKey(operation), _ -> new KernelWarmup(operation));
    }

    /** Returns whether the loops are compiled and faster than the scalar kernel's. */
    boolean isFaster() {
        return faster;
    }

    /** Counts dosages that a scalar kernel has computed, and begins when they are many. */
    void worked(int dosages, ScalarKernel scalar, Supplier<KernelFactory> family) {
        work += dosages * scalar.dosageWork() * operation.work;
        if (work >= WORTH_IT && !begun.get() && begun.compareAndSet(false, true)) {
            start(scalar.forWarmup(), family);
        }
    }

    private void start(ScalarKernel scalar, Supplier<KernelFactory> family) {
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("bentline-warm-up")
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> run(scalar, family));
        // nothing of the application that happens to call first is kept alive
        thread.setContextClassLoader(null);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            finding = "no thread to compile SIMD on: " + e.getMessage();
        }
    }

    private void run(ScalarKernel scalar, Supplier<KernelFactory> family) {
        synchronized (TURN) {
            try {
                WarmupWorkload workload =
                        new WarmupWorkload(operation, scalar, family.get().of(scalar));
                faster = workload.succeeds(System.nanoTime() + MOST_NANOS);
                finding = faster ? "" : operation.title + ": " + workload;
            } catch (IllegalStateException e) {
                finding = String.valueOf(e.getMessage());
            } catch (RuntimeException | Error e) {
                finding = operation.title + ": " + e;
            }
        }
    }

    /** Returns why the scalar kernel goes on for good, or empty. */
    String finding() {
        return finding;
    }
}
