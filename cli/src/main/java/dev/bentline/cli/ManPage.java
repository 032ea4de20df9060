package dev.bentline.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's manual page, in the macros of man(7), made of what its help is made of. The footer's lines that begin with two
 * spaces are examples, the others paragraphs.
 */
final class ManPage {
    private final CommandSpec command;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** The name of a command's page, without its section: {@code bentline-sweep}. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /**
     * The text of a command's page.
     *
     * @param date of the version, as 2026-11-01
     */
    static String of(CommandSpec command, String date) {
        return new ManPage(command).write(date);
    }

    private String write(String date) {
        String title = name(command).toUpperCase(Locale.ROOT);
        line(".TH \"%s\" \"1\" \"%s\" \"bentline %s\" \"Bentline\"".formatted(title, date, Version.TEXT));
        section("NAME");
        String description = String.join(" ", command.usageMessage().description());
        line(escaped(name(command)) + " \\- " + escaped(withoutStop(description)));
        section("SYNOPSIS");
        line(synopsis());
        section("DESCRIPTION");
        line(text(description));
        footer();
        arguments("ARGUMENTS", new ArrayList<>(command.positionalParameters()));
        arguments("OPTIONS", new ArrayList<>(command.options()));
        List<String> examples = Arrays.stream(command.usageMessage().footer())
                .filter(ManPage::isExample)
                .toList();
        if (!examples.isEmpty()) {
            section("EXAMPLES");
            line(".nf");
            examples.forEach(example -> line(text(example.strip())));
            line(".fi");
        }
        seeAlso();
        return page.toString();
    }

    /** Options are listed below; what has to be there is told here, too. */
    private String synopsis() {
        StringBuilder synopsis = new StringBuilder("\\fB" + escaped(command.qualifiedName()) + "\\fR");
        if (!command.subcommands().isEmpty()) {
            synopsis.append(" \\fICOMMAND\\fR");
        }
        for (OptionSpec option : command.options()) {
            if (option.required()) {
                synopsis.append(' ').append(term(option));
            }
        }
        synopsis.append(" [\\fIOPTION\\fR]...");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            synopsis.append(" [").append(term(parameter)).append(']');
        }
        return synopsis.toString();
    }

    private void footer() {
        String separator = ".PP";
        for (String text : command.usageMessage().footer()) {
            if (text.isEmpty()) {
                separator = ".PP";
            } else if (!isExample(text)) {
                line(separator);
                line(text(text));
                separator = ".br";
            }
        }
    }

    private void arguments(String title, List<ArgSpec> arguments) {
        List<ArgSpec> shown =
                arguments.stream().filter(argument -> !argument.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        section(title);
        for (ArgSpec argument : shown) {
            line(".TP");
            line(term(argument));
            line(text(String.join(" ", argument.description())));
        }
    }

    private static String term(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return "\\fI" + escaped(argument.paramLabel()) + "\\fR";
        }
        String names = List.of(option.names()).stream()
                .map(name -> "\\fB" + escaped(name) + "\\fR")
                .collect(Collectors.joining(", "));
        if (option.arity().max() == 0) {
            return names;
        }
        return names + " \\fI" + escaped(option.paramLabel()) + "\\fR"
                + (option.arity().isVariable() ? "..." : "");
    }

    private void seeAlso() {
        List<CommandSpec> others = new ArrayList<>();
        if (command.parent() != null) {
            others.add(command.parent());
        }
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands().values().stream()
                    .map(sub -> sub.getCommandSpec())
                    .forEach(sub -> {
                        line(".TP");
                        line("\\fB" + escaped(sub.qualifiedName()) + "\\fR");
                        line(text(String.join(" ", sub.usageMessage().description())));
                        others.add(sub);
                    });
        }
        section("SEE ALSO");
        line(others.stream()
                .map(other -> "\\fB" + escaped(name(other)) + "\\fR(1)")
                .collect(Collectors.joining(", ")));
    }

    private static boolean isExample(String line) {
        return line.startsWith("  ");
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    private void section(String title) {
        line(".SH " + title);
    }

    private void line(String line) {
        page.append(line).append('\n');
    }

    /** Prose, in which what stands between backticks is bold; no line of it is a request. */
    private static String text(String prose) {
        String[] parts = escaped(prose).split("`", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            text.append(i % 2 == 1 ? "\\fB" + parts[i] + "\\fR" : parts[i]);
        }
        return text.length() > 0 && (text.charAt(0) == '.' || text.charAt(0) == '\'') ? "\\&" + text : text.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("'", "\\(aq")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }
}
