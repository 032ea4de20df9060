package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bentline.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The built command, where the process, its signals and its streams matter. */
class ProcessIT {
    private static final String GRID = "--from 0 --to 1 --count ";

    @TempDir
    Path folder;

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunIsTheSameAsInThisJvm() throws Exception {
        CommandRun run = Launch.of("sweep", "--from", "0", "--to", "1", "--count", "1001", "--out", "-")
                .run();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualTo(CommandRun.of("sweep", "--from", "0", "--to", "1", "--count", "1001", "--out", "-")
                        .out());
        assertThat(run.err()).startsWith("count ");
    }

    @Test
    void statusAndMessageReachTheShell() throws Exception {
        CommandRun run = Launch.of("sweep", "--in", "missing.csv").run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("missing.csv").hasLineCount(1);
    }

    /** The JVM would take a file of its own for a stream that is closed. */
    @ParameterizedTest
    @ValueSource(strings = {"sweep --in - <&-", "fit --in - <&-", "info >&-", "sweep --in - <&- >&-"})
    void aClosedStreamIsOneLine(String line) throws Exception {
        CommandRun run = Launch.bash("\"$B\" " + line).run();
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(" is closed; ").hasLineCount(1);
    }

    @Test
    void whoClosesStandardErrorWantsNoMessages() throws Exception {
        CommandRun run = Launch.bash("\"$B\" sweep " + GRID + "3 --out - 2>&-").run();
        assertThat(run.status()).isZero();
        assertThat(run.out()).hasLineCount(4);
        run = Launch.bash("\"$B\" sweep --in missing.csv 2>&-; echo $?").run();
        assertThat(run.out()).isEqualTo("2\n");
    }

    @Test
    void whatIsNotReadMayBeClosed() throws Exception {
        CommandRun run = Launch.bash("\"$B\" sweep " + GRID + "3 --out - <&-").run();
        assertThat(run.status()).isZero();
        assertThat(run.out()).hasLineCount(4);
    }

    @ParameterizedTest
    @CsvSource({
        "TERM, 143, out.csv",
        "INT, 130, out.csv",
        "HUP, 129, out.csv",
        "TERM, 143, out.csv.gz",
        "TERM, 143, out.parquet",
        "TERM, 143, out.npy"
    })
    void aSignalInTheMiddleLeavesNothingButALine(String signal, int status, String out) throws Exception {
        Path err = Files.createTempFile("bentline-test", ".err");
        Process process = longSweep(out, err);
        Launch.unfinished(folder, 1_000_000);
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(status);
        assertThat(files()).isEmpty();
        assertThat(Launch.withoutNotes(Files.readString(err)))
                .isEqualTo("bentline: interrupted; not written: " + out + "\n");
        Files.delete(err);
    }

    private Process longSweep(String out, Path err) throws IOException {
        return Launch.of("sweep", "--from", "0", "--to", "1", "--count", "1000000000", "--out", out)
                .in(folder)
                .start(Path.of("/dev/null"), err);
    }

    /** Every process may be the first, in a container: what a killed one left is in nobody's way. */
    @Test
    void whatAKilledRunLeftIsInNobodysWay() throws Exception {
        Process process = longSweep("out.csv", Path.of("/dev/null"));
        Path left = Launch.unfinished(folder, 1_000_000);
        process.destroyForcibly().waitFor();
        CommandRun run = Launch.bash("\"$B\" sweep " + GRID + "3 --out out.csv")
                .in(folder)
                .run();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(files()).containsExactly(left.getFileName().toString(), "out.csv");
    }

