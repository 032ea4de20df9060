package dev.bentline.cli;

import dev.bentline.cli.console.ClosedStreams;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.csv.CsvSource;
import dev.bentline.cli.file.FileName;
import dev.bentline.cli.npy.NpySource;
import dev.bentline.cli.parquet.ParquetSource;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say which files a command reads, how they are written, and what becomes of their invalid rows. */
final class InputFiles implements Argument {
    private static final String STANDARD_INPUT = "-";

    private final Option<List<String>> names;
    private final String networkHint;

    private final DialectOptions dialect = new DialectOptions();

    private final Flag skipInvalid =
            Flag.of("--skip-invalid", "Leave invalid rows out and count them, instead of refusing the file.");

    private final Flag noChecksum =
            Flag.of("--no-checksum", "Read pages of Parquet files as they are, whatever their checksums say.");

    /**
     * Makes the options of a command.
     *
     * @param description what the files are
     * @param networkHint how the command takes a network, for one that was taken for a file
     */
    InputFiles(String description, String networkHint) {
        this.names = Option.texts("--in", "FILE", description);
        this.networkHint = networkHint;
    }

    @Override
    public void addTo(CommandSpec command) {
        names.addTo(command);
        dialect.addTo(command);
        skipInvalid.addTo(command);
        noChecksum.addTo(command);
    }

    boolean areGiven() {
        return names.isGiven();
    }

    boolean areSeveral() {
        return names().size() > 1;
    }

    List<String> names() {
        return names.orElse(List.of());
    }

    /** The files among them, standard input being none. */
    List<String> files() {
        return names().stream().filter(name -> !name.equals(STANDARD_INPUT)).toList();
    }

    /** The first of the options about the files' rows that is given, or null. */
    @Nullable
    String givenAboutRows() {
        return skipInvalid.isGiven() ? "--skip-invalid" : noChecksum.isGiven() ? "--no-checksum" : dialect.given();
    }

    /** Refuses options that no file has the format for. */
    void checkFormats(List<Format> formats) {
        if (noChecksum.isGiven() && !formats.contains(Format.PARQUET)) {
            throw CommandException.wrongUsage(
                    "--no-checksum does not go with " + names().getFirst() + "; only Parquet files have checksums");
        }
        String given = dialect.given();
        if (given != null && !formats.contains(Format.CSV)) {
            throw CommandException.wrongUsage(given + " says how a CSV file is written; " + names().getFirst() + " is "
                    + (formats.getFirst() == Format.NPY ? "a NumPy file" : "a Parquet file"));
        }
        dialect.stated();
    }

    /**
     * Refuses names that cannot be read; of several files, none is read if one is missing.
     *
     * @param format the format that the user says they have, or null
     */
    void check(@Nullable Format format) {
        if (names().contains(STANDARD_INPUT) && format != null && format != Format.CSV) {
            throw CommandException.wrongUsage("--format " + format + " needs a file; standard input is CSV");
        }
        if (names().contains(STANDARD_INPUT) && ClosedStreams.haveInput()) {
            throw CommandException.wrongInput("--in -: standard input is closed; it takes a file or a pipe");
        }
        if (Collections.frequency(names(), STANDARD_INPUT) > 1) {
            throw CommandException.wrongUsage("--in names standard input twice; it can be read once");
        }
        for (String name : names()) {
            if (name.startsWith("--") && !Files.exists(FileName.toPath("input", name))) {
                throw CommandException.wrongUsage(
                        "unknown option " + Text.quoted(name) + "; a file of that name is ./" + name);
            }
        }
        for (String name : names()) {
            if (areSeveral() && !name.equals(STANDARD_INPUT) && !Files.exists(FileName.toPath("input", name))) {
                throw CommandException.wrongInput("cannot read " + Text.quoted(name)
                        + ": no such file or folder; --in takes every name up to the next option, and " + networkHint);
            }
        }
    }

    /**
     * Returns the format of a file.
     *
     * @param said the format that the user says it has, or null if its ending tells, or else its content
     */
    static Format format(String name, @Nullable Format said) {
        if (name.equals(STANDARD_INPUT)) {
            return Format.CSV;
        }
        Format told = said != null ? said : told(name);
        return told != null ? told : Format.CSV;
    }

    /** The format that a file's ending tells, or else its content; or null. */
    static @Nullable Format told(String name) {
        Format ending = Format.ofEnding(name);
        return ending != null || name.equals(STANDARD_INPUT)
                ? ending
                : Format.ofContent(FileName.toPath("input", name));
    }

    /**
     * Opens a file.
     *
     * @param columns the columns to read, of which a NumPy file has one
     * @param keeping the columns to carry along, of which a NumPy file has none
     */
    Source open(String name, Format format, List<WantedColumn> columns, Keeping keeping) throws IOException {
        return switch (format) {
            case CSV -> CsvSource.open(name, dialect.stated(), columns, skipInvalid.isGiven(), keeping);
            case PARQUET -> ParquetSource.open(name, columns, skipInvalid.isGiven(), keeping, !noChecksum.isGiven());
            case NPY -> NpySource.open(name, skipInvalid.isGiven());
        };
    }
}
