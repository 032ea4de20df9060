package dev.bentline.cli;

import dev.bentline.Activation;
import dev.bentline.Bend;
import dev.bentline.BentLine;
import dev.bentline.Engine;
import dev.bentline.Network;
import dev.bentline.cli.console.ExitStatus;
import dev.bentline.cli.console.Progress;
import dev.bentline.cli.console.Report;
import dev.bentline.cli.engine.Engines;
import dev.bentline.cli.figure.PictureFormat;
import dev.bentline.cli.figure.PlotSink;
import dev.bentline.cli.file.Output;
import dev.bentline.cli.sweep.GridSource;
import dev.bentline.cli.sweep.Sink;
import dev.bentline.cli.sweep.Source;
import dev.bentline.cli.sweep.SummarySink;
import dev.bentline.cli.sweep.Sweep;
import dev.bentline.cli.sweep.Windows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code bentline sweep}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Computes the effect of every dosage of a grid or of files, and a summary.",
        sortOptions = false,
        footer = {
            "",
            "A CSV file has a header row; spaces around a number do not count. A row that is empty, has another number"
                    + " of fields than the header, or no finite decimal number in the column is invalid; so is a value"
                    + " of a Parquet or NumPy file that is null or no finite float.",
            "",
            "  bentline sweep --from 0 --to 1 --count 1000001 --plot effects.svg",
            "  bentline sweep softplus --in dosages.csv --out effects.parquet",
            "  bentline sweep --in trials/*.csv --keep --out effects/"
        })