    /** The picture's name is taken while the sweep runs. */
    @Test
    void aSweepWhosePictureCannotAppearLeavesNoData() throws Exception {
        Path err = Files.createTempFile("bentline-test", ".err");
        Process process = Launch.of(
                        "sweep",
                        "--from",
                        "0",
                        "--to",
                        "1",
                        "--count",
                        "20000000",
                        "--out",
                        "out.csv",
                        "--plot",
                        "out.svg")
                .in(folder)
                .start(Path.of("/dev/null"), err);
        Launch.unfinished(folder, 1_000_000);
        Files.writeString(folder.resolve("out.svg"), "mine");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(err)).contains("out.svg exists").hasLineCount(1);
        assertThat(files()).containsExactly("out.svg");
        assertThat(folder.resolve("out.svg")).hasContent("mine");
        Files.delete(err);
    }

    private String endlessFit() throws IOException {
        Path in = Files.createTempFile("bentline-test", ".csv");
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("dosage,effect\n");
        for (int i = 0; i < 1000; i++) {
            text.append(i).append(',').append(random.nextFloat()).append('\n');
        }
        Files.writeString(in, text);
        in.toFile().deleteOnExit();
        return "fit --verbose --epochs 1000000000000 --restarts 3 --json --in " + in;
    }

    /** Starts a fit that never ends, and sends it a signal when it is at it. */
    private CommandRun interrupted(String signal, String more) throws Exception {
        Path out = Files.createTempFile("bentline-test", ".out");
        Path err = Files.createTempFile("bentline-test", ".err");
        Process process = Launch.of((Object[]) (endlessFit() + more).split(" ", -1))
                .in(folder)
                .start(out, err);
        for (int i = 0; i < 600 && !Files.readString(err).contains("fitting to 1000 observations"); i++) {
            Thread.sleep(50);
        }
        Thread.sleep(500);
        assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String messages = Launch.withoutNotes(Files.readString(err))
                .lines()
                .filter(line -> !line.startsWith("bentline: "))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        CommandRun run = new CommandRun(process.exitValue(), Files.readString(out), messages);
        Files.delete(out);
        Files.delete(err);
        return run;
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalInTheMiddleOfAFitLeavesNothing(String signal, int status) throws Exception {
        CommandRun run = interrupted(signal, " --out net.json --plot net.png");
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalInTheMiddleOfAFitKeepsTheBestNetworkWhenAsked(String signal, int status) throws Exception {
        CommandRun run = interrupted(signal, " --out net.json --plot net.png --keep-partial");
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.err())
                .startsWith("bentline fit: interrupted after epoch ")
                .endsWith(", and is written to net.json; net.png is not drawn\n")
                .hasLineCount(1);
        assertThat(files()).containsExactly("net.json");
        assertThat(run.json().get("stopped").asText()).isEqualTo("interrupted");
        assertThat(run.json().get("epochs").asLong()).isPositive();
        assertThat(Network.parse(Files.readString(folder.resolve("net.json"))))
                .isEqualTo(Network.parse(run.json().get("network").toString()));
    }

    @Test
    void aSignalBeforeTheFitKeepsNothing() throws Exception {
        CommandRun run = Launch.bash("mkfifo slow; (echo dosage,effect; sleep 20) > slow & "
                        + "timeout -s INT 3 \"$B\" fit --in slow --out net.json --keep-partial; echo $?; rm slow")
                .in(folder)
                .run();
        assertThat(run.out()).isEqualTo("124\n");
        assertThat(run.err()).isEqualTo("bentline: interrupted; not written: net.json\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFitShowsItsProgressAndItsLossOnATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no `script` to make a terminal");
        CommandRun run = Launch.bash(
                        "script -qec \"timeout --foreground -s INT 6 '$B' " + endlessFit() + "\" /dev/null")
                .in(folder)
                .run();
        assertThat(run.out()).contains("\rfit ").containsPattern("loss [0-9.]+");
    }

    @Test
    void observationsFromStandardInput() throws Exception {
        CommandRun run = Launch.bash("printf 'dosage,effect\\n0.5,1\\n' | \"$B\" fit --in - --start relu --out -")
                .run();
        assertThat(run.status()).isZero();
        Network.parse(run.out());
        assertThat(run.err()).startsWith("epochs ");
        CommandRun wrong = Launch.bash("printf 'dosage,effect\\n1,?\\n' | \"$B\" fit --in -")
                .run();
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("standard input, row 2, column effect: '?'")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.csv", "out.csv.gz", "out.parquet", "out.npy", "plot.png"})
    void aFullDiskIsOneLineAndLeavesNothing(String out) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        CommandRun mount = Launch.command("mount", "-t", "tmpfs", "-o", "size=4k", "none", disk)
                .run();
        assumeTrue(mount.status() == 0, "a small file system cannot be mounted here: " + mount.err());
        try {
            String option = out.startsWith("plot") ? "--plot" : "--out";
            CommandRun run = Launch.of(
                            "sweep", "--from", "0", "--to", "1", "--count", "3000000", option, disk.resolve(out))
                    .run();
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("cannot write", out).hasLineCount(1);
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left).isEmpty();
            }
        } finally {
            assertThat(Launch.command("umount", disk).run().status()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"figures --out ", "sweep --in a.csv b.csv --out "})
    void aFullDiskGetsNoFolderEither(String command) throws Exception {
        Files.writeString(folder.resolve("a.csv"), "dosage\n" + "0.123456\n".repeat(2000));
        Files.copy(folder.resolve("a.csv"), folder.resolve("b.csv"));
        Path disk = Files.createDirectory(folder.resolve("disk"));
        CommandRun mount = Launch.command("mount", "-t", "tmpfs", "-o", "size=8k", "none", disk)
                .run();
        assumeTrue(mount.status() == 0, "a small file system cannot be mounted here: " + mount.err());
        try {
            CommandRun run =
                    Launch.bash("\"$B\" " + command + "disk/a/b").in(folder).run();
            assertThat(run.status()).as(run.err()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("cannot write").hasLineCount(1);
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left).isEmpty();
            }
        } finally {
            assertThat(Launch.command("umount", disk).run().status()).isZero();
        }
    }

    @Test
    void filesLargerThanMemoryAreSweptInConstantMemory() throws Exception {
        String grid = "sweep --from 0 --to 1 --count 20000000 --out ";
        String memory = "export JDK_JAVA_OPTIONS=-Xmx32m; ";
        CommandRun run = Launch.bash(
                        memory + "set -e; \"$B\" " + grid + "x.npy; \"$B\" sweep --in x.npy --out x.parquet; "
                                + "\"$B\" sweep --in x.parquet --out y.csv.gz --derivative; rm x.parquet x.npy;"
                                + "\"$B\" sweep --in y.csv.gz --keep --out z.csv 2>&1 || true; \"$B\" sweep --in y.csv.gz --json")
                .in(folder)
                .run();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\"count\":20000000").contains("two columns 'effect'");
    }

    @Test
    void anInputThatShrinksWhileItIsReadIsOneLine() throws Exception {
        for (String name : List.of("x.npy", "x.parquet", "x.csv")) {
            CommandRun run = Launch.bash("\"$B\" sweep --from 0 --to 1 --count 30000000 --out " + name + " >/dev/null; "
                            + "mkfifo f; \"$B\" sweep --in " + name
                            + " --out f & sleep 1; exec 3<f; head -c 100000 <&3 "
                            + ">/dev/null; truncate -s 1000000 " + name
                            + "; cat <&3 >/dev/null; wait $!; echo $?; rm f")
                    .in(folder)
                    .run();
            assertThat(run.out()).as(name).isEqualTo("2\n");
            assertThat(run.err()).as(name).contains(name).hasLineCount(1);
        }
    }

    @Test
    void aClosedPipeEndsQuietly() throws Exception {
        CommandRun run = Launch.bash("\"$B\" sweep " + GRID + "100000000 --out - | head -1; echo ${PIPESTATUS[0]}")
                .run();
        assertThat(run.out()).isEqualTo("dosage,effect\n0\n");
        assertThat(run.err()).isEmpty();
        Files.writeString(
                folder.resolve("groups.csv"),
                IntStream.range(0, 4000)
                        .mapToObj(group -> "c" + group + ",0,1\nc" + group + ",1,2\nc" + group + ",2,4\n")
                        .collect(Collectors.joining("", "compound,dosage,effect\n", "")));
        CommandRun groups = Launch.bash("\"$B\" fit --in groups.csv --group compound --hidden 1 --out - | head -1; echo"
                        + " ${PIPESTATUS[0]}")
                .in(folder)
                .run();
        assertThat(groups.out()).startsWith("compound,observations,").endsWith("\n0\n");
        assertThat(groups.err()).isEmpty();
        CommandRun fifo = Launch.bash("mkfifo f; head -1 f & \"$B\" sweep " + GRID + "100000000 --out f; echo $?; wait")
                .in(folder)
                .run();
        assertThat(fifo.out().lines()).containsExactlyInAnyOrder("dosage,effect", "0");
        assertThat(fifo.err()).isEmpty();
    }

    @Test
    void standardOutputByItsOtherName() throws Exception {
        CommandRun run = Launch.bash("echo before > out; \"$B\" sweep " + GRID + "2 --out /dev/stdout >> out; cat out")
                .in(folder)
                .run();
        assertThat(run.out()).isEqualTo("before\ndosage,effect\n0.0,0.0\n1.0,0.0\n");
        assertThat(run.err()).startsWith("count ");
    }

    @Test
    void dosagesFromStandardInput() throws Exception {
        CommandRun run = Launch.bash("printf 'dosage\\n0.5\\n' | \"$B\" sweep --in - --out -")
                .run();
        assertThat(run.out()).isEqualTo("dosage,effect\n0.5,1.0100008\n");
        CommandRun wrong =
                Launch.bash("printf 'dosage\\nx\\n' | \"$B\" sweep --in -").run();
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("standard input, row 2, column dosage: 'x'")
                .hasLineCount(1);
    }

    @Test
    void aDescriptorIsWrittenThroughAndNotReplaced() throws Exception {
        CommandRun run = Launch.bash("\"$B\" sweep " + GRID + "2 --out /dev/fd/3 3> out >summary; cat out")
                .in(folder)
                .run();
        assertThat(run.out()).isEqualTo("dosage,effect\n0.0,0.0\n1.0,0.0\n");
        assertThat(files()).containsExactly("out", "summary");
    }

    @Test
    void fullStandardOutputIsOneLine() throws Exception {
        Files.writeString(folder.resolve("in.csv"), "dosage,effect,compound\n0,1,a\n1,2,a\n2,4,a\n3,3,a\n4,1,a\n");
        for (String command : List.of(
                "info",
                "--help",
                "sweep " + GRID + "100000 --out -",
                "fit --in in.csv --json",
                "fit --in in.csv --group compound --out -")) {
            CommandRun run =
                    Launch.bash("\"$B\" " + command + " > /dev/full").in(folder).run();
            assertThat(run.status()).as(command).isEqualTo(1);
            assertThat(run.err()).contains("cannot write standard output").hasLineCount(1);
        }
    }

    @Test
    void theLocaleDoesNotMatter() throws Exception {
        CommandRun run = Launch.of("sweep", "--from", "0", "--to", "1", "--count", "1001", "--out", "größe.csv")
                .in(folder)
                .with("LC_ALL", "C")
                .with("JDK_JAVA_OPTIONS", "-Duser.language=de -Duser.country=DE")
                .run();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("argMax +0\\.5\n");
        assertThat(Files.readString(folder.resolve("größe.csv")))
                .isEqualTo(CommandRun.of("sweep", "--from", "0", "--to", "1", "--count", "1001", "--out", "-")
                        .out());
    }

    @Test
    void aProgressBarOnATerminalForWorkOverASecond() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no `script` to make a terminal");
        String slow = "mkfifo slow; (echo dosage; sleep 3; echo 0.5) > slow & ";
        CommandRun run = Launch.bash(slow + "script -qec \"'$B' sweep --in slow\" /dev/null")
                .in(folder)
                .run();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\rsweep ").containsPattern("argMax +0\\.5");
        CommandRun elsewhere = Launch.bash("rm slow; " + slow + "\"$B\" sweep --in slow")
                .in(folder)
                .run();
        assertThat(elsewhere.err()).isEmpty();
        CommandRun quick = Launch.command(
                        "script", "-qec", "'" + Launch.LAUNCHER + "' sweep " + GRID + "3", "/dev/null")
                .run();
        assertThat(quick.out()).contains("argMax").doesNotContain("\rsweep ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"info", "show --at 0.5", "figures --out figures", "sweep " + GRID + "3", "fit --in /dev/stdin"})
    void aKernelThatCannotRunIsTheUsersError(String command) throws Exception {
        CommandRun unknown = Launch.bash("\"$B\" " + command)
                .in(folder)
                .with("JDK_JAVA_OPTIONS", "-Dbentline.kernel=vector")
                .run();
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err())
                .endsWith(": -Dbentline.kernel=vector is unknown; it takes auto, scalar or simd\n")
                .hasLineCount(1);
        CommandRun impossible = Launch.bash("\"$B\" " + command)
                .in(folder)
                .with("JDK_JAVA_OPTIONS", "-Dbentline.kernel=simd -XX:TieredStopAtLevel=1")
                .run();
        assertThat(impossible.status()).isEqualTo(2);
        assertThat(impossible.err())
                .contains("-Dbentline.kernel=simd cannot run: ")
                .doesNotContain("Exception")
                .hasLineCount(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void tooLittleMemoryIsOneLine() throws Exception {
        Path network = folder.resolve("wide.json");
        String ones = "1,".repeat(2_000_000) + "1";
        Files.writeString(
                network,
                "{\"hidden\": {\"activation\": \"relu\", \"weights\": [" + ones + "], \"biases\": [" + ones
                        + "]}, \"output\": {\"activation\": \"relu\", \"weights\": [" + ones + "], \"bias\": 0}}");
        CommandRun run =
                Launch.of("show", network).with("JDK_JAVA_OPTIONS", "-Xmx24m").run();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().toLowerCase(Locale.ROOT)).contains("out of memory").hasLineCount(1);
    }
}
