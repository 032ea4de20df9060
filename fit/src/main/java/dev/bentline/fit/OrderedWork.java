package dev.bentline.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Works on items on several threads, in batches, and hands the results over in the order of the items. */
final class OrderedWork<T, R> {
    /** Batches that are on their way, for each thread: while one waits for its turn, others are worked on. */
    private static final int BATCHES_PER_THREAD = 8;

    private final Function<T, R> work;
    private final ToIntFunction<T> size;
    private final int batch;
    private final int threads;

    /**
     * @param size how much work an item is
     * @param batch how much a thread takes up at a time, or a single item that is more
     */
    OrderedWork(Function<T, R> work, ToIntFunction<T> size, int batch, int threads) {
        this.work = work;
        this.size = size;
        this.batch = batch;
        this.threads = threads;
    }

    /** Works on all items; what fails on a thread is thrown here. */
    void run(Iterator<T> items, Consumer<? super R> results) {
        if (threads == 1) {
            items.forEachRemaining(item -> results.accept(work.apply(item)));
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("bentline-fit-", 0).factory());
        try {
            Deque<Future<List<R>>> pending = new ArrayDeque<>();
            while (items.hasNext()) {
                List<T> next = batch(items);
                pending.add(workers.submit(() -> next.stream().map(work).toList()));
                if (pending.size() == BATCHES_PER_THREAD * threads) {
                    get(pending.remove()).forEach(results);
                }
            }
            for (Future<List<R>> last : pending) {
                get(last).forEach(results);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private List<T> batch(Iterator<T> items) {
        List<T> next = new ArrayList<>();
        for (int sum = 0; sum < batch && items.hasNext(); ) {
            T item = items.next();
            next.add(item);
            sum += Math.max(1, size.applyAsInt(item));
        }
        return next;
    }

    private static <R> R get(Future<R> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
