package dev.bentline.execution;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the chunks of one call on several threads. The calling thread takes chunks like every other, so a call never
 * waits for a worker to start, only for chunks already begun.
 */
public final class Workers {
    private static final class Pool {
        /** Daemon threads, as all of a ForkJoinPool's are; they end when idle. */
        static final ForkJoinPool POOL =
                new ForkJoinPool(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    }

    /**
     * Time a worker stays awake for the next call. Waking a sleeping one takes some 50 microseconds, which calls in a
     * row, the epochs of a fit, would pay each time.
     */
    private static final long LINGER_NANOS = 50_000;

    /** Task of every chunk, done in any order, on any thread. */
    public interface Chunk {
        /** Does one chunk. */
        void run(int index);
    }

    private Workers() {}

    /**
     * Runs every chunk; returns when all are done. What a chunk throws is thrown here, and no further one is begun.
     *
     * @param threads how many to use at most, this one included
     */
    public static void run(int threads, int chunks, Chunk chunk) {
        Call call = new Call(chunks, chunk);
        for (int helper = 1; helper < Math.min(threads, chunks); helper++) {
            Pool.POOL.execute(() -> {
                call.work();
                linger();
            });
        }
        call.work();
        call.await();
    }

    private static void linger() {
        long start = System.nanoTime();
        while (!Pool.POOL.hasQueuedSubmissions() && System.nanoTime() - start < LINGER_NANOS) {
            Thread.onSpinWait();
        }
    }

    private static final class Call {
        private static final int SPINS = 2000;
        private static final long NAP_NANOS = 20_000;

        private final int chunks;
        private final Chunk chunk;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Call(int chunks, Chunk chunk) {
            this.chunks = chunks;
            this.chunk = chunk;
        }

        void work() {
            for (int i = next.getAndIncrement(); i < chunks; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        chunk.run(i);
                    }
                } catch (Throwable e) { // a listener in another language may throw what Java would have to declare
                    failure.compareAndSet(null, e);
                } finally {
                    done.getAndIncrement();
                }
            }
        }

        void await() {
            for (int spin = 0; done.get() < chunks; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
            Throwable thrown = failure.get();
            if (thrown != null) {
                throwAnything(thrown);
            }
        }

        /** Throws what it is given, whether Java would make it declare that or not. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T extends Throwable> void throwAnything(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
