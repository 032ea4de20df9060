package dev.bentline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Engine;
import dev.bentline.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code spark/cluster}. */
class ClusterScriptIT {
    /** The text that a run of the script said, and its exit status. */
    private record Run(int status, String out, String error) {
        static Run of(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(Checkout.CLUSTER.toString()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Run(process.onExit().join().exitValue(), out, error);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | what is ''? it is start, sql, submit or stop",
                "begin | what is 'begin'? it is start, sql, submit or stop",
                "sql | sql takes statements",
                "submit | submit takes a program, a .py or a .jar file",
                "submit --verbose --class A | submit takes a program, a .py or a .jar file",
                "submit --class A --conf a=b no.jar | there is no program 'no.jar'",
                "start --workers 0 | --workers takes a number above 0, not '0'",
                "start --cores | --cores takes a number above 0, not ''",
                "start --memory 4 | --memory takes a size such as 512m or 4g, not '4'",
                "start --memory 449m | --memory is 449m; Spark's executors need at least 450m",
                "start now | start has no option 'now'",
                "stop now | stop takes nothing, not 'now'"
            })
    void wrongUsesAreRefused(String arguments, String message) throws IOException {
        Run run = Run.of(arguments.split(" "));
        assertThat(run.error()).isEqualTo("cluster: " + message + " (see spark/cluster --help)\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void tellsWhatItTakes() throws IOException {
        Run run = Run.of("--help");
        assertThat(run.out()).startsWith("Runs Spark on this machine").contains("  cluster sql STATEMENT...\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void runsStatementsOnTheClusterThatItHasStarted() throws IOException, InterruptedException {
        assertThat(Checkout.ROOT.resolve("spark/target/cluster/running"))
                .as("a cluster that this test would stop")
                .doesNotExist();
        assertThat(Run.of("stop").error()).isEqualTo("cluster: none runs that spark/cluster start has started\n");
        try (StandaloneCluster cluster = new StandaloneCluster()) {
            List<ProcessHandle> processes = cluster.processes();
            assertThat(Run.of("start").error())
                    .isEqualTo("cluster: one runs already, at " + cluster.url() + "; spark/cluster stop stops it\n");
            Run run = Run.of(
                    "sql",
                    "CREATE TEMPORARY VIEW three AS SELECT CAST(id / 2 AS FLOAT) dosage FROM range(3)",
                    "SELECT dosage, bentline('relu', dosage) effect, NULL FROM three ORDER BY dosage");
            Engine relu = Engine.of(Network.relu());
            assertThat(run.out())
                    .as(run.error())
                    .isEqualTo("dosage\teffect\tNULL\n0.0\t" + relu.effect(0) + "\tNULL\n0.5\t" + relu.effect(0.5f)
                            + "\tNULL\n1.0\t" + relu.effect(1) + "\tNULL\n");
            assertThat(run.status()).isZero();
            Run wrong = Run.of("sql", "SELECT bentline('relu', 1)");
            // lines with a time are Spark's log: executors may have been about to come up
            assertThat(wrong.error().lines().filter(line -> !line.matches("WARNING: .*|[0-9:]{8} WARN .*")))
                    .containsExactly(
                            "sql: bentline takes a dosage that is a FLOAT, and 1 is an INT; write CAST(1 AS FLOAT);"
                                    + " line 1 pos 7");
            assertThat(wrong.status()).isEqualTo(2);
            assertThat(processes).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);
            assertThat(aSignalEndsAProgram()).isEqualTo(128 + 15);
            Process attached = endless();
            assertThat(Run.of("stop").status()).isZero();
            assertThat(attached.waitFor()).isEqualTo(1);
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
    }

    /** Returns the exit status of a program that was told to end, with its driver. */
    private static int aSignalEndsAProgram() throws IOException, InterruptedException {
        Process program = endless();
        List<ProcessHandle> drivers = program.descendants().toList();
        program.destroy();
        int status = program.waitFor();
        assertThat(drivers)
                .isNotEmpty()
                .allSatisfy(driver -> assertThat(driver.onExit()).succeedsWithin(Duration.ofSeconds(30)));
        return status;
    }

    /** Starts a query of hours, and waits until it runs. */
    private static Process endless() throws IOException {
        Process program = new ProcessBuilder(
                        Checkout.CLUSTER.toString(),
                        "sql",
                        "SELECT 1 begun",
                        "SELECT count(*) FROM range(300000000000) WHERE sha2(CAST(id AS STRING), 256) = 'x'")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(program.inputReader().readLine()).isEqualTo("begun");
        return program;
    }
}
