package dev.bentline.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The command as the checkout's launcher starts it. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void wrongInputIsOneLine() {
        assertThat(run("--quik")).isEqualTo(2);
        assertThat(err)
                .hasToString("bentline bench: unknown option '--quik'; did you mean --quick?"
                        + " (see bentline bench --help)" + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongInputThatTheCommandFindsIsOneLine() {
        assertThat(run("--quick", "--only", "wide")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("bentline bench: --quick has nothing of wide; leave out --quick")
                .hasLineCount(1);
        assertThat(run("sweep")).isEqualTo(2);
        assertThat(err.toString()).contains("bentline bench: unexpected argument 'sweep'");
    }

    @Test
    void verboseShowsWhereAnErrorArose() {
        assertThat(run("--verbose", "--compare", "missing.json", "missing.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("missing.json does not exist", "\tat dev.bentline.bench.suite.");
    }

    @Test
    void helpGoesToStandardOutput() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: bentline bench ").contains("--verbose", "--quick");
        assertThat(err.toString()).isEmpty();
    }
}
