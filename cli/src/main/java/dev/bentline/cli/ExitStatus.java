package dev.bentline.cli;

/** What the command tells its caller; 130 and 143, after SIGINT and SIGTERM, are the JVM's own. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;

    private ExitStatus() {}
}
