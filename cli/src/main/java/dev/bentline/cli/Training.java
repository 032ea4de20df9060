package dev.bentline.cli;

import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.file.TemporaryFiles;
import dev.bentline.cli.file.WrittenThrough;
import java.nio.file.Path;

/**
 * Runs the command the way it is used most, time after time in one process, so that a JVM which watches (with {@code
 * -XX:AOTCacheOutput}) learns what later runs need. `bentline package` calls it; it is no part of the command.
 */
final class Training {
    private Training() {}

    /** Runs the commands, with their files in the folder that is the only argument. */
    public static void main(String[] args) {
        TemporaryFiles.deleteAtExit();
        Path folder = Path.of(args[0]);
        String csv = folder.resolve("dosages.csv").toString();
        String parquet = folder.resolve("dosages.parquet").toString();
        String npy = folder.resolve("dosages.npy").toString();
        int n = 1;
        run("--version");
        run("info");
        run("show", "--at", "0.5");
        run(
                "sweep",
                "--from",
                "0",
                "--to",
                "1",
                "--count",
                "" + n * 100000,
                "--out",
                csv,
                "--plot",
                folder.resolve("p.svg").toString());
        run("sweep", "--from", "0", "--to", "1", "--count", "" + n * 100000, "--out", npy);
        run("sweep", "--from", "0", "--to", "1", "--count", "" + n * 1000000);
        run("sweep", "--in", csv, "--out", folder.resolve("effects.csv").toString(), "--derivative");
        run("sweep", "--in", csv, "--out", parquet);
        run("sweep", "--in", parquet, "--out", folder.resolve("effects.parquet").toString());
        run("sweep", "--in", npy, "--out", folder.resolve("effects.npy").toString());
        run("fit", "--in", csv, "--out", folder.resolve("network.json").toString());
        run("show", folder.resolve("network.json").toString());
    }

    private static void run(String... args) {
        int status = Main.run(args, WrittenThrough.standardOutput(), System.err);
        if (status != ExitStatus.DONE) {
            throw new IllegalStateException(String.join(" ", args) + " ended with " + status);
        }
    }
}
