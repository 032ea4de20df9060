package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Results;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command above all commands, and the streams they share. */
final class BentlineCommand implements Runnable {
    private static final String VERBOSE = "--verbose";
    private static final String BENCH = "bench";

    private static final Map<String, Function<BentlineCommand, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("sweep", bentline -> new SweepCommand(bentline).model());
        COMMANDS.put("fit", bentline -> new FitCommand(bentline).model());
        COMMANDS.put("show", bentline -> new ShowCommand(bentline).model());
        COMMANDS.put("figures", bentline -> new FiguresCommand(bentline).model());
        COMMANDS.put("convert", bentline -> new ConvertCommand(bentline).model());
        COMMANDS.put("info", bentline -> new InfoCommand(bentline).model());
    }

    private final Results results;
    private final PrintStream messages;

    private final Flag verbose =
            Flag.inherited(VERBOSE, "Say more on standard error; with an error, show where it arose.");

    BentlineCommand(Results results, PrintStream messages) {
        this.results = results;
        this.messages = messages;
    }

    /**
     * Makes the command line that understands some arguments: with the one command they name, because a short command
     * should not wait for the models of all, or, if they name none, with all.
     *
     * @throws CommandException if they name {@code bench}, which only the launcher of a checkout starts
     */
    CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(model());
        String first = Arrays.stream(args)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("");
        if (first.equals(BENCH)) {
            throw CommandException.wrongInput("bench needs a checkout; run ./bentline bench in one");
        }
        COMMANDS.forEach((name, command) -> {
            if (name.equals(first) || !COMMANDS.containsKey(first)) {
                line.addSubcommand(name, command.apply(this));
            }
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    private CommandSpec model() {
        CommandSpec model = CommandModel.of(
                "bentline",
                this,
                "Small neural networks of one dosage, over millions of dosages.",
                List.of(verbose),
                "",
                "Each command has its own --help. NETWORK is relu (the default), softplus, or a JSON or ONNX file.",
                "",
                "`bentline bench [...]`, in a checkout, measures the engine and its peers on this machine.",
                "`bentline verify [MAVEN ARGUMENT...]`, in a checkout, builds everything and runs every test.",
                "`bentline install`, in a checkout, puts the library into the local Maven repository.",
                "`bentline package [FOLDER]`, in a checkout, makes a folder, an archive and a Debian package of it.",
                "JDK_JAVA_OPTIONS passes options to the JVM, such as",
                "-Dbentline.kernel=auto|scalar|simd.",
                "",
                "Exit status: 0 done; 2 the input is wrong; 1 anything else; 130 and 143 after SIGINT and SIGTERM.");
        model.usageMessage().sortOptions(true);
        return model;
    }

    /** Standard output. */
    Results results() {
        return results;
    }

    /** Standard error. */
    PrintStream messages() {
        return messages;
    }

    /** Prints a command's report: where its data takes standard output, as text on standard error. */
    void print(Report report, boolean json, boolean standardOutputIsTaken) throws IOException {
        if (standardOutputIsTaken) {
            PrintWriter writer = new PrintWriter(messages, true, StandardCharsets.UTF_8);
            report.print(writer, false);
            writer.flush();
        } else {
            report.print(results.writer(), json);
        }
    }

    /** Returns {@code help}, {@code help sweep} as {@code --help}, {@code sweep --help}; other arguments as they are. */
    static String[] withoutHelpCommand(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        if (args.length > 1 && !COMMANDS.containsKey(args[1])) {
            return Arrays.copyOfRange(args, 1, args.length); // refused as what it is: no command
        }
        String[] help = Arrays.copyOfRange(args, 1, args.length + 1);
        help[args.length - 1] = "--help";
        return help;
    }

    /** Tells whether the arguments ask for more, for errors that come before they are understood. */
    static boolean isVerbose(String... args) {
        return Arrays.asList(args).contains(VERBOSE);
    }

    /** Says on standard error what the user should know of an input that is fine otherwise. */
    void note(String input, String message) {
        messages.println("bentline: " + input + ": " + message);
    }

    /** Says on standard error what only {@code --verbose} asks for, and finds it out only then. */
    void detail(Supplier<String> message) {
        if (verbose.isGiven()) {
            messages.println("bentline: " + message.get());
        }
    }

    @Override
    public void run() {
        throw CommandException.wrongUsage("a command is missing: " + String.join(", ", COMMANDS.keySet()));
    }
}
