package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Reason;
import dev.bentline.cli.figure.Gallery;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code bentline figures}. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Draws the story of a network as SVG and PNG, and index.html, which tells it.",
        sortOptions = false,
        footer = {
            "",
            "For relu, the worked example, that is every step from its weights to the green pointy thing; for any other"
                    + " network what each hidden node adds, their sum, the effect and its derivative. The dosages are"
                    + " those from 0 to 1, or, where most bends lie elsewhere, those around the bends."
        })
final class FiguresCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Mixin
    private NetworkArgument argument = new NetworkArgument();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder to draw into; made if missing.")
    private String out = "";

    @Option(names = "--force", description = "Replace existing figures.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        List<Gallery.File> files =
                Gallery.of(argument.network(), argument.name()).files();
        PictureFormat.PNG.check("figures");
        Path folder = folder();
        List<Output> outputs = new ArrayList<>();
        try {
            for (Gallery.File file : files) {
                outputs.add(Output.open(folder.resolve(file.name()).toString(), force));
            }
            for (int i = 0; i < files.size(); i++) {
                outputs.get(i).write(files.get(i).content().bytes());
            }
            for (Output output : outputs) {
                output.commit();
            }
        } finally {
            for (Output output : outputs) {
                output.close();
            }
        }
        for (Gallery.File file : files) {
            bentline.results().writer().println(folder.resolve(file.name()));
        }
        return ExitStatus.DONE;
    }

    private Path folder() {
        Path folder = FileName.toPath("--out", out);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("--out " + out + " is a file; it should be a folder");
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw CommandException.failure("cannot make the folder " + out + ": " + Reason.of(e), e);
        }
    }
}
