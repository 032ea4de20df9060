package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvSink;
import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.npy.NpySink;
import dev.bentline.cli.npy.NpySource;
import dev.bentline.cli.parquet.Compression;
import dev.bentline.cli.parquet.ParquetSink;
import dev.bentline.cli.parquet.ParquetSource;
import dev.bentline.cli.sweep.KeptColumn;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say which files a sweep reads and writes. */
final class SweepFiles {
    private static final String STANDARD_INPUT = "-";
    private static final List<String> COLUMNS = List.of("dosage", "effect", "derivative");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--in",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Read the dosages from a file instead, or from several: CSV (gzip, too), Parquet or NumPy, by"
                    + " its ending; `-` is standard input.")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "The column to read; by default `dosage`, or the only one there is.")
    private @Nullable String column;

    @Option(
            names = "--skip-invalid",
            description = "Leave invalid rows out and count them, instead of refusing the file.")
    private boolean skipInvalid;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write dosages and effects, to NumPy effects alone; `-` is standard output, and the summary"
                    + " goes to standard error then. For several inputs, a folder.")
    private @Nullable String out;

    @Option(
            names = "--format",
            paramLabel = "csv|parquet|npy",
            description = "What --out is, whatever its ending; also what --in is, if its ending does not tell or there"
                    + " is no --out.")
    private @Nullable Format format;

    @Option(
            names = "--compression",
            paramLabel = "none|zstd",
            description = "How to compress a Parquet output; by default not at all.")
    private @Nullable Compression compression;

    @Option(names = "--keep", description = "Copy the other columns of a CSV or Parquet input into the output.")
    private boolean keep;

    @Option(names = "--force", description = "Replace existing output files.")
    private boolean force;

    /** Whether there is any input file. */
    boolean areGiven() {
        return !inputs.isEmpty();
    }

    /** Whether each input has a report of its own. */
    boolean areSeveral() {
        return inputs.size() > 1;
    }

    /** The only input, or null. */
    @Nullable
    String in() {
        return inputs.isEmpty() ? null : inputs.getFirst();
    }

    List<String> inputs() {
        return inputs;
    }

    /** Whether the data takes standard output. */
    boolean toStandardOutput() {
        return out != null && Output.isStandardOutput(out);
    }

    /** The output of each input, or of a grid; null where there is none. */
    List<@Nullable String> outputs() throws IOException {
        String folder = out;
        if (folder != null && isFolder()) {
            return List.copyOf(new OutputFolder(folder).outputs(inputs, format, force));
        }
        return Collections.nCopies(Math.max(1, inputs.size()), out);
    }

    /** Refuses what contradicts itself. */
    void check(boolean derivative, boolean json) {
        if (!areGiven() && (column != null || skipInvalid || keep)) {
            throw usage((column != null ? "--column" : skipInvalid ? "--skip-invalid" : "--keep") + " needs --in FILE");
        }
        if (keep && out == null) {
            throw usage("--keep needs --out");
        }
        if (json && toStandardOutput()) {
            throw usage("--json and --out " + out + " both want standard output");
        }
        if (areSeveral() && toStandardOutput()) {
            throw usage("several inputs need a folder of their own; --out " + out + " is standard output");
        }
        for (String input : inputs) {
            checkInput(input);
            if (areSeveral()) {
                checkIsThere(input);
            }
        }
        checkOutput(derivative);
    }

    /** Of several, none is swept if one is missing. */
    private static void checkIsThere(String input) {
        if (!input.equals(STANDARD_INPUT) && !Files.exists(FileName.toPath("input", input))) {
            throw CommandException.wrongInput(
                    "cannot read " + Text.quoted(input)
                            + ": no such file or folder; --in takes every name up to the next option, and a network goes before it");
        }
    }

    private void checkInput(String input) {
        Format read = inputFormat(input);
        if (input.equals(STANDARD_INPUT) && out == null && format != null && format != Format.CSV) {
            throw usage("--format " + format + " needs a file; standard input is CSV");
        }
        if (read == Format.NPY && column != null) {
            throw usage("--column does not go with " + input + "; a NumPy file has no columns");
        }
        if (read == Format.NPY && keep) {
            throw usage("--keep does not go with " + input + "; a NumPy file has no other columns");
        }
    }

    private void checkOutput(boolean derivative) {
        if (toStandardOutput() && format != null && format != Format.CSV) {
            throw usage("--format " + format + " needs a file; standard output is CSV");
        }
        boolean anyParquet = false;
        for (String input : inputs.isEmpty() ? List.of("") : inputs) {
            Format written = out == null ? null : outputFormat(isFolder() ? input : out);
            anyParquet |= written == Format.PARQUET;
            if (written == Format.NPY && (derivative || keep)) {
                throw usage(
                        (derivative ? "--derivative" : "--keep")
                                + " does not go with NumPy output, which takes effects alone; --format csv or parquet takes more");
            }
        }
        if (compression != null && !anyParquet) {
            throw usage("--compression needs a Parquet output");
        }
    }

    private boolean isFolder() {
        return out != null && areGiven() && (areSeveral() || OutputFolder.isMeant(out));
    }

    private Format inputFormat(String input) {
        Format told = Format.ofEnding(input);
        if (input.equals(STANDARD_INPUT)) {
            return Format.CSV;
        }
        if (format != null && (told == null || out == null)) {
            return format;
        }
        return told == null ? Format.CSV : told;
    }

    private Format outputFormat(String output) {
        Format told = format == null ? Format.ofEnding(output) : format;
        return told == null || Output.isStandardOutput(output) ? Format.CSV : told;
    }

    Source source(String input) throws IOException {
        return switch (inputFormat(input)) {
            case CSV -> CsvSource.open(input, column, skipInvalid, keep);
            case PARQUET -> ParquetSource.open(input, column, skipInvalid, keep);
            case NPY -> NpySource.open(input, skipInvalid);
        };
    }

    Output output(String output) throws IOException {
        return Output.open(output, force);
    }

    /** What writes an output. */
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
                        compression == null ? Compression.NONE : compression,
                        "bentline version " + Version.text());
            case NPY -> new NpySink(output, source.rows());
        };
    }

    /** What writes standard output. */
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

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
