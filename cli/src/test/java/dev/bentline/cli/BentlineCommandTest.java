package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BentlineCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"sweep", "fit", "show", "figures", "convert", "info"})
    void everyCommandHasHelpAndVerbose(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: bentline " + command).contains("--help", "--verbose");
        assertThat(run.err()).isEmpty();
        assertThat(CommandRun.of("--help").out()).contains("\n  " + command);
    }

    @Test
    void helpIsACommandToo() {
        assertThat(CommandRun.of("help").out())
                .isEqualTo(CommandRun.of("--help").out())
                .contains("sweep");
        assertThat(CommandRun.of("help", "fit").out())
                .isEqualTo(CommandRun.of("fit", "--help").out())
                .contains("--epochs");
        CommandRun unknown = CommandRun.of("help", "swep");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("sweep").hasLineCount(1);
    }

    @Test
    void whatIsToBeTypedIsNotBroken() {
        assertThat(CommandRun.of("--help").out()).contains("-Dbentline.kernel=auto|scalar|simd");
    }

    @Test
    void theVersion() throws IOException {
        assertThat(CommandRun.of("--version").out()).isEqualTo("bentline " + Version.TEXT + System.lineSeparator());
        assertThat(Files.readString(Launch.ROOT.resolve("pom.xml")))
                .containsSubsequence(
                        "<artifactId>bentline</artifactId>", "<version>" + Version.TEXT + "</version>", "<modules>");
    }

    @Test
    void noCommandOrAnUnknownOne() {
        CommandRun none = CommandRun.of();
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err())
                .contains("a command is missing: sweep, fit, show, figures, convert, info")
                .hasLineCount(1);
        CommandRun unknown = CommandRun.of("swep");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("unknown command 'swep'; did you mean sweep?")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bench", "bench --quick", "bench --help", "--verbose bench nonsense"})
    void benchNeedsACheckout(String arguments) {
        CommandRun run = CommandRun.of((Object[]) arguments.split(" ", -1));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bentline: bench needs a checkout; run ./bentline bench in one\n");
        assertThat(run.err().lines().filter(line -> !line.startsWith("\t")).count())
                .isEqualTo(arguments.startsWith("--verbose") ? 2 : 1);
    }

    @Test
    void helpListsNoBenchAndNamesWhatACheckoutHas() {
        assertThat(CommandRun.of("--help").out())
                .doesNotContain("\n  bench")
                .contains("`bentline bench [...]`, in a checkout,")
                .contains("`bentline verify [MAVEN ARGUMENT...]`, in a checkout,")
                .contains("`bentline package [FOLDER]`, in a checkout,");
    }

    @Test
    void infoNamesWhatMatters() throws IOException {
        CommandRun text = CommandRun.of("info");
        assertThat(text.out()).contains("kernel", "jdk", "cpu", "processors", "maxMemoryBytes", "engine");
        assertThat(CommandRun.of("info", "--json").json().fieldNames())
                .toIterable()
                .containsExactly(
                        "version",
                        "kernel",
                        "jdk",
                        "javaHome",
                        "os",
                        "cpu",
                        "processors",
                        "maxMemoryBytes",
                        "engine",
                        "network",
                        "widths",
                        "activations",
                        "formulation");
        assertThat(CommandRun.of("info", "--json").json().get("maxMemoryBytes").asLong())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "info", "show"})
    void standardOutputThatCannotBeWrittenIsAnError(String argument) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(new String[] {argument}, full, new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("No space left")
                .hasLineCount(1);
    }
}
