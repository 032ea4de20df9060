package dev.bentline.cli;

import dev.bentline.cli.console.ClosedStreams;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Results;
import dev.bentline.cli.file.Interruption;
import dev.bentline.cli.file.TemporaryFiles;
import dev.bentline.cli.file.WrittenThrough;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Entry point. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        hastenPicocli();
        TemporaryFiles.deleteAtExit();
        int status = ClosedStreams.haveOutput()
                ? new Errors(System.err)
                        .report(
                                "bentline",
                                CommandException.wrongInput(
                                        "standard output is closed; >/dev/null throws away what is printed"),
                                false)
                : run(args, WrittenThrough.standardOutput(), System.err);
        if (status != ExitStatus.DONE) {
            System.exit(status);
        }
        // System.exit looks for a logger in every jar; all threads are daemons, so that the process ends without it.
    }

    /** Keeps picocli from looking for Groovy in every jar, and into two dozen types that no option here has. */
    static void hastenPicocli() {
        System.setProperty("picocli.disable.closures", "true");
        System.setProperty("picocli.converters.excludes", "java.(sql|time).*");
    }

    /**
     * Runs the command.
     *
     * @param typed the arguments
     * @param out where results go
     * @param err where messages go
     * @return the exit status
     */
    static int run(String[] typed, OutputStream out, PrintStream err) {
        String[] args = BentlineCommand.withoutHelpCommand(typed);
        Results results = new Results(out);
        Errors errors = new Errors(err);
        int status;
        try {
            status = new BentlineCommand(results, err)
                    .commandLine(args)
                    .setOut(results.writer())
                    .setParameterExceptionHandler(errors)
                    .setExecutionExceptionHandler(errors)
                    .setExpandAtFiles(false)
                    .execute(args);
            if (status == ExitStatus.DONE) {
                results.flush();
            }
        } catch (IOException | RuntimeException | Error e) {
            status = errors.report("bentline", e, BentlineCommand.isVerbose(args));
        } finally {
            Interruption.end();
        }
        return status;
    }
}
