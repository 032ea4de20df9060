package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.cli.console.Results;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class ManualTest {
    private static final Set<String> REQUESTS = Set.of(".TH", ".SH", ".TP", ".PP", ".br", ".nf", ".fi");

    @TempDir
    static Path share;

    private static Path completion;

    @BeforeAll
    static void write() throws IOException {
        Manual.main(new String[] {share.toString(), "2026-11-01"});
        completion = share.resolve("bash-completion/completions/bentline");
    }

    private static List<CommandLine> commands() {
        CommandLine bentline =
                new BentlineCommand(new Results(OutputStream.nullOutputStream()), System.err).commandLine();
        List<CommandLine> commands = new ArrayList<>(List.of(bentline));
        commands.addAll(bentline.getSubcommands().values());
        return commands;
    }

    private static String page(CommandLine command) throws IOException {
        return Files.readString(share.resolve("man/man1/" + ManPage.name(command.getCommandSpec()) + ".1"));
    }

    /** Text of a page as a reader sees it, in one line. */
    private static String plain(String page) {
        return page.replaceAll("\\\\f[BIR]", "")
                .replace("\\-", "-")
                .replace("\\(aq", "'")
                .replace("\\(ha", "^")
                .replace("\\(ti", "~")
                .replace("\\&", "")
                .replace("\\e", "\\");
    }

    @Test
    void everyCommandHasAPage() throws IOException {
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "bentline.1",
                            "bentline-sweep.1",
                            "bentline-fit.1",
                            "bentline-convert.1",
                            "bentline-show.1",
                            "bentline-figures.1",
                            "bentline-info.1");
        }
    }

    @Test
    void aPageHasEverythingThatTheHelpHas() throws IOException {
        for (CommandLine command : commands()) {
            String page = plain(page(command));
            for (OptionSpec option : command.getCommandSpec().options()) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                assertThat(page.lines())
                        .as("%s of %s", option, command.getCommandName())
                        .anyMatch(line -> line.startsWith(String.join(", ", option.names()) + value));
                assertThat(page).contains(String.join(" ", option.description()).replace("`", ""));
            }
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                assertThat(page).contains(line.strip().replace("`", ""));
            }
            for (CommandLine sub : command.getSubcommands().values()) {
                assertThat(page).contains(ManPage.name(sub.getCommandSpec()) + "(1)");
            }
            assertThat(page).contains("bentline " + Version.TEXT, "2026-11-01");
        }
    }

    @Test
    void noLineIsARequestByMistake() throws IOException {
        for (CommandLine command : commands()) {
            assertThat(page(command).lines().filter(line -> line.startsWith(".") || line.startsWith("'")))
                    .allMatch(line -> REQUESTS.contains(line.split(" ", 2)[0]));
            assertThat(page(command)).isASCII();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"groff -man -ww -z -Tascii", "mandoc -T lint -W warning"})
    void whatSetsPagesHasNothingToSay(String command) throws Exception {
        List<String> words = List.of(command.split(" ", -1));
        assumeTrue(Launch.bash("type " + words.getFirst()).run().status() == 0, "there is no " + words.getFirst());
        String pages = share.resolve("man/man1") + "/*.1";
        CommandRun run = Launch.bash(command + " " + pages + " 2>&1").run();
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isZero();
    }

    private static String completed(String words) throws Exception {
        CommandRun run = Launch.bash("compopt() { :; }; source '" + completion + "'; COMP_WORDS=(" + words
                        + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_bentline; echo \"${COMPREPLY[*]}\"")
                .run();
        assertThat(run.err()).isEmpty();
        return run.out().strip();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "bentline sw, sweep",
                "bentline f, fit figures",
                "bentline sweep --at, --at-least",
                "bentline sweep softplus --th, --threads",
                "bentline sweep --format '', csv parquet npy",
                "bentline sweep --format p, parquet",
                "bentline show s, softplus",
                "bentline fit --optimizer a, adam",
                "bentline fit --format '', csv parquet",
                "bentline sweep --bend '', 0 1",
                "bentline --ve, --verbose --version"
            })
    void bashCompletes(String words, String expected) throws Exception {
        assertThat(completed(words)).isEqualTo(expected);
    }

    @Test
    void bashCompletesEveryCommandAndEveryOption() throws Exception {
        String names =
                commands().stream().skip(1).map(CommandLine::getCommandName).collect(Collectors.joining(" "));
        assertThat(completed("bentline ''")).isEqualTo(names);
        for (CommandLine command : commands().subList(1, commands().size())) {
            List<String> options = command.getCommandSpec().options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                    .filter(option -> option.startsWith("--"))
                    .toList();
            assertThat(completed("bentline " + command.getCommandName() + " --").split(" ", -1))
                    .containsExactlyInAnyOrderElementsOf(options);
        }
    }

    /** Names of files, where it knows none of its own. */
    @Test
    void bashCompletesFilesByItself() throws Exception {
        assertThat(completed("bentline sweep --in /et")).isEmpty();
        assertThat(completion).content().doesNotContain("+o default").doesNotStartWith("#!");
        assertThat(Launch.bash("source '" + completion + "'; complete -p bentline")
                        .run()
                        .out())
                .contains("-o default");
    }
}
