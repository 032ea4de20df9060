package dev.bentline.cli.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar for work that takes over a second. */
public final class Progress implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 1000;
    private static final int INTERVAL_MILLIS = 200;

    private final Thread thread;

    private Progress(Thread thread) {
        this.thread = thread;
    }

    /** Watches work until this is closed; null where standard error is no terminal, which only the launcher can tell. */
    public static @Nullable Progress of(String task, Work work, PrintStream terminal) {
        return Boolean.getBoolean("bentline.terminal")
                ? new Progress(Thread.ofPlatform().daemon().start(() -> watch(task, work, terminal)))
                : null;
    }

    private static void watch(String task, Work work, PrintStream terminal) {
        try {
            Thread.sleep(PATIENCE_MILLIS);
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(work.size())
                    .setUpdateIntervalMillis(INTERVAL_MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(terminal))
                    .clearDisplayOnFinish()
                    .build()) {
                while (true) {
                    bar.stepTo(work.position());
                    bar.setExtraMessage(work.note());
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
