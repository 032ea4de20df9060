package dev.bentline.cli;

import dev.bentline.cli.console.ClosedStreams;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.file.TemporaryFiles;
import dev.bentline.cli.file.WrittenThrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs typical commands one after the other in one process, so that a JVM that is told to ({@code -XX:AOTCacheOutput}) keeps
 * in a cache what later ones need. {@code bentline package} calls it; it is no part of the command.
 */
final class Training {
    private static final String COUNT = "1000000";

    private static final int FEW = 24;

    private final Path folder;

    private Training(Path folder) {
        this.folder = folder;
    }

    /**
     * Runs the commands; what they print goes where theirs goes.
     *
     * @param args the folder for their files
     */
    public static void main(String[] args) {
        TemporaryFiles.deleteAtExit();
        Main.hastenPicocli();
        ClosedStreams.haveOutput();
        new Training(Path.of(args[0])).run();
    }

    /** Longer sweeps than these left no cache that was measurably better. */
    private void run() {
        command("--version");
        command("info");
        command("show", "--at", "0.5");
        command("sweep", "--from", "0", "--to", "1", "--count", COUNT + "0");
        command("sweep", "--from", "0", "--to", "1", "--count", COUNT, "--out", file("grid.npy"));
        command("sweep", "--in", file("grid.npy"), "--out", file("effects.npy"));
        command("sweep", "--in", file("grid.npy"), "--out", file("effects.csv"), "--plot", file("effects.svg"));
        command("sweep", "--in", file("effects.csv"), "--out", file("again.csv"), "--derivative");
        command("sweep", "--in", file("effects.csv"), "--out", file("effects.parquet"));
        command("sweep", "--in", file("effects.parquet"), "--out", file("again.parquet"));
        command("fit", "--in", file("effects.csv"), "--hidden", "2", "--out", file("network.json"));
        command("fit", "--in", few());
        command("fit", "--in", few(), "--hidden", "1");
        command("fit", "--in", few(), "--json");
        command(
                "fit",
                "--in",
                few(),
                "--dosage-scale",
                "log10",
                "--ed",
                "10,50,90",
                "--bootstrap",
                "1000",
                "--plot",
                file("few.svg"));
        command("fit", "--in", few(), "--group", "compound", "--out", file("fits.csv"));
        command("show", file("network.json"));
    }

    /** Few observations, with replicates in no order, which a search fits and whose statistics are all defined. */
    private String few() {
        StringBuilder rows = new StringBuilder("compound,dosage,effect\n");
        for (int i = 0; i < FEW; i++) {
            int dosage = i / 3;
            rows.append("A,")
                    .append(dosage)
                    .append(',')
                    .append(FEW / (1 + dosage) - i % 3)
                    .append('\n');
        }
        try {
            return Files.writeString(folder.resolve("few.csv"), rows).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void command(String... args) {
        int status = Main.run(args, WrittenThrough.standardOutput(), System.err);
        if (status != ExitStatus.DONE) {
            throw new IllegalStateException("bentline " + String.join(" ", args) + " ended with " + status);
        }
    }
}
