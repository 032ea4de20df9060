package dev.bentline.cli.console;

/** Exit statuses of the command; 130 and 143, after SIGINT and SIGTERM, are the JVM's own. */
public final class ExitStatus {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG_INPUT = 2;

    private ExitStatus() {}
}
