package dev.bentline.cli;

import dev.bentline.cli.console.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes what a system knows a command by: manual pages, and a script by which shells complete it. {@code bentline package}
 * calls it; it is no part of the command. picocli writes pages as AsciiDoc alone, which takes AsciidoctorJ and a Ruby,
 * JRuby, to set.
 */
final class Manual {
    /** Would take the names of files from options that have no values of their own. */
    private static final String NO_FILES = "  type compopt &>/dev/null && compopt +o default\n";

    private static final String COMPLETIONS = "bash-completion/completions";

    private Manual() {}

    /**
     * Writes the files.
     *
     * @param args the folder, laid out as {@code /usr/share}, and the version's date, as 2026-11-01
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), args[1]);
    }

    static void write(Path folder, String date) throws IOException {
        CommandLine bentline =
                new BentlineCommand(new Results(OutputStream.nullOutputStream()), System.err).commandLine();
        Path pages = Files.createDirectories(folder.resolve("man/man1"));
        writePage(pages, bentline, date);
        for (CommandLine command : bentline.getSubcommands().values()) {
            writePage(pages, command, date);
        }
        Path completions = Files.createDirectories(folder.resolve(COMPLETIONS));
        Files.writeString(completions.resolve("bentline"), completion(bentline));
    }

    private static String completion(CommandLine bentline) {
        String script = AutoComplete.bash("bentline", bentline);
        return script.substring(script.indexOf('\n') + 1) // what is sourced, not run, names no interpreter
                .replace(NO_FILES, "");
    }

    private static void writePage(Path folder, CommandLine command, String date) throws IOException {
        String name = ManPage.name(command.getCommandSpec());
        Files.writeString(folder.resolve(name + ".1"), ManPage.of(command.getCommandSpec(), date));
    }
}
