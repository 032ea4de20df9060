package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.figure.Gallery;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline figures}. */
final class FiguresCommand implements Callable<Integer> {
    private final BentlineCommand bentline;
    private final NetworkArgument argument = new NetworkArgument();
    private final Option<String> out = Option.requiredText("--out", "DIR", "The folder to draw into; made if missing.");
    private final Flag force = Flag.of("--force", "Replace existing figures.");

    FiguresCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "figures",
                this,
                "Draws the story of a network as SVG and PNG, and index.html, which tells it.",
                List.of(argument, out, force),
                "",
                "For relu, the worked example, that is every step from its weights to the green pointy thing; for any"
                        + " other network what each hidden node adds and their sum, or the nodes of each of its layers,"
                        + " the effect and its derivative. The dosages are those the network was fitted to; else those from 0 to 1, or, where most bends"
                        + " lie elsewhere, those around the bends.");
    }

    @Override
    public Integer call() throws IOException {
        List<Gallery.File> files =
                Gallery.of(argument.model(bentline), argument.name()).files();
        PictureFormat.PNG.check("figures");
        Path folder = folder();
        try (Outputs outputs = new Outputs(argument.files())) {
            outputs.makeFolder(Objects.requireNonNull(out.value()), folder);
            List<Output> opened = new ArrayList<>(); // all before the first is drawn: one may be there
            for (Gallery.File file : files) {
                opened.add(outputs.open(folder.resolve(file.name()).toString(), force.isGiven()));
            }
            for (int i = 0; i < files.size(); i++) {
                opened.get(i).write(files.get(i).content().bytes());
            }
            outputs.commit();
        }
        for (Gallery.File file : files) {
            bentline.results().writer().println(folder.resolve(file.name()));
        }
        return ExitStatus.DONE;
    }

    private Path folder() {
        String name = Objects.requireNonNull(out.value());
        Path folder = FileName.toPath("--out", name);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.wrongInput("--out " + name + " is a file; it should be a folder");
        }
        return folder;
    }
}
