package dev.bentline.cli.file;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Work that leaves something of use behind when SIGINT or SIGTERM ends it in the middle. The process then goes on until
 * the work is closed; from the question {@link #isAsked} the work learns that it should come to an end.
 */
public final class Interruption implements AutoCloseable {
    private static volatile @Nullable Interruption current;

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean asked;

    private Interruption() {}

    /** The one piece of such work begins. */
    public static Interruption open() {
        Interruption opened = new Interruption();
        current = opened;
        return opened;
    }

    /** Tells whether the process is to end. */
    public boolean isAsked() {
        return asked;
    }

    /** Asks the work, if there is any, to come to an end, and waits for it. */
    public static void ask() {
        Interruption work = current;
        if (work == null) {
            return;
        }
        work.asked = true;
        try {
            work.closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        current = null;
        closed.countDown();
    }
}
