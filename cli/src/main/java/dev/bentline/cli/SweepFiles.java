package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvSink;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.npy.NpySink;
import dev.bentline.cli.parquet.Compression;
import dev.bentline.cli.parquet.ParquetSink;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.KeptColumn;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import dev.bentline.cli.sweep.Sink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which files a sweep reads and writes. */
final class SweepFiles implements Argument {
    private static final List<String> COLUMNS = List.of("dosage", "effect", "derivative");

    private final InputFiles inputs = new InputFiles(
            "Read the dosages from a file instead, or from several: CSV (gzip, too), Parquet or NumPy, by its ending;"
                    + " `-` is standard input.",
            "a network goes before it");

    private final Option<String> column =
            Option.text("--column", "NAME", "The column to read; by default `dosage`, or the only one there is.");

    private final Option<String> out = Option.text(
            "--out",
            "FILE",
            "Write dosages and effects, to NumPy effects alone; `-` is standard output, and the summary goes to"
                    + " standard error then. For several inputs, a folder.");

    private final Option<Format> format = Option.choice(
            "--format",
            "csv|parquet|npy",
            Format.class,
            "What --out is, whatever its ending; also what --in is, if its ending does not tell or there is no"
                    + " --out.");

    private final Option<Compression> compression = Option.choice(
            "--compression",
            "none|zstd",
            Compression.class,
            "How to compress a Parquet output; by default not at all.");

    private final Flag keep = Flag.of("--keep", "Copy the other columns of a CSV or Parquet input into the output.");

    private final Flag force = Flag.of("--force", "Replace existing output files.");

    @Override
    public void addTo(CommandSpec command) {
        List.of(inputs, column, out, format, compression, keep, force).forEach(option -> option.addTo(command));
    }

    /** Tells whether there is any input file. */
    boolean areGiven() {
        return inputs.areGiven();
    }

    /** Tells whether each input has a report of its own. */
    boolean areSeveral() {
        return inputs.areSeveral();
    }

    /** The only input, or null. */
    @Nullable
    String in() {
        return areGiven() ? inputs().getFirst() : null;
    }

    List<String> inputs() {
        return inputs.names();
    }

    /** The files among the inputs. */
    List<String> read() {
        return inputs.files();
    }

    /** Tells whether the data takes standard output. */
    boolean toStandardOutput() {
        String name = out.value();
        return name != null && Output.isStandardOutput(name);
    }

    /** The output of each input, or of a grid; null where there is none. Makes the folder they go to. */
    List<@Nullable String> outputs(Outputs run) throws IOException {
        String name = out.value();
        if (name != null && isFolder()) {
            return List.copyOf(new OutputFolder(name).outputs(inputs(), format.value(), force.isGiven(), run));
        }
        return Collections.nCopies(Math.max(1, inputs().size()), name);
    }

    /** Refuses what contradicts itself. */
    void check(boolean derivative, boolean json) {
        String aboutRows = column.isGiven() ? "--column" : keep.isGiven() ? "--keep" : inputs.givenAboutRows();
        if (!areGiven() && aboutRows != null) {
            throw CommandException.wrongUsage(aboutRows + " needs --in FILE");
        }
        if (keep.isGiven() && !out.isGiven()) {
            throw CommandException.wrongUsage("--keep needs --out");
        }
        if (json && toStandardOutput()) {
            throw CommandException.wrongUsage("--json and --out " + out.value() + " both want standard output");
        }
        if (areSeveral() && toStandardOutput()) {
            throw CommandException.wrongUsage(
                    "several inputs need a folder of their own; --out " + out.value() + " is standard output");
        }
        inputs().forEach(this::checkInput);
        inputs.check(out.isGiven() ? null : format.value());
        if (areGiven()) {
            inputs.checkFormats(inputs().stream().map(this::inputFormat).toList());
        }
        checkOutput(derivative);
    }

    private void checkInput(String input) {
        Format read = inputFormat(input);
        if (read == Format.NPY && column.isGiven()) {
            throw CommandException.wrongUsage("--column does not go with " + input + "; a NumPy file has no columns");
        }
        if (read == Format.NPY && keep.isGiven()) {
            throw CommandException.wrongUsage(
                    "--keep does not go with " + input + "; a NumPy file has no other columns");
        }
    }

    private void checkOutput(boolean derivative) {
        if (toStandardOutput() && format.orElse(Format.CSV) != Format.CSV) {
            throw CommandException.wrongUsage("--format " + format.value() + " needs a file; standard output is CSV");
        }
        String name = out.value();
        boolean anyParquet = false;
        for (String input : areGiven() ? inputs() : List.of("")) {
            Format written = name == null ? null : outputFormat(isFolder() ? input : name);
            anyParquet |= written == Format.PARQUET;
            if (written == Format.NPY && (derivative || keep.isGiven())) {
                throw CommandException.wrongUsage(
                        (derivative ? "--derivative" : "--keep")
                                + " does not go with NumPy output, which takes effects alone; --format csv or parquet takes more");
            }
        }
        if (compression.isGiven() && !anyParquet) {
            throw CommandException.wrongUsage("--compression needs a Parquet output");
        }
    }

    private boolean isFolder() {
        String name = out.value();
        return name != null && areGiven() && (areSeveral() || OutputFolder.isMeant(name));
    }

    /** Returns an input's format; with {@code --out}, {@code --format} is the output's if the input tells its own. */
    private Format inputFormat(String input) {
        boolean tells = out.isGiven() && InputFiles.told(input) != null;
        return InputFiles.format(input, tells ? null : format.value());
    }

    private Format outputFormat(String output) {
        Format told = format.isGiven() ? format.value() : Format.ofEnding(output);
        return told == null || Output.isStandardOutput(output) ? Format.CSV : told;
    }

    Source source(String input) throws IOException {
        return inputs.open(
                input,
                inputFormat(input),
                List.of(WantedColumn.dosage(column.value())),
                keep.isGiven() ? Keeping.ALL_OTHERS : Keeping.NOTHING);
    }

    Output output(String output, Outputs run) throws IOException {
        return run.open(output, force.isGiven());
    }

    /** Opens what writes an output. */
    Sink sink(String name, Output output, Source source, boolean derivative) throws IOException {
        return switch (outputFormat(name)) {
            case CSV ->
                Format.isGzip(name)
                        ? CsvSink.gzip(output, derivative, text(source, derivative))
                        : new CsvSink(output, derivative, text(source, derivative));
            case PARQUET ->
                new ParquetSink(
                        output,
                        derivative,
                        kept(source, derivative),
                        compression.orElse(Compression.NONE),
                        "bentline version " + Version.TEXT);
            case NPY -> new NpySink(output, source.rows());
        };
    }

    /** Opens what writes standard output. */
    Sink standardOutput(OutputStream stream, Source source, boolean derivative) throws IOException {
        return new CsvSink(stream, derivative, text(source, derivative));
    }

    private List<KeptColumn> text(Source source, boolean derivative) {
        source.requireText();
        return kept(source, derivative);
    }

    private List<KeptColumn> kept(Source source, boolean derivative) {
        Set<String> names = new HashSet<>(derivative ? COLUMNS : COLUMNS.subList(0, 2));
        for (KeptColumn column : source.kept()) {
            if (!names.add(column.name())) {
                throw CommandException.wrongInput("--keep: the output would have two columns "
                        + Text.quoted(column.name()) + "; rename the input's, or leave --keep out");
            }
        }
        return source.kept();
    }
}
