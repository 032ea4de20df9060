package dev.bentline.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as picocli sees it. It is made of calls, for reading annotations would take half of the time in which
 * {@code bentline info} starts and ends.
 */
final class CommandModel {
    private CommandModel() {}

    /**
     * A command with the help and the version that all have.
     *
     * @param command what runs
     * @param arguments what it understands, in the order of its help
     * @param footer the end of its help
     */
    static CommandSpec of(String name, Object command, String description, List<Argument> arguments, String... footer) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name).versionProvider(new Version());
        spec.usageMessage().description(description).sortOptions(false).footer(footer);
        arguments.forEach(argument -> argument.addTo(spec));
        return spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }
}
