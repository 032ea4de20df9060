package dev.bentline.cli;

import dev.bentline.Engine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes every tile of a source through the engine to the sinks. Several threads carry one tile each: they take them
 * from the source in turn, work at the same time, and deliver them in the order they were taken. Memory does not grow
 * with the number of dosages.
 */
final class Sweep {
    private static final int SPINS = 1000;
    private static final long NAP_NANOS = 50_000;

    private final Source source;
    private final Engine engine;
    private final boolean derivative;
    private final List<Sink> sinks;
    private final Object taking = new Object();

    private long taken;
    private volatile long delivered;
    private volatile long failedAt = Long.MAX_VALUE;
    private @Nullable Throwable failure;

    Sweep(Source source, Engine engine, boolean derivative, List<Sink> sinks) {
        this.source = source;
        this.engine = engine;
        this.derivative = derivative;
        this.sinks = sinks;
    }

    /** Sweeps on so many threads, this one included. What fails is thrown as it would be on one thread. */
    void run(int threads) throws IOException {
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform().daemon().start(this::work));
        }
        work();
        for (Thread helper : helpers) {
            join(helper);
        }
        synchronized (taking) {
            switch (failure) {
                case null -> {}
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new AssertionError(failure);
            }
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void work() {
        long turn = 0;
        try {
            Tile tile = new Tile(derivative);
            for (turn = take(tile); turn >= 0; turn = take(tile)) {
                List<Sink.Delivery> deliveries = carry(tile);
                if (!awaitTurn(turn)) {
                    return;
                }
                for (Sink.Delivery delivery : deliveries) {
                    delivery.run();
                }
                delivered = turn + 1;
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(turn, e);
        }
    }

    /** The number of the tile taken, or -1. */
    private long take(Tile tile) {
        synchronized (taking) {
            if (failedAt < Long.MAX_VALUE) {
                return -1;
            }
            try {
                return source.take(tile) ? taken++ : -1;
            } catch (IOException | RuntimeException | Error e) {
                fail(taken, e);
                return -1;
            }
        }
    }

    private List<Sink.Delivery> carry(Tile tile) {
        source.fill(tile);
        engine.forward(tile.dosages, 0, tile.effects, 0, tile.count);
        if (derivative) {
            engine.derivative(tile.dosages, 0, tile.slopes, 0, tile.count);
        }
        List<Sink.Delivery> deliveries = new ArrayList<>(sinks.size());
        for (Sink sink : sinks) {
            deliveries.add(sink.prepare(tile));
        }
        return deliveries;
    }

    /** Waits for the tiles before; false if one of them failed. */
    private boolean awaitTurn(long turn) {
        for (int spin = 0; delivered != turn; spin++) {
            if (failedAt < turn) {
                return false;
            }
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        return true;
    }

    /** The failure of the earliest tile counts. */
    private void fail(long turn, Throwable e) {
        synchronized (taking) {
            if (turn < failedAt) {
                failure = e;
                failedAt = turn;
            }
        }
    }
}
