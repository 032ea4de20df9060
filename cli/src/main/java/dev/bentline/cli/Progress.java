package dev.bentline.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A progress bar for work that takes over a second. */
final class Progress implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int INTERVAL_MILLIS = 200;

    private final Thread thread;

    private Progress(Thread thread) {
        this.thread = thread;
    }

    /** Whether standard error is a terminal; only the launcher can tell. */
    static boolean isWanted() {
        return Boolean.getBoolean("bentline.terminal");
    }

    /** Watches a source until this is closed. */
    static Progress of(Source source, PrintStream terminal) {
        return new Progress(Thread.ofPlatform().daemon().start(() -> watch(source, terminal)));
    }

    private static void watch(Source source, PrintStream terminal) {
        try {
            Thread.sleep(PATIENCE_MILLIS);
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName("sweep")
                    .setInitialMax(source.size())
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal))
                    .clearDisplayOnFinish()
                    .build()) {
                while (true) {
                    bar.stepTo(source.position());
                    Thread.sleep(INTERVAL_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            // the work is done
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