final class SweepCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private BentlineCommand bentline;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private NetworkArgument network = new NetworkArgument();

    @Option(
            names = "--from",
            paramLabel = "A",
            converter = FiniteDouble.class,
            description = "The grid's first dosage.")
    private @Nullable Double from;

    @Option(names = "--to", paramLabel = "B", converter = FiniteDouble.class, description = "The grid's last dosage.")
    private @Nullable Double to;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = WholeNumber.class,
            description = "How many dosages the grid has.")
    private @Nullable Long count;

    @Mixin
    private SweepFiles files = new SweepFiles();

    @Option(names = "--derivative", description = "Write the derivative of the effect, too.")
    private boolean derivative;

    @Option(
            names = "--bend",
            paramLabel = "0|1",
            converter = WholeNumber.class,
            description = "The derivative of ReLU at its bend; by default the network's.")
    private @Nullable Long bend;

    @Option(
            names = "--at-least",
            paramLabel = "E",
            converter = FiniteFloat.class,
            defaultValue = "0.5",
            description = "The effect from which on a dosage works; ${DEFAULT-VALUE} by default.")
    private float atLeast;

    @Option(
            names = "--plot",
            paramLabel = "FILE.png|.svg",
            description = "Draw the effects, and with --derivative their derivatives, over the dosages.")
    private @Nullable String plot;

    @Mixin
    private ThreadsOption threads = new ThreadsOption();

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        check();
        Engine engine = Engines.of(bent(network.network()));
        bentline.detail(info(engine));
        if (files.areSeveral()) {
            sweepAll(engine);
        } else {
            Report report = sweep(engine, files.in(), files.outputs().getFirst());
            bentline.print(report, json, files.toStandardOutput());
        }
        return ExitStatus.DONE;
    }

    /** One output for each input. As text, each is reported as soon as it is done. */
    private void sweepAll(Engine engine) throws IOException {
        List<String> inputs = files.inputs();
        List<@Nullable String> outputs = files.outputs();
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Report report = new Report().add("in", inputs.get(i));
            String output = outputs.get(i);
            if (output != null) {
                report.add("out", output);
            }
            report.addAll(sweep(engine, inputs.get(i), output));
            if (json) {
                reports.add(report);
            } else {
                bentline.results().writer().print(i == 0 ? "" : "\n");
                report.print(bentline.results().writer(), false);
                bentline.results().flush();
            }
        }
        if (json) {
            new Report().add("files", reports).print(bentline.results().writer(), true);
        }
    }

    private Report sweep(Engine engine, @Nullable String in, @Nullable String out) throws IOException {
        if (plot != null && out != null && Output.isSameFile(plot, out)) {
            throw usage("--plot and --out are the same file, " + out);
        }
        long start = System.nanoTime();
        Report report = new Report();
        SummarySink summary = summary(engine.network(), in == null);
        List<Sink> sinks = new ArrayList<>(List.of(summary));
        try (Source source = in == null ? grid() : files.source(in);
                Output output = out == null || files.toStandardOutput() ? null : files.output(out);
                Output picture = plot == null ? null : files.output(plot)) {
            PlotSink plotted = new PlotSink(derivative);
            if (picture != null) {
                sinks.add(plotted);
            }
            if (out != null) {
                sinks.add(
                        output == null
                                ? files.standardOutput(bentline.results().stream(), source, derivative)
                                : files.sink(out, output, source, derivative));
            }
            sweep(source, engine, sinks);
            if (plot != null && picture != null) {
                picture.write(PictureFormat.of("--plot", plot).encode(plotted.picture(network.name())));
            }
            if (output != null) {
                output.commit();
            } else {
                bentline.results().flush();
            }
            if (picture != null) {
                picture.commit();
            }
        }
        summary.report(report);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return report.add("seconds", Math.round(seconds * 1e6) / 1e6)
                .add("dosagesPerSecond", Math.round(summary.count() / seconds))
                .add("engine", info(engine));
    }

    private void sweep(Source source, Engine engine, List<Sink> sinks) throws IOException {
        try (Progress _ = files.toStandardOutput() ? null : Progress.of("sweep", source, bentline.messages())) {
            new Sweep(source, engine, derivative, sinks).run(threads.workers());
        }
    }

    /** What the sweep runs on at the moment; at its end, what it came to run on. */
    private String info(Engine engine) {
        return engine.withThreads(threads.workers()).info().toString();
    }

    private SummarySink summary(Network network, boolean onGrid) {
        if (network.hidden() == Activation.RELU) {
            return new SummarySink(atLeast, BentLine.of(network), null);
        }
        return new SummarySink(atLeast, null, onGrid ? new Windows(atLeast) : null);
    }

    private Source grid() {
        return new GridSource(Objects.requireNonNull(from), Objects.requireNonNull(to), Objects.requireNonNull(count));
    }

    private Network bent(Network network) {
        return bend == null ? network : network.withBend(bend == 1 ? Bend.ONE : Bend.ZERO);
    }

    private void check() {
        if (files.areGiven()) {
            if (from != null || to != null || count != null) {
                throw usage("--in FILE and a grid (--from, --to, --count) exclude each other");
            }
        } else {
            checkGrid();
        }
        files.check(derivative, json);
        if (plot != null) {
            checkPlot(plot);
        }
        threads.check();
        if (bend != null && bend != 0 && bend != 1) {
            throw usage("--bend is " + bend + "; it must be 0 or 1");
        }
    }

    private void checkPlot(String plot) {
        if (files.areSeveral()) {
            throw usage("--plot draws one sweep; sweep the files one by one");
        }
        PictureFormat.of("--plot", plot).check("--plot");
    }

    private void checkGrid() {
        List<String> missing = new ArrayList<>();
        if (from == null) {
            missing.add("--from");
        }
        if (to == null) {
            missing.add("--to");
        }
        if (count == null) {
            missing.add("--count");
        }
        if (missing.size() == 3) {
            throw usage("the dosages are missing: give --from, --to and --count for a grid, or --in FILE");
        }
        if (!missing.isEmpty()) {
            throw usage("the grid needs " + String.join(" and ", missing) + ", too");
        }
        if (count != null && count < 1) {
            throw usage("--count is " + count + "; it must be at least 1");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
