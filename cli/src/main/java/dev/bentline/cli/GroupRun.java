package dev.bentline.cli;

import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.Text;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.table.TableSink;
import dev.bentline.fit.Estimation;
import dev.bentline.fit.GroupFit;
import dev.bentline.fit.GroupedFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Run of a fit of many groups, from their rows to files of results and a report of how many there are.
 *
 * @param inputs where the rows are
 * @param groups which rows belong together
 * @param outputs where the results go
 * @param json whether the report is printed as JSON
 */
record GroupRun(
        BentlineCommand bentline, ObservationInputs inputs, GroupOptions groups, FitOutputs outputs, boolean json) {
    /** The part of java's memory that groups may take before their rows have to follow one another. */
    private static final long MEMORY_SHARE = 8;

    /**
     * Fits all groups.
     *
     * @param estimation what each curve is asked
     * @throws CommandException if there is no observation in the files
     */
    void run(GroupedFit fit, Estimation estimation) throws IOException {
        long begun = System.nanoTime();
        GroupTable table = new GroupTable(groups.names(), estimation);
        GroupReader reader = new GroupReader(
                groups.names(), inputs.weights().isGiven(), Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
        GroupReport report = new GroupReport();
        try (Outputs run = new Outputs(inputs.files())) {
            TableSink rows = outputs.openTable(run, bentline.results().stream(), table.columns());
            GroupPlots plots = groups.openPlots(run, outputs.replaces(), inputs.effect() + " by " + inputs.dosage());
            try (GroupInputs read = inputs.open(reader, groups.names(), bentline.messages())) {
                fit.withEstimation(estimation).fit(read, result -> {
                    report.add(result);
                    write(result, table, rows, plots);
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (OutOfMemoryError e) {
                if (reader.holdsAll()) {
                    throw tooManyApart(e);
                }
                throw e;
            }
            reader.rows().requireObservations(inputs.names());
            if (rows != null) {
                rows.finish();
            }
            if (plots != null) {
                plots.finish();
            }
            run.commit();
        }
        bentline.results().flush(); // before anything is said of results that nobody takes
        bentline.print(report.of(reader.rows(), begun, json), json, outputs.takeStandardOutput());
        bentline.results().flush();
    }

    private CommandException tooManyApart(OutOfMemoryError e) {
        return CommandException.failure(
                "rows of a group are apart, so all are held, and java is out of memory: input that is sorted by "
                        + Text.shortened(String.join(", ", groups.names()))
                        + " is streamed in constant memory; otherwise, JDK_JAVA_OPTIONS=-Xmx4g gives java more",
                e);
    }

    private static void write(
            GroupFit<List<String>> result, GroupTable table, @Nullable TableSink rows, @Nullable GroupPlots plots) {
        try {
            if (rows != null) {
                rows.add(table.row(result));
            }
            if (plots != null) {
                plots.add(result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
