package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import picocli.CommandLine.Model.CommandSpec;

/** The option {@code --threads}. */
final class ThreadsOption implements Argument {
    private final Option<Long> threads =
            Option.wholeNumber("--threads", "N", "How many threads to use; by default, and at most, all processors.");

    @Override
    public void addTo(CommandSpec command) {
        threads.addTo(command);
    }

    void check() {
        if (threads.orElse(1L) < 1) {
            throw CommandException.wrongUsage("--threads is " + threads.value() + "; it must be at least 1");
        }
    }

    /** Returns the number of threads to use. */
    int workers() {
        long processors = Runtime.getRuntime().availableProcessors();
        return (int) Math.min(threads.orElse(processors), processors);
    }
}
