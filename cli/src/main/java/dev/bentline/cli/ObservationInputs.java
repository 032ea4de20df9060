package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.source.Keeping;
import dev.bentline.cli.source.Observations;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.source.WantedColumn;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that say where the observations of a fit are. */
final class ObservationInputs implements Argument {
    private static final String DEFAULT_DOSAGE = "dosage";
    private static final String DEFAULT_EFFECT = "effect";

    private final InputFiles inputs = new InputFiles(
            "The observations, from a file or from several: CSV (gzip, too) or Parquet, by its ending; `-` is standard"
                    + " input.",
            "--start names a network");

    private final Option<String> dosage =
            Option.text("--dosage", "NAME", "The column of dosages; " + DEFAULT_DOSAGE + " by default.");

    private final Option<String> effect =
            Option.text("--effect", "NAME", "The column of observed effects; " + DEFAULT_EFFECT + " by default.");

    private final Option<String> weights = Option.text(
            "--weights",
            "NAME",
            "A column of weights, by which squared residuals count: 2 is as two observations, 0 as none. By default all"
                    + " count the same.");

    private final Option<Format> format =
            Option.choice("--format", "csv|parquet", Format.class, "What --in is, whatever its ending.");

    /** Observations, and the rows that they were among. */
    record Data(Observations observations, ObservationRows rows) {}

    @Override
    public void addTo(CommandSpec command) {
        List.of(inputs, dosage, effect, weights, format).forEach(option -> option.addTo(command));
    }

    /** The name of the column of dosages. */
    String dosage() {
        return dosage.orElse(DEFAULT_DOSAGE);
    }

    /** The name of the column of effects. */
    String effect() {
        return effect.orElse(DEFAULT_EFFECT);
    }

    /** The option that names a column, or null. */
    @Nullable
    String optionOf(String column) {
        return column.equals(dosage())
                ? "--dosage"
                : column.equals(effect()) ? "--effect" : column.equals(weights.value()) ? "--weights" : null;
    }

    /** The option of weights. */
    Option<String> weights() {
        return weights;
    }

    /** The names of the files as messages show them. */
    String names() {
        return Text.shortened(String.join(", ", inputs.names()));
    }

    /** The files that are read. */
    List<String> files() {
        return inputs.files();
    }

    /** Refuses what contradicts itself, and files that cannot be read. */
    void check() {
        if (!inputs.areGiven()) {
            throw CommandException.wrongUsage("the observations are missing: give --in FILE");
        }
        inputs.check(format.value());
        for (String input : inputs.names()) {
            if (format(input) == Format.NPY) {
                throw CommandException.wrongUsage(input
                        + " is a NumPy file, which has no columns; --dosage and --effect are two of a CSV or Parquet"
                        + " file");
            }
        }
        inputs.checkFormats(inputs.names().stream().map(this::format).toList());
        if (dosage().equals(effect())) {
            throw CommandException.wrongUsage(
                    "--dosage and --effect are both " + Text.quoted(dosage()) + "; they must be two columns");
        }
        String weight = weights.orElse("");
        if (weights.isGiven() && (weight.equals(dosage()) || weight.equals(effect()))) {
            throw CommandException.wrongUsage(weights + " and " + (weight.equals(dosage()) ? "--dosage" : "--effect")
                    + " are both " + Text.quoted(weight) + "; they must be two columns");
        }
    }

    private Format format(String input) {
        return InputFiles.format(input, format.value());
    }

    /**
     * Reads all files.
     *
     * @param messages where the progress shows
     * @throws CommandException if there is no observation in them
     */
    Data read(PrintStream messages) throws IOException {
        ObservationReader reader = new ObservationReader(ObservationReader.MOST, weights.isGiven());
        for (String input : inputs.names()) {
            try (Source source = open(input, Keeping.NOTHING, messages);
                    Progress _ = Progress.of("read", source, messages)) {
                reader.read(input, source);
            }
        }
        reader.rows().requireObservations(names());
        Observations observations = reader.take();
        if (observations.areAllOfWeightZero()) {
            throw CommandException.wrongInput(names() + ": no observations; all weights in column "
                    + Text.shortened(weights.orElse("")) + " are 0");
        }
        return new Data(observations, reader.rows());
    }

    /** Opens all files, to be read group by group. */
    GroupInputs open(GroupReader reader, List<String> group, PrintStream messages) {
        Keeping keeping = Keeping.ofEveryRow(group.stream()
                .map(name -> new WantedColumn(name, "--group", false))
                .toList());
        return new GroupInputs(inputs.names(), name -> open(name, keeping, messages), reader, messages);
    }

    private Source open(String input, Keeping keeping, PrintStream messages) throws IOException {
        List<WantedColumn> columns = new ArrayList<>();
        columns.add(new WantedColumn(dosage(), "--dosage", false));
        columns.add(new WantedColumn(effect(), "--effect", false));
        String weight = weights.value();
        if (weight != null) {
            columns.add(new WantedColumn(weight, "--weights", false, 0));
        }
        try (Progress _ = Progress.of("read", Work.OPENING, messages)) {
            return inputs.open(input, format(input), columns, keeping);
        }
    }
}
