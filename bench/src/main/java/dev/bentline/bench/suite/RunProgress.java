package dev.bentline.bench.suite;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says on standard error how long it will take, and what was found so far. */
public final class RunProgress {
    private final PrintWriter err;
    private int total;
    private int done;
    private long started;

    RunProgress(PrintWriter err) {
        this.err = err;
    }

    /** @param effort in words */
    void start(int forks, String effort, Duration expected) {
        total = forks;
        started = System.nanoTime();
        err.println(forks + " forks (" + effort + "), about " + text(expected));
        err.flush();
    }

    void finished(PlannedRow run, int round, Measurement measurement) {
        done++;
        Duration spent = Duration.ofNanos(System.nanoTime() - started);
        Duration left = spent.multipliedBy(total - done).dividedBy(done);
        String found = measurement
                .failure()
                .map(why -> "failed: " + why)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%.4f %s%s",
                        measurement.median(),
                        run.panel().unit().word(),
                        measurement.unsettled().isPresent() ? ", not settled" : ""));
        err.println("[" + done + "/" + total + "] round " + round + ", "
                + run.panel().title() + ", " + run.row().label() + ": " + found + "; " + text(left) + " left");
        err.flush();
    }

    private static String text(Duration duration) {
        return duration.toMinutes() == 0
                ? duration.toSeconds() + " s"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
}
