package dev.bentline.cli.console;

/**
 * Standard streams that the process was started without. The launcher opens something in their place: the JVM would give
 * their numbers to files of its own, and a command that reads one of those, or closes it, ends by a signal.
 */
public final class ClosedStreams {
    private static final String DESCRIPTORS = System.getProperty("bentline.closed", "");

    private ClosedStreams() {}

    /** Tells whether there is no standard input. */
    public static boolean haveInput() {
        return DESCRIPTORS.contains("0");
    }

    /** Tells whether there is no standard output. */
    public static boolean haveOutput() {
        return DESCRIPTORS.contains("1");
    }
}
