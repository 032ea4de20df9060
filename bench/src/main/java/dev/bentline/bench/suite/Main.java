package dev.bentline.bench.suite;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts {@code ./bentline bench}, which the checkout's launcher hands over. */
public final class Main {
    private static final String NAME = "bentline bench";
    private static final String VERBOSE = "--verbose";
    private static final int WRONG_INPUT = 2;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Makes the command, whose errors are one line each. */
    static CommandLine commandLine() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new BenchCommand())
                .name(NAME)
                .addOption(OptionSpec.builder(VERBOSE)
                        .type(boolean.class)
                        .description("With an error, show where it arose.")
                        .build());
        return new CommandLine(spec)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, args) -> {
                    report(e.getCommandLine(), message(e) + " (see " + NAME + " --help)", e, Arrays.asList(args));
                    return WRONG_INPUT;
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    String message = e instanceof IOException && e.getMessage() != null
                            ? e.getMessage()
                            : e + " (this is a bug; " + VERBOSE + " shows where)";
                    report(command, message, e, result.originalArgs());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        String argument = unmatched.getUnmatched().getFirst();
        List<String> similar = unmatched.getSuggestions();
        return (argument.startsWith("-") ? "unknown option '" : "unexpected argument '") + argument + "'"
                + (similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?");
    }

    private static void report(CommandLine command, String message, Exception e, List<String> args) {
        PrintWriter err = command.getErr();
        err.println(NAME + ": " + message.replace("\n", "\\n"));
        if (args.contains(VERBOSE)) {
            e.printStackTrace(err);
        }
        err.flush();
    }
}
