package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvTable;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.table.TableColumn;
import dev.bentline.cli.table.TableSink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which files a fit writes. */
final class FitOutputs implements Argument {
    private final Option<String> plot =
            Option.text("--plot", "FILE.png|.svg", "Draw the observations and the fitted effects.");

    private final Option<String> residuals = Option.text(
            "--residuals",
            "FILE",
            "Write dosage, effect, fitted effect, residual and standardized residual (divided by the residual standard"
                    + " error) of each observation, as CSV (gzip, too) or Parquet, by its ending; `-` is standard output.");

    private final Option<String> out = Option.text(
            "--out",
            "FILE",
            "Write the fitted network, for use as NETWORK; with --group a row of results for each group, as .csv, .csv.gz,"
                    + " .parquet or .jsonl (JSON lines). `-` is standard output, as CSV if there are groups, and the"
                    + " result goes to standard error then.");

    private final Flag keepPartial = Flag.of(
            "--keep-partial", "Write the best network so far to --out, too, when the fit diverges or is interrupted.");

    private final Flag force = Flag.of("--force", "Replace existing output files.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(plot, residuals, out, keepPartial, force).forEach(option -> option.addTo(command));
    }

    /** Refuses a name that tells of rows for the one network of a fit without groups. */
    void checkNetwork() {
        String network = out.value();
        if (network != null && !takeStandardOutput() && Format.ofEnding(network) != null) {
            throw CommandException.wrongUsage("--out is " + Text.quoted(network)
                    + "; a fitted network is a JSON file, as fitted.json; rows of results need --group NAME");
        }
    }

    /** Refuses what contradicts itself. */
    void check(boolean json) throws IOException {
        if (keepPartial.isGiven() && !out.isGiven()) {
            throw CommandException.wrongUsage("--keep-partial needs --out FILE");
        }
        if (json && takeStandardOutput()) {
            Option<String> taking = toStandardOutput(out) ? out : residuals;
            throw CommandException.wrongUsage(
                    "--json and " + taking + " " + taking.value() + " both want standard output");
        }
        if (toStandardOutput(out) && toStandardOutput(residuals)) {
            throw CommandException.wrongUsage(residuals + " and " + out + " both want standard output");
        }
        String picture = plot.value();
        if (picture != null) {
            pictureFormat(picture);
        }
        String rows = residuals.value();
        Format format = rows == null || toStandardOutput(residuals) ? null : Format.ofEnding(rows);
        if (format == Format.NPY) {
            throw CommandException.wrongUsage(
                    residuals + " is " + Text.quoted(String.valueOf(rows)) + "; it is a CSV or Parquet file");
        }
        checkDistinct(plot, out);
        checkDistinct(plot, residuals);
        checkDistinct(residuals, out);
    }

    private static void checkDistinct(Option<String> one, Option<String> other) throws IOException {
        String name = one.value();
        String otherName = other.value();
        if (name != null && otherName != null && Output.isSameFile(name, otherName)) {
            throw CommandException.wrongUsage(one + " and " + other + " are the same file, " + otherName);
        }
    }

    private static PictureFormat pictureFormat(String name) {
        return PictureFormat.of("--plot", name);
    }

    /** Tells whether the network or the residuals take standard output. */
    boolean takeStandardOutput() {
        return toStandardOutput(out) || toStandardOutput(residuals);
    }

    private static boolean toStandardOutput(Option<String> option) {
        String name = option.value();
        return name != null && Output.isStandardOutput(name);
    }

    /** Tells whether files that are there may be replaced. */
    boolean replaces() {
        return force.isGiven();
    }

    /** Tells whether the network of a fit that does not come to its end is written. */
    boolean keepPartial() {
        return keepPartial.isGiven();
    }

    /**
     * Refuses what does not go with a fit of many groups, and a name that does not tell a format.
     *
     * @param plots the folder of its plots, or null
     */
    void checkGroups(@Nullable String plots) {
        if (plot.isGiven()) {
            throw CommandException.wrongUsage("--group and --plot exclude each other: --plots DIR draws every group");
        }
        if (residuals.isGiven()) {
            throw CommandException.wrongUsage(
                    "--group and --residuals exclude each other: residuals are those of one fit");
        }
        if (keepPartial.isGiven()) {
            throw CommandException.wrongUsage(
                    "--group and --keep-partial exclude each other: a search is never partial");
        }
        String name = out.value();
        if (name == null && plots == null) {
            throw CommandException.wrongUsage("--group needs --out FILE.csv, .parquet or .jsonl, or --plots DIR");
        }
        if (name != null && !takeStandardOutput()) {
            TableFormat.of("--out", name);
        }
    }

    /**
     * Opens the file of the results of many groups, or null where there is none.
     *
     * @param run what closes it
     * @param standardOutput where results for standard output go
     */
    @Nullable
    TableSink openTable(Outputs run, OutputStream standardOutput, List<TableColumn> columns) throws IOException {
        String name = out.value();
        if (name == null) {
            return null;
        }
        return takeStandardOutput()
                ? new CsvTable(standardOutput, false, columns)
                : TableFormat.of("--out", name).open(name, run.open(name, force.isGiven()), columns);
    }

    /**
     * Opens the files.
     *
     * @param run what closes them
     * @param standardOutput where what is for standard output goes
     */
    FitFiles open(Outputs run, OutputStream standardOutput) throws IOException {
        OutputStream network = open(out, run, standardOutput);
        OutputStream rows = open(residuals, run, standardOutput);
        OutputStream picture = open(plot, run, standardOutput);
        PictureFormat format = picture == null ? PictureFormat.SVG : pictureFormat(String.valueOf(plot.value()));
        if (picture != null) {
            format.check("--plot");
        }
        return new FitFiles(run, network, rows, residuals.orElse(""), picture, format);
    }

    private @Nullable OutputStream open(Option<String> option, Outputs run, OutputStream standardOutput)
            throws IOException {
        String name = option.value();
        return name == null ? null : toStandardOutput(option) ? standardOutput : run.open(name, force.isGiven());
    }

    /** Says what is written of a fit that did not come to its end, and what is not. */
    String kept() {
        if (!keepPartial()) {
            return "";
        }
        return ", and is written to " + (toStandardOutput(out) ? "standard output" : out.value())
                + (plot.isGiven() ? "; " + plot.value() + " is not drawn" : "")
                + (residuals.isGiven() ? "; the residuals are not written" : "");
    }
}
