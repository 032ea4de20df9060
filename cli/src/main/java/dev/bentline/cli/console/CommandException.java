package dev.bentline.cli.console;

import org.jspecify.annotations.Nullable;

/** An error with a message for the user and an exit status. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean usage;

    private CommandException(int status, boolean usage, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.usage = usage;
    }

    /** The arguments are wrong; the message says what would be right, and the command's help says more. */
    public static CommandException wrongUsage(String message) {
        return new CommandException(ExitStatus.WRONG_INPUT, true, message, null);
    }

    /** The arguments are wrong, as the cause found out. */
    public static CommandException wrongUsage(String message, Throwable cause) {
        return new CommandException(ExitStatus.WRONG_INPUT, true, message, cause);
    }

    /** The user's input is wrong; the message says what would be right. */
    public static CommandException wrongInput(String message) {
        return new CommandException(ExitStatus.WRONG_INPUT, false, message, null);
    }

    /** The user's input is wrong, as the cause found out. */
    public static CommandException wrongInput(String message, Throwable cause) {
        return new CommandException(ExitStatus.WRONG_INPUT, false, message, cause);
    }

    /** Something failed that the user's input is not to blame for. */
    public static CommandException failure(String message) {
        return new CommandException(ExitStatus.FAILED, false, message, null);
    }

    /** Something failed that the user's input is not to blame for, as the cause found out. */
    public static CommandException failure(String message, Throwable cause) {
        return new CommandException(ExitStatus.FAILED, false, message, cause);
    }

    public int status() {
        return status;
    }

    /** Tells whether the command's help says more. */
    public boolean isUsage() {
        return usage;
    }
}
