package dev.bentline.cli.file;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Work that leaves something of use behind when SIGINT or SIGTERM ends it in the middle. The process then goes on until
 * the work has ended, what became of it included; from the question {@link #isAsked} the work learns that it should come
 * to an end.
 */
public final class Interruption {
    private static volatile @Nullable Interruption current;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean asked;

    private Interruption() {}

    /** Begins the one piece of such work. */
    public static Interruption begin() {
        Interruption begun = new Interruption();
        current = begun;
        return begun;
    }

    /** Ends the work, if there is any: its results are where they belong, and its errors are said. */
    public static void end() {
        Interruption work = current;
        if (work != null) {
            current = null;
            work.ended.countDown();
        }
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
            work.ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
