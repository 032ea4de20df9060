package dev.bentline.cli.sweep;

import dev.bentline.Engine;
import dev.bentline.cli.engine.ConstantEffect;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes every tile of a source through the engine to the sinks. Each thread takes a tile from the source, in turn; works
 * on it, at the same time as the others; and leaves it to be delivered in the order the tiles were taken, by whichever
 * thread comes to it first. A fixed number of tiles goes round, so memory does not grow with the number of dosages.
 */
public final class Sweep {
    /** One to work on, one ready, and one to take up while another thread delivers. */
    private static final int TILES_PER_THREAD = 3;

    private final Source source;
    private final Engine engine;
    private final boolean derivative;
    private final List<Sink> sinks;

    /** Whether tiles whose dosages all have one effect need no evaluation: most of a grid, where a network is flat. */
    private final boolean constants;

    /** Guards the source and the two fields below. */
    private final Object taking = new Object();

    private long taken;
    private boolean ended;

    /** Guards everything below. */
    private final Object delivering = new Object();

    private final Deque<Tile> free = new ArrayDeque<>();
    private final Map<Long, Ready> ready = new HashMap<>();
    private long delivered;
    private boolean busy;
    private @Nullable Throwable failure;

    private record Ready(Tile tile, Sink.WriteTask delivery) {}

    public Sweep(Source source, Engine engine, boolean derivative, List<Sink> sinks) {
        this.source = source;
        this.engine = engine;
        this.derivative = derivative;
        this.sinks = sinks;
        this.constants = ConstantEffect.isKnownTo(engine) && sinks.stream().allMatch(Sink::takesConstants);
    }

    /** Sweeps on so many threads, this one included. What fails is thrown as it would be on one thread. */
    public void run(int threads) throws IOException {
        for (int i = 0; i < TILES_PER_THREAD * threads; i++) {
            release(new Tile(derivative));
        }
        List<Thread> helpers = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            helpers.add(Thread.ofPlatform().daemon().start(this::work));
        }
        work();
        for (Thread helper : helpers) {
            join(helper);
        }
        synchronized (delivering) {
            rethrow(failure);
        }
        for (Sink sink : sinks) {
            sink.finish();
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
        for (Tile tile = claim(); tile != null; tile = claim()) {
            long turn;
            Source.ReadTask filling;
            synchronized (taking) {
                if (ended) {
                    return;
                }
                filling = take();
                if (filling == null) {
                    return;
                }
                turn = taken++;
            }
            deliver(turn, new Ready(tile, prepare(filling, tile)));
        }
    }

    /** What comes next, be it a failure; null at the end. Nothing comes after either. */
    private Source.@Nullable ReadTask take() {
        try {
            Source.ReadTask filling = source.take();
            ended = filling == null;
            return filling;
        } catch (IOException | RuntimeException | Error e) {
            ended = true;
            return _ -> rethrow(e);
        }
    }

    private Sink.WriteTask prepare(Source.ReadTask filling, Tile tile) {
        try {
            tile.skipped = 0;
            if (constants && filling.fillEnds(tile)) {
                float effect = ConstantEffect.between(tile.dosages[0], tile.dosages[tile.count - 1], engine.network());
                if (!Float.isNaN(effect)) {
                    return deliveries(sink -> sink.prepareConstant(tile, effect));
                }
            }
            filling.fill(tile);
            engine.forward(tile.dosages, 0, tile.effects, 0, tile.count);
            if (derivative) {
                engine.derivative(tile.dosages, 0, tile.slopes, 0, tile.count);
            }
            return deliveries(sink -> sink.prepare(tile));
        } catch (IOException | RuntimeException | Error e) {
            return () -> rethrow(e); // in its turn, so the earliest tile's counts
        }
    }

    private Sink.WriteTask deliveries(Function<Sink, Sink.WriteTask> preparation) {
        List<Sink.WriteTask> deliveries = sinks.stream().map(preparation).toList();
        return () -> {
            for (Sink.WriteTask delivery : deliveries) {
                delivery.run();
            }
        };
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Delivers what is ready, unless another thread is about it: that one will deliver this, too. */
    private void deliver(long turn, Ready tile) {
        synchronized (delivering) {
            ready.put(turn, tile);
            if (busy) {
                return;
            }
            busy = true;
        }
        try {
            for (Ready next = next(); next != null; next = next()) {
                next.delivery.run();
                release(next.tile);
            }
        } catch (IOException | RuntimeException | Error e) {
            synchronized (delivering) {
                failure = e; // and nobody delivers any more
                delivering.notifyAll();
            }
        }
    }

    private @Nullable Ready next() {
        synchronized (delivering) {
            Ready next = ready.remove(delivered);
            if (next == null) {
                busy = false;
            } else {
                delivered++;
            }
            return next;
        }
    }

    /** A free tile, as soon as there is one; null if the sweep has failed. */
    private @Nullable Tile claim() {
        synchronized (delivering) {
            while (free.isEmpty() && failure == null) {
                try {
                    delivering.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new IOException("interrupted", e);
                }
            }
            return failure == null ? free.pop() : null;
        }
    }

    private void release(Tile tile) {
        synchronized (delivering) {
            free.push(tile);
            delivering.notify();
        }
    }
}
