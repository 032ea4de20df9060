package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.ClosedPipeException;
import dev.bentline.cli.file.TemporaryFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says an error in one line, and gives its exit status. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final PrintStream err;

    Errors(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched)
                : String.valueOf(e.getMessage());
        return report(command, CommandException.wrongUsage(message, e), BentlineCommand.isVerbose(args));
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult arguments) {
        String[] args = arguments.originalArgs().toArray(new String[0]);
        return report(command.getCommandSpec().qualifiedName(), e, BentlineCommand.isVerbose(args));
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        String kind = argument.startsWith("-")
                ? "unknown option "
                : e.getCommandLine().getParent() == null ? "unknown command " : "unexpected argument ";
        List<String> similar = e.getSuggestions();
        return kind
                + Text.quoted(argument)
                + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?");
    }

    int report(String command, Throwable e, boolean verbose) {
        if (e instanceof ClosedPipeException) {
            return ExitStatus.DONE;
        }
        if (!TemporaryFiles.closed()) {
            String hint = e instanceof CommandException known && known.isUsage() ? " (see " + command + " --help)" : "";
            err.println(command + ": " + Text.oneLine(message(e) + hint));
            if (verbose) {
                e.printStackTrace(err);
            }
        }
        return e instanceof CommandException known ? known.status() : ExitStatus.FAILED;
    }

    private static String message(Throwable e) {
        return switch (e) {
            case CommandException known -> String.valueOf(known.getMessage());
            case FileSystemException file -> file.getFile() + ": " + Reason.of(file);
            case IOException io -> Reason.of(io);
            case OutOfMemoryError memory ->
                "out of memory (" + memory.getMessage() + "); JDK_JAVA_OPTIONS=-Xmx4g gives java more";
            default -> e + " (this is a bug; --verbose shows where)";
        };
    }
}
