package dev.bentline.cli.sweep;

import dev.bentline.Engine;
import dev.bentline.cli.engine.ConstantEffect;
import dev.bentline.cli.source.Source;
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
 * on it, at the same time as the others; and leaves it to be written in the order the tiles were read, by whichever
 * thread comes to it first. A fixed number of tiles goes round, so memory does not grow with the number of dosages.
 */
public final class Sweep {
    /** Tiles of each thread: one to work on, one ready, and one to take up while another thread writes. */
    private static final int TILES_PER_THREAD = 3;

    private final Source source;
    private final Engine engine;
    private final boolean derivative;
    private final List<Sink> sinks;

    /** Tells whether tiles whose dosages all have one effect need no evaluation: most of a grid, where a network is flat. */
    private final boolean constants;

    /** Guards the source and the two fields below. */
    private final Object reading = new Object();

    private long read;
    private boolean ended;

    /** Guards everything below. */
    private final Object writing = new Object();

    private final Deque<Tile> free = new ArrayDeque<>();
    private final Map<Long, Ready> ready = new HashMap<>();
    private long written;
    private boolean busy;
    private @Nullable Throwable failure;

    private record Ready(Tile tile, Sink.WriteTask writeTask) {}

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
        synchronized (writing) {
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
            Source.ReadTask readTask;
            synchronized (reading) {
                if (ended) {
                    return;
                }
                readTask = next();
                if (readTask == null) {
                    return;
                }
                turn = read++;
            }
            write(turn, new Ready(tile, prepare(readTask, tile)));
        }
    }

    /** Returns the next rows' task, or one that fails; null at the end. Nothing comes after either. */
    private Source.@Nullable ReadTask next() {
        try {
            Source.ReadTask readTask = source.next();
            ended = readTask == null;
            return readTask;
        } catch (IOException | RuntimeException | Error e) {
            ended = true;
            return _ -> rethrow(e);
        }
    }

    private Sink.WriteTask prepare(Source.ReadTask readTask, Tile tile) {
        try {
            tile.missing = 0;
            tile.skipped = 0;
            if (constants && readTask.readEnds(tile)) {
                float effect = ConstantEffect.between(tile.dosages[0], tile.dosages[tile.count - 1], engine.network());
                if (!Float.isNaN(effect)) {
                    return writeTasks(sink -> sink.prepareConstant(tile, effect));
                }
            }
            readTask.read(tile);
            engine.forward(tile.dosages, 0, tile.effects, 0, tile.count);
            if (derivative) {
                engine.derivative(tile.dosages, 0, tile.slopes, 0, tile.count);
            }
            return writeTasks(sink -> sink.prepare(tile));
        } catch (IOException | RuntimeException | Error e) {
            return () -> rethrow(e); // in its turn, so the earliest tile's counts
        }
    }

    private Sink.WriteTask writeTasks(Function<Sink, Sink.WriteTask> preparation) {
        // a stream's loop would be hot enough for C2 to compile all that the sinks do into it, which takes a second
        Sink.WriteTask[] writeTasks = new Sink.WriteTask[sinks.size()];
        for (int i = 0; i < writeTasks.length; i++) {
            writeTasks[i] = preparation.apply(sinks.get(i));
        }
        return () -> {
            for (Sink.WriteTask writeTask : writeTasks) {
                writeTask.run();
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

    /** Writes what is ready, unless another thread is about it: that one will write this, too. */
    private void write(long turn, Ready tile) {
        synchronized (writing) {
            ready.put(turn, tile);
            if (busy) {
                return;
            }
            busy = true;
        }
        try {
            for (Ready next = nextReady(); next != null; next = nextReady()) {
                next.writeTask.run();
                release(next.tile);
            }
        } catch (IOException | RuntimeException | Error e) {
            synchronized (writing) {
                failure = e; // and nobody writes any more
                writing.notifyAll();
            }
        }
    }

    private @Nullable Ready nextReady() {
        synchronized (writing) {
            Ready next = ready.remove(written);
            if (next == null) {
                busy = false;
            } else {
                written++;
            }
            return next;
        }
    }

    /** Waits for a free tile; null if the sweep has failed. */
    private @Nullable Tile claim() {
        synchronized (writing) {
            while (free.isEmpty() && failure == null) {
                try {
                    writing.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new IOException("interrupted", e);
                }
            }
            return failure == null ? free.pop() : null;
        }
    }

    private void release(Tile tile) {
        synchronized (writing) {
            free.push(tile);
            writing.notify();
        }
    }
}
