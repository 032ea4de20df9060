package dev.bentline.cli;

import dev.bentline.Bend;
import dev.bentline.Engine;
import dev.bentline.Model;
import dev.bentline.cli.console.CommandException;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.console.Work;
import dev.bentline.cli.engine.EngineFactory;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.figure.PlotSink;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.file.Outputs;
import dev.bentline.cli.source.GridSource;
import dev.bentline.cli.source.Source;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.SummarySink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Windows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bentline sweep}. */
final class SweepCommand implements Callable<Integer> {
    static final float DEFAULT_AT_LEAST = 0.5f;

    private final BentlineCommand bentline;

    private final NetworkArgument network = new NetworkArgument();

    private final ScaleOptions scale = ScaleOptions.ofNetwork();

    private final Option<Double> from = Option.finiteDouble("--from", "A", "The grid's first dosage.");

    private final Option<Double> to = Option.finiteDouble("--to", "B", "The grid's last dosage.");

    private final Option<Long> count = Option.wholeNumber("--count", "N", "How many dosages the grid has.");

    private final SweepFiles files = new SweepFiles();

    private final Flag derivative = Flag.of("--derivative", "Write the derivative of the effect, too.");

    private final Option<Long> bend =
            Option.wholeNumber("--bend", "0|1", "The derivative of ReLU at its bend; by default the network's.");

    private final Option<Float> atLeast = Option.finiteFloat(
            "--at-least", "E", "The effect from which on a dosage works; " + DEFAULT_AT_LEAST + " by default.");

    private final Option<String> plot = Option.text(
            "--plot", "FILE.png|.svg", "Draw the effects, and with --derivative their derivatives, over the dosages.");

    private final ThreadsOption threads = new ThreadsOption();

    private final Flag json = Flag.of("--json", "Print the summary as one JSON object.");

    SweepCommand(BentlineCommand bentline) {
        this.bentline = bentline;
    }

    CommandSpec model() {
        return CommandModel.of(
                "sweep",
                this,
                "Computes the effect of every dosage of a grid or of files, and a summary.",
                List.of(network, from, to, count, files, derivative, bend, scale, atLeast, plot, threads, json),
                "",
                "A CSV file has a header row; spaces around a number do not count. A row that is empty, has another"
                        + " number of fields than the header, or no finite decimal number in the column is invalid; so"
                        + " is a value of a Parquet or NumPy file that is null or no finite float.",
                "",
                "  bentline sweep --from 0 --to 1 --count 1000001 --plot effects.svg",
                "  bentline sweep softplus --in dosages.csv --out effects.parquet",
                "  bentline sweep --in trials/*.csv --keep --out effects/");
    }

    @Override
    public Integer call() throws IOException {
        check();
        Engine engine = EngineFactory.of(evaluated());
        bentline.detail(() -> info(engine));
        List<String> read =
                Stream.concat(files.read().stream(), network.files().stream()).toList();
        try (Outputs run = new Outputs(read)) {
            if (files.areSeveral()) {
                List<Report> reports = sweepAll(engine, run);
                run.commit();
                print(reports);
            } else {
                Report report = sweep(engine, files.in(), files.outputs(run).getFirst(), run);
                run.commit();
                bentline.print(report, json.isGiven(), files.toStandardOutput());
            }
        }
        return ExitStatus.DONE;
    }

