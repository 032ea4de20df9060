package dev.bentline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bentline.Network;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fit that is to keep its best network, and signals at every moment of it. */
class FitInterruptionIT {
    private static final String ENDLESS = " --verbose --keep-partial --epochs 1000000000000";

    /** Folder of what a fit writes, and of nothing else. */
    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private Path out;
    private Path err;

    @BeforeEach
    void streams() {
        out = elsewhere.resolve("out");
        err = elsewhere.resolve("err");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path observations(int rows) throws IOException {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("dosage,effect\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',').append(random.nextFloat()).append('\n');
        }
        return Files.writeString(elsewhere.resolve("in.csv"), text);
    }

    private Process start(Path in, String options) throws IOException {
        return Launch.of((Object[]) ("fit --in " + in + ENDLESS + options).split(" ", -1))
                .in(folder)
                .start(out, err);
    }

    private static void send(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    private int status(Process process) throws Exception {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
        return process.exitValue();
    }

    /** Starts a fit that never ends, and sends it signals when it is at it; returns the status. */
    private int interrupted(Path in, String options, String... signals) throws Exception {
        Process process = start(in, options);
        for (int i = 0; i < 1200 && process.isAlive() && !Files.readString(err).contains("fitting to "); i++) {
            Thread.sleep(25);
        }
        Thread.sleep(200);
        assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
        for (String signal : signals) {
            send(signal, process);
        }
        return status(process);
    }

    /** Returns the words of standard error, the details aside. */
    private String said() throws IOException {
        return String.join(
                "\n",
                Files.readString(err)
                        .lines()
                        .filter(line ->
                                !line.startsWith("bentline: kernel ") && !line.startsWith("bentline: fitting to "))
                        .toList());
    }

    private Network written() throws IOException {
        return Network.parse(Files.readString(folder.resolve("net.json")));
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void theNetworkTakesTheOldOnesPlaceAndThePictureDoesNot(String signal, int status) throws Exception {
        Path old = Files.writeString(folder.resolve("net.json"), "old".repeat(10_000));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(folder.resolve("net.svg"), "old");
        assertThat(interrupted(observations(1000), " --json --out net.json --plot net.svg --force", signal))
                .isEqualTo(status);
        assertThat(said())
                .startsWith("bentline fit: interrupted after epoch ")
                .endsWith(", and is written to net.json; net.svg is not drawn")
                .hasLineCount(1);
        assertThat(files()).containsExactly("net.json", "net.svg");
        CommandRun run = new CommandRun(status, Files.readString(out), "");
        assertThat(written()).isEqualTo(Network.parse(run.json().get("network").toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                .isEqualTo("rw-r-----");
        assertThat(folder.resolve("net.svg")).hasContent("old");
    }

    @Test
    void theNetworkGoesToStandardOutputAloneAndWhole() throws Exception {
        assertThat(interrupted(observations(1000), " --out - --plot net.png", "INT"))
                .isEqualTo(130);
        assertThat(Network.parse(Files.readString(out)).width()).isPositive();
        assertThat(said())
                .startsWith("epochs ")
                .contains("interrupted")
                .endsWith(", and is written to standard output; net.png is not drawn");
        assertThat(files()).isEmpty();
    }

    /** A user may press Ctrl-C once more, and here an epoch takes its time. */
    @Test
    void furtherSignalsChangeNothing() throws Exception {
        Path in = observations(300_000);
        assertThat(interrupted(in, " --start softplus --out net.json --threads 2", "INT", "INT", "INT"))
                .isEqualTo(130);
        assertThat(said()).endsWith(", and is written to net.json");
        assertThat(files()).containsExactly("net.json");
        assertThat(written().width()).isEqualTo(2);
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws Exception {
        assertThat(interrupted(observations(1000), " --out /dev/full", "TERM")).isEqualTo(143);
        assertThat(said().lines())
                .filteredOn(line -> line.startsWith("bentline"))
                .singleElement()
                .asString()
                .startsWith("bentline fit: cannot write /dev/full: ");
        assertThat(Files.readString(out)).isEmpty();
    }

    @Test
    void aSignalWhileItReadsLeavesWhatWasThere() throws Exception {
        Files.writeString(folder.resolve("net.json"), "old");
        Path slow = elsewhere.resolve("slow");
        assertThat(Launch.command("mkfifo", slow).run().status()).isZero();
        try (RandomAccessFile endless = new RandomAccessFile(slow.toFile(), "rw")) {
            endless.write("dosage,effect\n0,1\n1,2\n".getBytes(StandardCharsets.UTF_8));
            Process process = start(slow, " --out net.json --plot net.png --force");
            Launch.unfinished(folder, 0);
            Thread.sleep(500);
            send("INT", process);
            assertThat(status(process)).isEqualTo(130);
        }
        assertThat(said()).isEqualTo("bentline: interrupted; not written: net.json, net.png");
        assertThat(Files.readString(out)).isEmpty();
        assertThat(files()).containsExactly("net.json");
        assertThat(folder.resolve("net.json")).hasContent("old");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 150, 250, 350, 450, 550, 650, 800, 1000, 1500})
    void wheneverTheSignalComesThereIsAWholeNetworkOrNone(int millis) throws Exception {
        Process process = start(observations(100_000), " --out net.json");
        Thread.sleep(millis);
        send("INT", process);
        assertThat(status(process)).isEqualTo(130);
        if (files().isEmpty()) {
            // the JVM may have a word of its own to say of a start that is interrupted
            assertThat(said().lines().filter(line -> line.startsWith("bentline")))
                    .isSubsetOf("bentline: interrupted; not written: net.json");
        } else {
            assertThat(files()).containsExactly("net.json");
            assertThat(written().width()).isPositive();
            assertThat(said()).endsWith(", and is written to net.json");
        }
    }
}
