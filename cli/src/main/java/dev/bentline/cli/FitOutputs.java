package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which files a fit writes. */
final class FitOutputs implements Argument {
    private final Option<String> plot =
            Option.text("--plot", "FILE.png|.svg", "Draw the observations and the fitted effects.");

    private final Option<String> out = Option.text(
            "--out",
            "FILE",
            "Write the fitted network, for use as NETWORK; `-` is standard output, and the result goes to standard"
                    + " error then.");

    private final Flag keepPartial = Flag.of(
            "--keep-partial", "Write the best network so far to --out, too, when the fit diverges or is interrupted.");

    private final Flag force = Flag.of("--force", "Replace existing output files.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(plot, out, keepPartial, force).forEach(option -> option.addTo(command));
    }

    /** Refuses what contradicts itself. */
    void check(boolean json) throws IOException {
        if (keepPartial.isGiven() && !out.isGiven()) {
            throw CommandException.wrongUsage("--keep-partial needs --out FILE");
        }
        if (json && takeStandardOutput()) {
            throw CommandException.wrongUsage("--json and --out " + out.value() + " both want standard output");
        }
        String picture = plot.value();
        String network = out.value();
        if (picture != null) {
            pictureFormat(picture);
        }
        if (picture != null && network != null && Output.isSameFile(picture, network)) {
            throw CommandException.wrongUsage("--plot and --out are the same file, " + network);
        }
    }

    private static PictureFormat pictureFormat(String name) {
        return PictureFormat.of("--plot", name);
    }

    /** Tells whether the network takes standard output. */
    boolean takeStandardOutput() {
        String name = out.value();
        return name != null && Output.isStandardOutput(name);
    }

    /** Tells whether the network of a fit that does not come to its end is written. */
    boolean keepPartial() {
        return keepPartial.isGiven();
    }

    /**
     * Opens the files.
     *
     * @param run what closes them
     * @param standardOutput where a network for standard output goes
     */
    FitFiles open(Outputs run, OutputStream standardOutput) throws IOException {
        OutputStream network = takeStandardOutput() ? standardOutput : open(out, run);
        Output picture = open(plot, run);
        PictureFormat format = picture == null ? PictureFormat.SVG : pictureFormat(String.valueOf(plot.value()));
        if (picture != null) {
            format.check("--plot");
        }
        return new FitFiles(run, network, picture, format);
    }

    private @Nullable Output open(Option<String> option, Outputs run) throws IOException {
        String name = option.value();
        return name == null ? null : run.open(name, force.isGiven());
    }

    /** Says what is written of a fit that did not come to its end, and what is not. */
    String kept() {
        return keepPartial()
                ? ", and is written to " + (takeStandardOutput() ? "standard output" : out.value())
                        + (plot.isGiven() ? "; " + plot.value() + " is not drawn" : "")
                : "";
    }
}