    /** Writes one output for each input. */
    private List<Report> sweepAll(Engine engine, Outputs run) throws IOException {
        List<String> inputs = files.inputs();
        List<@Nullable String> outputs = files.outputs(run);
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Report report = new Report().add("in", inputs.get(i));
            String output = outputs.get(i);
            if (output != null) {
                report.add("out", output);
            }
            reports.add(report.addAll(sweep(engine, inputs.get(i), output, run)));
        }
        return reports;
    }

    private void print(List<Report> reports) throws IOException {
        if (json.isGiven()) {
            new Report().add("files", reports).print(bentline.results().writer(), true);
            return;
        }
        for (Report report : reports) {
            bentline.results().writer().print(report == reports.getFirst() ? "" : "\n");
            report.print(bentline.results().writer(), false);
        }
    }

    private Report sweep(Engine engine, @Nullable String in, @Nullable String out, Outputs run) throws IOException {
        String drawing = plot.value();
        if (drawing != null && out != null && Output.isSameFile(drawing, out)) {
            throw CommandException.wrongUsage("--plot and --out are the same file, " + out);
        }
        long start = System.nanoTime();
        Report report = new Report();
        SummarySink summary = summary(engine.model(), in == null);
        List<Sink> sinks = new ArrayList<>(List.of(summary));
        try (Source source = in == null ? grid() : open(in);
                Output output = out == null || files.toStandardOutput() ? null : files.output(out, run);
                Output picture = drawing == null ? null : files.output(drawing, run)) {
            PlotSink plotted = new PlotSink(derivative.isGiven(), engine.model().dosageScale());
            if (picture != null) {
                sinks.add(plotted);
            }
            if (out != null) {
                sinks.add(
                        output == null
                                ? files.standardOutput(bentline.results().stream(), source, derivative.isGiven())
                                : files.sink(out, output, source, derivative.isGiven()));
            }
            sweep(source, engine, sinks);
            if (drawing != null && picture != null) {
                picture.write(PictureFormat.of("--plot", drawing).encode(plotted.picture(network.name())));
            }
            if (output == null) {
                bentline.results().flush();
            }
        }
        summary.report(report);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return report.add("seconds", Math.round(seconds * 1e6) / 1e6)
                .add("dosagesPerSecond", Math.round(summary.count() / seconds))
                .add("engine", info(engine));
    }

    private void sweep(Source source, Engine engine, List<Sink> sinks) throws IOException {
        try (Progress _ = progress(source)) {
            new Sweep(source, engine, derivative.isGiven(), sinks).run(threads.workers());
        }
    }

    private Source open(String input) throws IOException {
        try (Progress _ = progress(Work.OPENING)) {
            return files.source(input);
        }
    }

    private @Nullable Progress progress(Work work) {
        return files.toStandardOutput() ? null : Progress.of("sweep", work, bentline.messages());
    }

    /** Says what the sweep runs on at the moment; at its end, what it came to run on. */
    private String info(Engine engine) {
        return engine.withThreads(threads.workers()).info().toString();
    }

    private SummarySink summary(Model model, boolean onGrid) {
        float works = atLeast.orElse(DEFAULT_AT_LEAST);
        if (model.isPiecewiseLinear()) {
            return new SummarySink(works, EngineFactory.bentLine(model), null);
        }
        return new SummarySink(works, null, onGrid ? new Windows(works) : null);
    }

    private Source grid() {
        return new GridSource(
                Objects.requireNonNull(from.value()),
                Objects.requireNonNull(to.value()),
                Objects.requireNonNull(count.value()));
    }

    private Model evaluated() {
        Model model = scale.on(network.model(bentline));
        if (!model.dosageScale().isLinear() && Math.min(from.orElse(0.0), to.orElse(0.0)) < 0) {
            throw CommandException.wrongUsage(
                    "the grid has dosages below 0; on a scale of logarithms they must be 0 or above");
        }
        return bend.isGiven() ? model.withBend(bend.orElse(0L) == 1 ? Bend.ONE : Bend.ZERO) : model;
    }

    private void check() {
        if (files.areGiven()) {
            if (from.isGiven() || to.isGiven() || count.isGiven()) {
                throw CommandException.wrongUsage("--in FILE and a grid (--from, --to, --count) exclude each other");
            }
        } else {
            checkGrid();
        }
        files.check(derivative.isGiven(), json.isGiven());
        String drawing = plot.value();
        if (drawing != null) {
            checkPlot(drawing);
        }
        threads.check();
        scale.check();
        if (bend.orElse(0L) != 0 && bend.orElse(0L) != 1) {
            throw CommandException.wrongUsage("--bend is " + bend.value() + "; it must be 0 or 1");
        }
    }

    private void checkPlot(String drawing) {
        if (files.areSeveral()) {
            throw CommandException.wrongUsage("--plot draws one sweep; sweep the files one by one");
        }
        PictureFormat.of("--plot", drawing).check("--plot");
    }

    private void checkGrid() {
        List<String> missing = new ArrayList<>();
        for (Option<?> option : List.of(from, to, count)) {
            if (!option.isGiven()) {
                missing.add(option.toString());
            }
        }
        if (missing.size() == 3) {
            throw CommandException.wrongUsage(
                    "the dosages are missing: give --from, --to and --count for a grid, or --in FILE");
        }
        if (!missing.isEmpty()) {
            throw CommandException.wrongUsage("the grid needs " + String.join(" and ", missing) + ", too");
        }
        if (count.orElse(1L) < 1) {
            throw CommandException.wrongUsage("--count is " + count.value() + "; it must be at least 1");
        }
    }
}
